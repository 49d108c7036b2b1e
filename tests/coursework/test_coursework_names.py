"""Whose creatures a notebook is graded for, and who is named because it was made for others."""

import doctest
import importlib
import json

import nbformat
import pytest
from course import _grade_one, autograde, choose_in, other_creatures, put
from course_submissions import answers, fill, named
from creatures import crabs
from grading_steps import OwnCreatures
from handins import HandIn

pytestmark = pytest.mark.course


def graded_for(student, **options):
    """Give the counts that stand in a graded notebook's locked cell."""
    cell = nbformat.v4.new_code_cell("counts = crabs(my_name)")
    cell.metadata["nbgrader"] = {"locked": True, "grade_id": "setup"}
    notebook = nbformat.v4.new_notebook(cells=[cell])
    resources = {"nbgrader": {"student": student}}
    return OwnCreatures(**options).preprocess(notebook, resources)[0].cells[0].source


@pytest.mark.parametrize(
    ("student", "options", "name"),
    [
        ("Ada Lovelace_12345", {}, "Ada Lovelace"),
        ("lovelaceada_12345", {}, "Ada Lovelace"),
        ("alovelace", {}, "alovelace"),
        ("Ada King_1", {"also_called": {"Ada King_1": "Ada Lovelace"}}, "Ada Lovelace"),
        ("Ada Lovelace_12345", {"name_for_all": "Veyra"}, "Veyra"),
        ("Alan Turing_9", {"name_for_all": "Veyra"}, "Veyra"),
    ],
)
def test_the_hand_in_says_whose_creatures_count(student, options, name):
    assert graded_for(student, **options) == f"counts = {crabs(name)}"


def test_a_students_own_cells_are_left_alone():
    cell = nbformat.v4.new_code_cell("mine = crabs(my_name)")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    OwnCreatures().preprocess(notebook, {"nbgrader": {"student": "Ada"}})
    assert cell.source == "mine = crabs(my_name)"


@pytest.mark.parametrize(("options", "line"), [({}, ""), ({"name_for_all": "Veyra"}, "Veyra")])
def test_a_release_asks_for_a_name_unless_all_have_the_same(options, line):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell('my_name = ""')])
    OwnCreatures(**options).preprocess(notebook, {"nbgrader": {"student": "."}})
    assert eval(notebook.cells[0].source.split(" = ")[1]) == line


def claiming(student, *lines):
    cells = [nbformat.v4.new_code_cell(line) for line in lines]
    return HandIn(student, nbformat.v4.new_notebook(cells=cells))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('my_name = "Ada Lovelace"', None),
        ("my_name = 'Lovelace, Ada'  # that is me", None),
        ('my_name="ADA  LOVELACE"', None),
        ('my_name = "Grace Hopper"', "made for the creatures of Grace Hopper_7;"),
        ('my_name = "Emmy Noether"', "made for the creatures of 'Emmy Noether' (the same person?"),
        ('my_name = ""', "says no name"),
        ("x = 1", "says no name"),
        ('# my_name = "Ada Lovelace"', "says no name"),
    ],
)
def test_who_used_the_creatures_of_others_is_named(line, said):
    ada, grace = claiming("Ada Lovelace_1", line), HandIn("Grace Hopper_7")
    problems = other_creatures(ada, OwnCreatures(), [ada, grace])
    assert problems == [] if said is None else said in problems[0]


def test_what_the_notebook_claims_never_changes_whose_creatures_count():
    ada = claiming("Ada Lovelace_1", 'my_name = "Grace Hopper"')
    assert "graded for those of 'Ada Lovelace'" in other_creatures(ada, OwnCreatures(), [ada])[0]


@pytest.fixture
def release(releases):
    return nbformat.reads(json.dumps(releases["ps1"]), as_version=4)


@pytest.mark.parametrize("name", ["homework.ipynb", "sub/ps1.ipynb", "ps1.ipynb.txt"])
def test_in_a_folder_the_notebook_is_put_in_place_and_every_file_kept(tmp_path, release, name):
    folder = tmp_path / "Ada_1" / "ps1"
    (folder / name).parent.mkdir(parents=True)
    done = json.dumps(named(fill(release, answers("ps1_numpy")), "Ada"))
    (folder / name).write_text(done)
    (folder / "notes.txt").write_text("mine")
    for _ in range(2):
        assert choose_in(folder, release).problems == []
        assert "np.average" in (folder / "ps1.ipynb").read_text()
        assert (folder / "as_handed_in" / name).read_text() == done
        assert (folder / "as_handed_in" / "notes.txt").read_text() == "mine"


def test_what_is_no_notebook_is_put_aside_and_its_successor_is_found(tmp_path, release):
    folder = tmp_path / "Ada_1" / "ps1"
    folder.mkdir(parents=True)
    (folder / "ps1.ipynb").write_text("Dear teacher")
    assert "ask for ps1.ipynb" in choose_in(folder, release).problems[0]
    assert not (folder / "ps1.ipynb").exists()
    (folder / "ps1.ipynb").write_text(json.dumps(release))
    assert choose_in(folder, release).problems == []
    assert (folder / "ps1.ipynb").exists()


def test_a_folder_that_nbgrader_overlooks_is_named(tmp_path, release):
    folder = tmp_path / "Ada [x]" / "ps1"
    folder.mkdir(parents=True)
    (folder / "ps1.ipynb").write_text(json.dumps(release))
    assert "nbgrader overlooks" in choose_in(folder, release).problems[0]


def test_only_what_changed_is_graded_again(tmp_path, release, monkeypatch):
    monkeypatch.chdir(tmp_path)
    graded = tmp_path / "autograded" / "Ada_1" / "ps1"
    ada = HandIn("Ada_1", release, "ps1.ipynb")
    for text, again in ((None, True), (None, False), ("x = 1", True), (None, False)):
        graded.mkdir(parents=True, exist_ok=True)
        if text:
            ada.notebook.cells.append(nbformat.v4.new_code_cell(text, id="new"))
        put(ada, tmp_path / "submitted" / "Ada_1" / "ps1", "ps1")
        assert graded.exists() != again


def test_whoever_could_not_be_graded_is_graded_once_more_and_alone(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    fails = {"once": 1, "always": 2, "never": 0}
    runs = []

    def grade_in(jobs, assignment, students):
        runs.append((jobs, students))
        reasons = {student: "no port" if fails[student] else "" for student in students}
        fails.update({student: max(0, fails[student] - 1) for student in students})
        return reasons

    monkeypatch.setattr("course._grade_in", grade_in)
    assert autograde("ps1", list(fails), 4) == {"always": "no port"}
    assert runs == [(4, ["once", "always", "never"]), (1, ["once"]), (1, ["always"])]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ({"success": True, "log": "SomeError: mended"}, ""),
        (
            {"success": False, "error": "a.b.Failed: see above", "log": "Key\nKeyError: 1\nend"},
            "KeyError: 1",
        ),
        (
            {"success": False, "error": "zmq.error.ZMQError: taken\nend"},
            "zmq.error.ZMQError: taken",
        ),
        ({"success": False, "error": "Traceback\n_queue.Empty"}, "_queue.Empty"),
    ],
)
def test_the_reason_is_the_last_error_or_else_the_last_line(monkeypatch, result, reason):
    monkeypatch.setattr("logging.disable", lambda level: None)
    monkeypatch.setattr("course.NbGraderAPI.autograde", lambda *_, **__: result)
    assert _grade_one("ps1", "Ada") == reason


@pytest.mark.parametrize("name", ["comparing", "creatures", "expected", "handins", "own_work"])
def test_the_examples_in_docstrings_are_right(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
