"""Marks are exact: through nbgrader's own commands, question by question."""

import pytest
from course_grading import FEEDBACK_FOR, HAND_MARKS, STYLES
from course_slips import SLIPS, makes, packs
from course_submissions import POINTS, WRITTEN, answers

pytestmark = pytest.mark.course

EACH_PACK = [
    pytest.param(name, pack, id=f"{name}-{makes(pack)}") for name in SLIPS for pack in packs(name)
]


def automatic(graded, name, student):
    """Give a student's automatic marks, without the written question."""
    return {cell: graded[name].marks[student][cell] for cell in POINTS[name]}


@pytest.mark.parametrize("name", POINTS)
@pytest.mark.parametrize("student", ["instructor", "sheet", *STYLES])
def test_right_answers_get_everything(graded, name, student):
    assert automatic(graded, name, student) == POINTS[name]
    assert graded[name].totals[student] == 16


@pytest.mark.parametrize("name", POINTS)
def test_an_untouched_copy_gets_nothing(graded, name):
    assert set(automatic(graded, name, "untouched").values()) == {0}
    assert graded[name].totals["untouched"] == 0


@pytest.mark.parametrize("name", POINTS)
def test_a_half_right_copy_gets_what_its_right_half_is_worth(graded, name):
    right = {"ps1": 2 + 1 + 3 + 2, "ps2": 3 + (2 + 2) + 1 + 3, "ps3": 8}[name]
    assert sum(automatic(graded, name, "half_right").values()) == right
    assert graded[name].totals["half_right"] == right


@pytest.mark.parametrize(("name", "pack"), EACH_PACK)
def test_a_slip_loses_its_question_and_no_other(graded, name, pack):
    expected = POINTS[name] | {slip.loses: 0 for slip in pack}
    assert automatic(graded, name, makes(pack)) == expected


@pytest.mark.parametrize("name", POINTS)
def test_a_wrong_early_answer_does_not_drag_down_later_ones(graded, name):
    functions = [cell for cell, code in answers(f"{name}_numpy").items() if "def " in code]
    later = {"test_variances", "test_expected_counts"} if name == "ps1" else set(POINTS[name])
    lost = {f"test_{cell}" for cell in functions} | {"test_data_zero", "test_model_zero"}
    expected = {
        cell: points if cell in later - lost else 0 for cell, points in POINTS[name].items()
    }
    assert automatic(graded, name, "early_wrong") == expected
    assert sum(expected.values()) in (4, 5, 6)


@pytest.mark.parametrize("name", POINTS)
def test_a_written_answer_waits_for_a_hand(graded, name):
    assert graded[name].marks["loops"][WRITTEN[name]] is None
    assert graded[name].marks["untouched"][WRITTEN[name]] == 0


@pytest.mark.parametrize("name", POINTS)
def test_hand_marks_enter_the_exported_total(graded, name):
    lost = next(slip.loses for slip in SLIPS[name] if slip.name == FEEDBACK_FOR[name])
    assert graded[name].totals[FEEDBACK_FOR[name]] == 16 - POINTS[name][lost] + HAND_MARKS
