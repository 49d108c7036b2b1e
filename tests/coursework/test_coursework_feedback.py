"""Feedback tells the marks and the hints, and gives nothing else away."""

import json
import re
from html import unescape

import pytest
from course_grading import FEEDBACK_FOR, HAND_MARKS
from course_slips import SLIPS, makes, packs
from course_submissions import POINTS, find

pytestmark = pytest.mark.course


@pytest.fixture(params=POINTS)
def page(request, graded):
    """Name of an assignment and the feedback of one student who slipped, as text."""
    name = request.param
    file = graded[name].course / "feedback" / FEEDBACK_FOR[name] / name / f"{name}.html"
    body = file.read_text().split("<body", 1)[1]
    text = unescape(re.sub(r"<[^>]+>", " ", body))
    return name, re.sub(r"\s+", " ", text)


def test_it_holds_the_total_and_the_marks_of_each_question(page):
    name, text = page
    slip = next(slip for slip in SLIPS[name] if slip.name == FEEDBACK_FOR[name])
    total = 16 - POINTS[name][slip.loses] + HAND_MARKS
    assert f"{name} (Score: {total} / 20.0)" in text
    for cell, points in POINTS[name].items():
        earned = 0.0 if cell == slip.loses else float(points)
        assert f"Grade cell: {cell} Score: {earned} / {float(points)}" in text


def test_it_holds_the_hint_and_the_hand_written_comment(page):
    name, text = page
    slip = next(slip for slip in SLIPS[name] if slip.name == FEEDBACK_FOR[name])
    assert slip.hint in text
    assert "Well argued & short." in text


def test_it_shows_no_hidden_test(page):
    assert "HIDDEN TESTS" not in page[1]
    hint_of_another_hidden_test = {
        "ps1": "Is every way to choose k of n counted?",
        "ps2": "Even a rare outcome happens",
        "ps3": "Every sign is turned round",
    }
    assert hint_of_another_hidden_test[page[0]] not in page[1]


@pytest.mark.parametrize("name", POINTS)
def test_every_slip_is_told_its_own_hint(graded, name):
    for pack in packs(name):
        file = graded[name].course / "autograded" / makes(pack) / name / f"{name}.ipynb"
        notebook = json.loads(file.read_text())
        for slip in pack:
            errors = [
                out["evalue"] for out in find(notebook, slip.loses)["outputs"] if "evalue" in out
            ]
            assert len(errors) == 1, slip.name
            assert slip.hint in errors[0], slip.name
