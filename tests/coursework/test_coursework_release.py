"""What students get holds no answer, and runs with what they have."""

import json
import re
import subprocess
import sys
from zipfile import ZipFile

import pytest
from course_grading import ROOT
from course_submissions import (
    POINTS,
    SHEETS,
    WRITTEN,
    WRITTEN_POINTS,
    answers,
    fill,
    grade_id,
    named,
)

pytestmark = pytest.mark.course

HIDDEN = re.compile(r"### BEGIN (HIDDEN TESTS|SOLUTION)\n(.*?)### END \1", re.S)

TELLTALE = {
    "ps1": ["pmf) - 1", "np.sum(counts)", "math.comb(n_trials", "/ n_outcomes", "a fifth at least"],
    "ps2": ["np.log", "math.inf", "argmin", "log(2)", "is infinite. A is sent", '"A" if'],
    "ps3": [
        "np.sum(counts *",
        "weights / np",
        "point - rate",
        "(2 * s2**2) - 0.5",
        "cover both valleys",
        "ln 2 in its",
    ],
}
"""What gives answers away, written down apart from the notebooks."""

AS_A_STUDENT = """
import json, sys
for name in ("nbgrader", "scipy", "pandas"):
    sys.modules[name] = None
notebook, scope = json.load(open(sys.argv[1])), {}
for cell in notebook["cells"]:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), scope)
print(sys.modules["kl_helpers"].__file__)
"""


def source_of(name):
    """Read the instructor's notebook."""
    path = ROOT / "coursework" / "source" / name / f"{name}.ipynb"
    return json.loads(path.read_text())


def text_of(notebook):
    return "\n".join("".join(cell["source"]) for cell in notebook["cells"])


def secrets(name):
    """Lines that are in the instructor's notebook only within answers and hidden tests."""
    source = text_of(source_of(name))
    regions = [region for _, region in HIDDEN.findall(source)]
    open_lines = {line.strip() for line in HIDDEN.sub("", source).splitlines()}
    lines = {line.strip() for region in regions for line in region.splitlines()}
    return {line for line in lines - open_lines if len(line) > 3}


@pytest.mark.parametrize("name", POINTS)
def test_the_release_holds_no_answer_and_no_hidden_test(releases, name):
    release = text_of(releases[name])
    assert len(secrets(name)) > 60
    assert secrets(name) & {line.strip() for line in release.splitlines()} == set()
    numbers = {number for line in secrets(name) for number in re.findall(r"\d\.\d{4,}", line)}
    assert len(numbers) >= 4
    assert [number for number in numbers if number in release] == []
    assert [tale for tale in TELLTALE[name] if tale in release] == []
    assert all(tale in text_of(source_of(name)) for tale in TELLTALE[name])
    assert "HIDDEN" not in release
    assert "SOLUTION" not in release
    assert "Expected answer" not in json.dumps(releases[name])


@pytest.mark.parametrize("name", POINTS)
def test_every_answer_is_left_to_the_student(releases, name):
    blanks = [
        cell
        for cell in releases[name]["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    ]
    assert {grade_id(cell) for cell in blanks} == set(answers(f"{name}_numpy"))
    for cell in blanks:
        stub = "raise NotImplementedError()" if cell["cell_type"] == "code" else "YOUR ANSWER HERE"
        assert stub in "".join(cell["source"])


@pytest.mark.parametrize("name", POINTS)
def test_the_points_are_those_promised_to_students(releases, name):
    cells = [cell["metadata"].get("nbgrader", {}) for cell in releases[name]["cells"]]
    points = {cell["grade_id"]: cell["points"] for cell in cells if cell.get("grade")}
    assert points == POINTS[name] | {WRITTEN[name]: WRITTEN_POINTS}
    table = re.search(r"\| points \|(.*)\|", text_of(releases[name]))[1]
    promised = [int(number) for number in table.split("|")]
    assert promised[:-1] == list(points.values())
    assert promised[-1] == sum(points.values()) == 20


@pytest.mark.parametrize("name", POINTS)
def test_the_solution_sheet_holds_every_question_with_its_points(name):
    sheet = (SHEETS / f"{name}.md").read_text()
    heads = re.findall(
        r"^\*\*([\d and]+)\b.*?\((\d)(?: \+ (\d))?\)\.\*\*", sheet, flags=re.MULTILINE
    )
    assert re.findall(r"\d", " ".join(head[0] for head in heads)) == list("123456789")
    points = [int(number) for head in heads for number in head[1:] if number]
    assert points == [*POINTS[name].values(), WRITTEN_POINTS]
    assert sheet.count("*Say") == len(heads)
    assert len(sheet.split()) < 700  # one page


@pytest.mark.parametrize("name", POINTS)
def test_the_source_is_stored_plain(name):
    source = source_of(name)
    assert source["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in source["metadata"]
    assert all(not cell.get("outputs") for cell in source["cells"])
    assert all(cell.get("execution_count") is None for cell in source["cells"])


@pytest.mark.parametrize("name", POINTS)
def test_cells_that_students_write_in_are_short(name):
    for cell in source_of(name)["cells"]:
        if cell["cell_type"] == "code" and not (grade_id(cell) or "").startswith("test_"):
            assert len("".join(cell["source"]).splitlines()) <= 12, grade_id(cell)


@pytest.mark.parametrize("name", POINTS)
def test_the_zip_runs_with_the_students_packages_only(built, releases, name, tmp_path):
    with ZipFile(built[name] / "zips" / f"{name}.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / name
    handed_out = json.loads((folder / f"{name}.ipynb").read_text())
    assert handed_out == releases[name]
    done = named(fill(handed_out, answers(f"{name}_numpy")), "Ada Lovelace")
    (folder / "done.ipynb").write_text(json.dumps(done))
    command = [sys.executable, "-c", AS_A_STUDENT, "done.ipynb"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert str(folder) in result.stdout
    assert result.stdout.count("the tests you can see pass") == len(POINTS[name])


def test_packing_twice_gives_the_same_zip(built, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    from build_coursework import pack

    release = built["ps1"] / "release" / "ps1"
    first, again = pack(release, tmp_path / "first"), pack(release, tmp_path / "again")
    assert first.read_bytes() == again.read_bytes()
