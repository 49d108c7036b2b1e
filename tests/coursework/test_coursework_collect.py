"""Whatever arrives in a download: each student's notebook is found, or the student is named."""

import copy
import io
import json
import random
import tarfile
import zipfile

import nbformat
import pytest
from course_submissions import answers, fill, find, grade_id, named
from handins import File, by_student, choose, owner
from repairs import known_cells, mend, name_of

pytestmark = pytest.mark.course

WRONG_MEAN = "def mean(pmf):\n    return -1"


@pytest.fixture(scope="module")
def release(releases):
    return nbformat.reads(json.dumps(releases["ps1"]), as_version=4)


@pytest.fixture(scope="module")
def done(release):
    return fill(release, answers("ps1_numpy"))


def text(notebook):
    return json.dumps(notebook).encode()


def zipped(*members, **options):
    """Make a zip of pairs of name and content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(name, content):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def version_3(notebook):
    return nbformat.writes(
        nbformat.convert(nbformat.from_dict(copy.deepcopy(notebook)), 3)
    ).encode()


def half(notebook):
    other = copy.deepcopy(notebook)
    find(other, "variance")["source"] = "def variance(pmf):\n    ### later\n    pass"
    return other


def locked(data):
    """Mark the only member of a zip as encrypted, as a password does."""
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(head) + flags
        data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
    return data


FOUND = {
    "as asked for": lambda done, blank: [("ps1.ipynb", text(done))],
    "copy with a number": lambda done, blank: [("ps1 (2).ipynb", text(done))],
    "copy of a copy": lambda done, blank: [("ps1-Copy1-Copy1.ipynb", text(done))],
    "own name": lambda done, blank: [("Hausaufgabe von Zoë.ipynb", text(done))],
    "capitals": lambda done, blank: [("PS1.IPYNB", text(done))],
    "ending added by a mail program": lambda done, blank: [("ps1.ipynb.txt", text(done))],
    "ending changed by a browser": lambda done, blank: [("ps1.json", text(done))],
    "no ending": lambda done, blank: [("ps1", text(done))],
    "untouched beside filled": lambda done, blank: [
        ("ps1.ipynb", text(blank)),
        ("ps1-Copy1.ipynb", text(done)),
    ],
    "the same twice": lambda done, blank: [("ps1.ipynb", text(done)), ("ps1-1.ipynb", text(done))],
    "a whole zip handed back": lambda done, blank: [
        (
            "ps1.zip",
            zipped(
                ("ps1/ps1.ipynb", text(done)),
                ("ps1/kl_helpers/models.py", b"raise"),
                ("ps1/creatures.py", b"raise"),
            ),
        )
    ],
    "zip from a Mac": lambda done, blank: [
        (
            "ps1.zip",
            zipped(
                ("ps1/ps1.ipynb", text(done)),
                ("__MACOSX/ps1/._ps1.ipynb", b"\x00\x05\x16\x07"),
                ("ps1/.DS_Store", b"\x00"),
            ),
        )
    ],
    "a Mac's shadow beside": lambda done, blank: [
        ("._ps1.ipynb", b"\x00\x05\x16\x07\x00\x02"),
        ("ps1.ipynb", text(done)),
    ],
    "zip in a zip": lambda done, blank: [("a.zip", zipped(("b.zip", zipped(("c", text(done))))))],
    "folders in folders": lambda done, blank: [("home/ada/ps1/ps1/ps1.ipynb", text(done))],
    "tar": lambda done, blank: [("ps1.tar.gz", tarred("ps1/ps1.ipynb", text(done)))],
    "zip under a notebook's name": lambda done, blank: [
        ("ps1.ipynb", zipped(("ps1.ipynb", text(done))))
    ],
    "with a web page": lambda done, blank: [("ps1.html", b"<html>"), ("ps1.ipynb", text(done))],
    "with a broken picture": lambda done, blank: [("x.zip", b"PK"), ("ps1.ipynb", text(done))],
    "byte order mark": lambda done, blank: [("ps1.ipynb", b"\xef\xbb\xbf" + text(done))],
    "UTF-16": lambda done, blank: [("ps1.ipynb", json.dumps(done).encode("utf-16"))],
    "zeros at the end": lambda done, blank: [("ps1.ipynb", text(done) + bytes(512))],
    "Windows lines": lambda done, blank: [
        ("ps1.ipynb", json.dumps(done, indent=1).replace("\n", "\r\n").encode())
    ],
    "old format": lambda done, blank: [("ps1.ipynb", version_3(done))],
    "with the autosaved copy": lambda done, blank: [
        (".ipynb_checkpoints/ps1-checkpoint.ipynb", text(half(done))),
        ("ps1.ipynb", text(done)),
    ],
}
"""Files of one student in which the finished notebook must be found."""


@pytest.mark.parametrize("case", FOUND)
def test_the_filled_notebook_is_found(case, release, done):
    hand_in = chosen(FOUND[case](done, release), release)
    marked = {name_of(cell): cell.source for cell in hand_in.notebook.cells}
    kept = {cell: code for cell, code in answers("ps1_numpy").items() if marked.get(cell) != code}
    if case != "old format":  # which has no place for marks; the tests are found by their text
        assert kept == {}
    assert {name for name in map(grade_id, release.cells) if name and "test" in name} <= set(marked)
    assert [hand_in.problems != []] == [case == "with a broken picture"]


def chosen(files, release):
    return choose("Ada_1", [File(name, lambda c=c: c) for name, c in files], "ps1", release)


REFUSED = {
    "nothing": ([], "nothing but empty folders"),
    "an empty file": ([("ps1.ipynb", b"")], "an empty file"),
    "only zeros": ([("ps1.ipynb", bytes(4096))], "an empty file"),
    "a web page": ([("ps1.html", b"<!DOCTYPE html><html>")], "text/html"),
    "a PDF": ([("ps1.pdf", b"%PDF-1.7 \xff\xfe")], "application/pdf"),
    "a script": ([("ps1.py", b"def mean(pmf): ...")], "text/x-python"),
    "a photograph": ([("IMG_1.jpg", b"\xff\xd8\xff\xe0")], "image/jpeg"),
    "a text document": ([("ps1.docx", zipped(("word/document.xml", b"<w/>")))], "wordprocessing"),
    "another archive": ([("ps1.rar", b"Rar!\x1a\x07")], "ps1.rar: application/"),
    "a link": ([("ps1.ipynb.url", b"[InternetShortcut]")], "no notebook"),
    "cut off": ([("ps1.ipynb", b'{"cells": [{"cell_type"')], "a notebook cut off"),
    "a sentence": ([("ps1.ipynb", b"Dear teacher")], "no notebook"),
    "a number": ([("ps1.ipynb", b"42")], "no notebook"),
    "cells that are none": ([("ps1.ipynb", b'{"cells": [1, 2]}')], "a broken notebook"),
    "no cells": ([("ps1.ipynb", b'{"cells": []}')], "a notebook, but not ps1"),
    "an empty zip": ([("ps1.zip", zipped())], "ps1.zip"),
    "a broken zip": ([("ps1.zip", b"PK\x03\x04 and no more")], "ps1.zip cannot be opened"),
    "a zip with a password": (
        [("ps1.zip", locked(zipped(("ps1.ipynb", b"{}"))))],
        "cannot be opened.*encrypted",
    ),
    "a shadow only": ([("__MACOSX/._ps1.ipynb", b"\x00\x05")], "nothing but empty folders"),
}
"""Files of one student in which nothing can be graded, and what is said about them."""


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_graded_is_said(case, release):
    files, said = REFUSED[case]
    hand_in = chosen(files, release)
    assert hand_in.notebook is None
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(" ".join(hand_in.problems))
    assert "ask for ps1.ipynb" in hand_in.problems[-1]


def test_another_set_is_not_taken_for_this_one(release, releases):
    other = fill(releases["ps2"], answers("ps2_numpy"))
    hand_in = chosen([("ps1.ipynb", text(other))], release)
    assert hand_in.notebook is None
    assert "a notebook, but not ps1" in hand_in.problems[0]


def test_a_zip_that_unpacks_to_very_much_is_not_unpacked(release, done, monkeypatch):
    monkeypatch.setattr("handins.MAX_BYTES", 200_000)
    bomb = zipped(("zeros", bytes(1_000_000)), ("ps1.ipynb", text(done)))
    hand_in = chosen([("ps1.zip", bomb)], release)
    assert hand_in.notebook is not None
    assert "zeros cannot be opened (more than 0 MB unpacked)" in hand_in.problems[0]


def test_many_files_that_unpack_to_very_much_are_not_all_read(release, monkeypatch):
    monkeypatch.setattr("handins.MAX_TOTAL", 3_000_000)
    bomb = zipped(*((f"zeros{number}", bytes(1_000_000)) for number in range(50)))
    hand_in = chosen([("ps1.zip", bomb)], release)
    assert "ps1.zip/zeros3 is not read" in hand_in.problems[0]


def test_of_two_different_notebooks_the_fuller_counts_and_both_are_named(release, done):
    less = copy.deepcopy(release)
    find(less, "mean")["source"] = "def mean(pmf):\n    return another_try"
    hand_in = chosen([("ps1.ipynb", text(less)), ("ps1-Copy1.ipynb", text(done))], release)
    assert hand_in.origin == "ps1-Copy1.ipynb"
    assert "several notebooks with different answers" in hand_in.problems[0]
    assert "not counted: ps1.ipynb" in hand_in.problems[0]


def test_an_autosaved_copy_counts_if_nothing_else_is_there(release, done):
    hand_in = chosen([(".ipynb_checkpoints/ps1-checkpoint.ipynb", text(done))], release)
    assert hand_in.notebook is not None
    assert "autosaved" in hand_in.problems[0]


@pytest.mark.parametrize(
    ("path", "student", "name"),
    [
        ("Ada Lovelace_12345_assignsubmission_file/ps1.ipynb", "Ada Lovelace_12345", "ps1.ipynb"),
        ("Ada Lovelace_1_assignsubmission_file_/a/b.ipynb", "Ada Lovelace_1", "a/b.ipynb"),
        ("Emmy Noether_7_assignsubmission_file_ps1 (2).ipynb", "Emmy Noether_7", "ps1 (2).ipynb"),
        ("Group A-Ada_3_assignsubmission_file/ps1.ipynb", "Group A-Ada_3", "ps1.ipynb"),
        ("Participant_9_assignsubmission_file/x.zip", "Participant_9", "x.zip"),
        ("A_B_7_assignsubmission_onlinetext/onlinetext.html", "A_B_7", "onlinetext.html"),
        ("Zoe\u0308_5_assignsubmission_file/ps1.ipynb", "Zo\u00eb_5", "ps1.ipynb"),
        ("[x] *O'Neil?_5_assignsubmission_file/p", "-x- -O'Neil-_5", "p"),
        ("turingalan_99_314159_ps1-1.ipynb", "turingalan_99", "ps1-1.ipynb"),
        ("hopper_LATE_42_271828_ps1.ipynb", "hopper_42", "ps1.ipynb"),
        ("download/hopper_42_271828_my_3_ps1.ipynb", "hopper_42", "my_3_ps1.ipynb"),
    ],
)
def test_a_path_of_a_download_says_whose_it_is(path, student, name):
    assert owner(path) == (student, name)


@pytest.mark.parametrize("path", ["ps1.ipynb", "Ada/ps1.ipynb", "readme_1.txt"])
def test_other_paths_are_nobodys(path):
    assert owner(path) is None


def test_a_class_of_hundreds_is_collected_and_nobody_is_touched_by_another(tmp_path, release, done):
    chance = random.Random(8)
    cases = [(case, FOUND[case](done, release)) for case in FOUND]
    cases += [(case, files) for case, (files, _) in REFUSED.items()]
    expected, members = {}, {"moodle.zip": [], "canvas.zip": []}
    for number in range(600):
        case, files = chance.choice(cases)
        expected[f"s_{number}"] = case in FOUND
        moodle = number % 2 or any("/" in name for name, _ in files) or not files
        members["moodle.zip" if moodle else "canvas.zip"] += [
            (f"s_{number}_assignsubmission_file/{name}" if moodle else f"s_{number}_77_{name}", c)
            for name, c in files or [("", b"")]
        ]
    for name, content in members.items():
        (tmp_path / name).write_bytes(zipped(*content))
    (tmp_path / "late.zip").write_bytes(b"PK\x03\x04 broken on the way")
    (tmp_path / "readme.txt").write_text("Downloaded on Monday")
    files, lost = by_student(tmp_path)
    found = {
        who: choose(who, own, "ps1", release).notebook is not None for who, own in files.items()
    }
    assert found == expected
    assert len(lost) == 2
    assert "late.zip: the download cannot be opened" in lost[0]
    assert "readme.txt: the name does not say whose it is" in lost[1]


def test_an_unpacked_download_is_read_as_well(tmp_path, release, done):
    folder = tmp_path / "download" / "Ada Lovelace_1_assignsubmission_file"
    folder.mkdir(parents=True)
    (folder / "ps1.zip").write_bytes(zipped(("ps1/ps1.ipynb", text(done))))
    (tmp_path / "download" / "Empty_2_assignsubmission_file").mkdir()
    files, lost = by_student(tmp_path)
    assert lost == []
    assert set(files) == {"Ada Lovelace_1", "Empty_2"}
    assert choose("Ada", files["Ada Lovelace_1"], "ps1", release).notebook is not None


def mended(cells, release):
    cells = [nbformat.from_dict(copy.deepcopy(cell)) for cell in cells]
    return mend(cells, known_cells(release.cells))


def names(cells):
    return [name for name in map(name_of, cells) if name]


def test_a_healthy_notebook_is_left_as_it_is(release, done):
    cells, notes = mended(done["cells"], release)
    assert cells == done.cells
    assert notes == []


def test_every_cell_pasted_twice_is_there_once(release, done):
    doubled = [copy for cell in done["cells"] for copy in (cell, cell)]
    cells, notes = mended(doubled, release)
    assert names(cells) == names(release.cells)
    assert "answered in several cells" in notes[0]


def test_the_later_of_two_answers_is_marked_and_both_run(release, done):
    cells = copy.deepcopy(done["cells"])
    at = cells.index(find(done, "mean"))
    cells.insert(at, {**copy.deepcopy(cells[at]), "source": WRONG_MEAN})
    cells, _ = mended(cells, release)
    assert names(cells) == names(release.cells)
    assert [cell.source for cell in cells].count(WRONG_MEAN) == 1
    assert "pmf.size" in next(cell.source for cell in cells if name_of(cell) == "mean")


def test_an_untouched_copy_below_does_not_undo_the_answer(release, done):
    cells = copy.deepcopy(done["cells"])
    at = cells.index(find(done, "mean"))
    cells.insert(at + 1, find(release, "mean"))
    cells, notes = mended(cells, release)
    assert notes == []
    assert not any("NotImplementedError" in cell.source for cell in cells)


def test_two_written_answers_reach_the_marker_together(release, done):
    cells = copy.deepcopy(done["cells"])
    at = cells.index(find(done, "interpretation"))
    cells.insert(at, {**copy.deepcopy(cells[at]), "source": "And another thing."})
    cells, _ = mended(cells, release)
    written = next(cell.source for cell in cells if name_of(cell) == "interpretation")
    assert "variance is larger" in written
    assert "And another thing." in written


def test_a_test_moved_behind_the_right_function_is_taken_out(release, done):
    cells = copy.deepcopy(done["cells"])
    test = find(done, "test_mean")
    cells.remove(test)
    cells.insert(cells.index(find(done, "given_mean")) + 1, test)
    cells, notes = mended(cells, release)
    order = names(cells)
    # One of the two is taken out; nbgrader puts it back behind its predecessor.
    assert ("test_mean" in order) + ("given_mean" in order) == 1
    assert "copied or moved" in notes[0]


@pytest.mark.parametrize("keep_ids", [True, False])
def test_stripped_marks_come_back(release, done, keep_ids):
    cells = [{**cell, "metadata": {}} for cell in done["cells"]]
    if not keep_ids:
        cells = [{**cell, "id": f"new-{number}"} for number, cell in enumerate(cells)]
    cells, notes = mended(cells, release)
    missing = set(names(release.cells)) - set(names(cells))
    # Without ids, answers cannot be told from other cells; they run all the same.
    assert missing == (set() if keep_ids else set(answers("ps1_numpy")))
    assert "marks were gone" in notes[0]


def test_names_that_do_not_exist_and_nonsense_marks_are_dropped(release, done):
    cells = copy.deepcopy(done["cells"])
    cells[0]["metadata"]["nbgrader"] = {}
    cells[1]["metadata"]["nbgrader"] = {"grade_id": "test_bonus", "grade": True, "points": 99}
    cells[3]["metadata"]["nbgrader"] = "yes"
    cells, _ = mended(cells, release)
    assert all("nbgrader" not in cell.metadata for cell in cells[:2])
    assert names(cells) == names(release.cells)


def test_a_name_is_written_only_into_an_empty_place(release):
    assert "my_name = 'Ada'" in json.dumps(named(named(release, "Ada"), "Bob"))
