"""A question says what is missing, why an answer is right or what a wrong one comes from."""

import math

import numpy as np
import pytest

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip

NUMBER = NumberQuestion(
    right=0.125,
    why="Half of a quarter.",
    hint="Halve again.",
    slips=(Slip(0.25, "You halved twice."), Slip(math.inf, "So large?"), Slip(0.2501, "Second.")),
)
CHOICE = ChoiceQuestion(
    right="narrower",
    why="It is.",
    hint="Look again.",
    slips=(Slip("wider", "Which line is longer?"), Slip("the same", "Only the means are.")),
)


@pytest.fixture
def says(capsys):
    """Ask a question and give what it prints, on one line."""

    def ask(question, answer):
        assert question(answer) is None
        text = capsys.readouterr().out
        assert text.endswith("\n")
        return text[:-1]

    return ask


def test_not_answered_yet(says):
    expected = "Not answered yet. With a number in place of None, this cell answers when it runs."
    assert says(NUMBER, None) == expected
    assert says(CHOICE, None) == (
        'Not answered yet. With one of "narrower", "the same", "wider" in place of None, '
        "this cell answers when it runs."
    )


@pytest.mark.parametrize("answer", [0.125, 0.1254, 0.1255, 0.1245, np.float32(0.125)])
def test_right_number(says, answer):
    assert says(NUMBER, answer) == "Right. Half of a quarter."


@pytest.mark.parametrize("answer", [0.1256, 0.1244, 0, -0.125, 1, math.nan, -math.inf])
def test_wrong_number(says, answer):
    assert says(NUMBER, answer) == "Not yet. Halve again."


def test_known_slips(says):
    assert says(NUMBER, 0.2504) == "Not yet. You halved twice."
    assert says(NUMBER, np.inf) == "Not yet. So large?"


def test_digits(says):
    whole = NumberQuestion(right=45, why="Yes.", hint="No.", digits=0)
    assert says(whole, 45) == "Right. Yes."
    assert says(whole, 45.0) == "Right. Yes."
    assert says(whole, 45.4) == "Not yet. No."
    assert says(whole, 46) == "Not yet. No."


@pytest.mark.parametrize("answer", ["0.125", True, 0.125j, [0.125], {}, np.array([0.125]), 10**400])
def test_what_is_no_number(says, answer):
    assert says(NUMBER, answer) == f"Your answer is {answer!r}. Give one number, such as 0.5."


def test_more_digits_than_python_writes(says):
    assert says(NUMBER, 10**5000).startswith("Your answer is too long to show. Give one number")
    assert says(CHOICE, 10**5000).startswith("Your answer is too long to show. Give one of ")


@pytest.mark.parametrize("answer", ["narrower", "Narrower", "  NARROWER\n"])
def test_right_choice(says, answer):
    assert says(CHOICE, answer) == "Right. It is."


def test_wrong_choices(says):
    assert says(CHOICE, "wider") == "Not yet. Which line is longer?"
    assert says(CHOICE, "The same") == "Not yet. Only the means are."


@pytest.mark.parametrize("answer", ["narrow", "", 3, True, ["wider"]])
def test_what_is_no_choice(says, answer):
    expected = f'Your answer is {answer!r}. Give one of "narrower", "the same", "wider".'
    assert says(CHOICE, answer) == expected


def test_choices_are_listed_in_alphabetical_order():
    assert CHOICE.choices == ["narrower", "the same", "wider"]
