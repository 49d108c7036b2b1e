"""A broken submission is graded or reported, and the others' marks stay whole."""

import json
import re

import pytest
from course_submissions import POINTS, WRITTEN, find
from course_trouble import OUTCOME, REPORTED

pytestmark = pytest.mark.course

EVERY_CASE = [
    pytest.param(name, student, lost, id=f"{name}-{student}")
    for name in OUTCOME
    for student, lost in OUTCOME[name].items()
]
GRADED_CASES = [case for case in EVERY_CASE if case.values[2] is not REPORTED]
REPORTED_CASES = [case for case in EVERY_CASE if case.values[2] is REPORTED]


@pytest.mark.parametrize(("name", "student", "lost"), GRADED_CASES)
def test_it_is_graded_for_what_it_holds(graded, name, student, lost):
    expected = {cell: 0 if cell in lost else points for cell, points in POINTS[name].items()}
    marks = graded[name].marks[student]
    assert {cell: marks[cell] for cell in POINTS[name]} == expected


@pytest.mark.parametrize(("name", "student", "lost"), REPORTED_CASES)
def test_it_is_reported_by_name_and_gets_no_marks(graded, name, student, lost):
    assert re.search(rf"LOOK AT +{student}: ", graded[name].log)
    assert graded[name].returncode == 1
    assert not (graded[name].course / "autograded" / student).joinpath(name).exists()
    assert graded[name].totals[student] == 0


def test_a_run_without_unreadable_submissions_ends_well(graded):
    assert graded["ps2"].returncode == 0
    assert "LOOK AT" not in graded["ps2"].log


@pytest.mark.parametrize("name", POINTS)
def test_only_those_are_named_who_need_a_look(graded, name):
    named = set(re.findall(r"LOOK AT +(\w+):", graded[name].log))
    reported = {case.values[1] for case in REPORTED_CASES if case.values[0] == name}
    assert named == reported | ({"no_name"} if name == "ps1" else set())


def test_nobody_is_missing_from_the_table(graded):
    for name, result in graded.items():
        handed_in = {folder.name for folder in (result.course / "submitted").iterdir()}
        assert set(result.totals) == handed_in, name


@pytest.mark.parametrize(
    ("student", "note"),
    [
        ("flood_in_one_line", "... cut off ..."),
        ("flood_in_many_lines", "... Output truncated ..."),
        ("flood_of_other_kinds", "... left out, too large ..."),
    ],
)
def test_a_flood_is_cut_off(graded, student, note):
    file = graded["ps2"].course / "autograded" / student / "ps2" / "ps2.ipynb"
    assert file.stat().st_size < 200_000
    assert note in file.read_text()


def test_a_warning_is_kept_for_the_student_to_read(graded):
    file = graded["ps2"].course / "autograded" / "warnings_on_stderr" / "ps2" / "ps2.ipynb"
    assert "careful" in str(find(json.loads(file.read_text()), "test_kl_sum")["outputs"])


def test_a_deleted_written_question_still_asks_for_a_hand(graded):
    assert graded["ps2"].marks["written_question_deleted"][WRITTEN["ps2"]] is None


def test_a_deleted_test_comes_back_in_its_place(graded):
    file = graded["ps1"].course / "autograded" / "test_deleted" / "ps1" / "ps1.ipynb"
    cells = json.loads(file.read_text())["cells"]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    assert names.index("test_mean") == names.index("mean") + 1
    assert names.index("test_expected_counts") == names.index("expected_counts") + 1
