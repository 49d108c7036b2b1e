"""A question says what is missing, why an answer is right or what a wrong one comes from."""

import math
from decimal import Decimal
from fractions import Fraction

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


@pytest.mark.parametrize(
    "answer",
    [
        *(0.125, 0.1254, 0.1255, 0.1245, np.float32(0.125), np.array(0.125), Fraction(1, 8)),
        *(Decimal("0.125"), "0.125", " .125. ", "1/8", "12.5%", " 12.5 % ", "125e-3"),
    ],
)
def test_right_number(says, answer):
    assert says(NUMBER, answer) == "Right. Half of a quarter."


@pytest.mark.parametrize("answer", [0.1256, 0.1244, 0, 0.2, 1, -math.inf, "1/0.2"])
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
    assert says(whole, 45 + 1e-6) == "Not yet. No."
    assert says(whole, 46) == "Not yet. No."


@pytest.mark.parametrize(
    "answer",
    [
        *("an eighth", "1/0", "1/8/2", "", "%", True, np.bool_(True), np.array(True), 0.125j),
        *([0.125], {}, np.array([0.125]), 10**400, Decimal("sNaN"), (1, 2, 3), (0.5, 0.1)),
    ],
    ids=repr,
)
def test_what_is_no_number(says, answer):
    assert says(NUMBER, answer) == f"Your answer is {answer!r}. Give one number, such as 0.5."


@pytest.mark.parametrize("answer", [(0, 125), (-3, 4), "0,125", " −0,5 "])
def test_a_decimal_comma(says, answer):
    expected = f"Your answer is {answer!r}. Write a point for the comma, such as 0.5."
    assert says(NUMBER, answer) == expected


@pytest.mark.parametrize("answer", [math.nan, "nan", np.float32("nan"), Decimal("NaN")])
def test_nan(says, answer):
    expected = "Your answer is nan, which is no number. It comes from 0 / 0, for example."
    assert says(NUMBER, answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        math.inf,
        "inf",
        " Infinity. ",
        "∞",
        "+∞",
        "infinite",
        "math.inf",
        "np.inf",
        Decimal("Infinity"),
    ],
)
def test_infinity_in_every_form(says, answer):
    infinite = NumberQuestion(right=math.inf, why="Yes.", hint="No.")
    assert says(infinite, answer) == "Right. Yes."
    assert says(NUMBER, answer) == "Not yet. So large?"


def test_minus_infinity_is_something_else(says):
    infinite = NumberQuestion(right=math.inf, why="Yes.", hint="No.")
    for answer in (-math.inf, "-inf", "−∞"):
        assert says(infinite, answer) == "Not yet. The size is right, but the sign is not."
    assert says(infinite, 1e300) == "Not yet. No."


def test_zero_is_zero_and_nothing_small(says):
    nothing = NumberQuestion(right=0, why="Yes.", hint="No.", digits=4)
    for answer in (0, 0.0, -0.0, "0", Fraction(0)):
        assert says(nothing, answer) == "Right. Yes."
    for answer in (1e-5, 5e-5, 1e-7, -1e-300):
        assert says(nothing, answer) == "Not yet. No."


@pytest.mark.parametrize(
    ("right", "digits", "answers"),
    [
        (0.544, 3, [0.54]),
        (0.3125, 4, [0.31, 0.312, 0.313]),
        (0.0060466, 5, [0.006, 0.0060, 0.00604]),
        (118.5185, 1, [118, 119, 119.0]),
        (-0.544, 3, [-0.54]),
    ],
)
def test_right_with_too_few_decimals(says, right, digits, answers):
    question = NumberQuestion(right, "Yes.", "No.", digits=digits)
    decimals = "1 decimal" if digits == 1 else f"{digits} decimals"
    expected = f"Right as far as it goes. Give {decimals}, rounded at the very end."
    for answer in answers:
        assert says(question, answer) == expected


@pytest.mark.parametrize("answer", [0.5, 1, 0.6, 0.55, 0.53, 0])
def test_what_is_rounded_too_far_or_wrongly_is_not_right(says, answer):
    question = NumberQuestion(0.544, "Yes.", "No.")
    assert says(question, answer) == "Not yet. No."


def test_a_slip_may_be_rounded_too(says):
    question = NumberQuestion(0.24, "Yes.", "No.", slips=(Slip(3.4272, "That is all of it."),))
    assert says(question, 3.43) == "Not yet. That is all of it."


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (32, "That looks like a percentage. Divide it by 100."),
        (0.68, "That looks like the probability of the opposite."),
        (3.125, "That looks like the reciprocal. What is to be divided by what?"),
        (-0.32, "The size is right, but the sign is not."),
        (0.032, "The digits are right. Where does the point belong?"),
        (320, "The digits are right. Where does the point belong?"),
    ],
)
def test_forms_that_a_right_answer_may_take(says, answer, hint):
    question = NumberQuestion(0.32, "Yes.", "No.", slips=(Slip(0.5, "Other."),))
    assert says(question, answer) == f"Not yet. {hint}"
    with_slip = NumberQuestion(0.32, "Yes.", "No.", slips=(Slip(answer, "First."),))
    assert says(with_slip, answer) == "Not yet. First."


def test_more_digits_than_python_writes(says):
    assert says(NUMBER, 10**5000).startswith("Your answer is too long to show. Give one number")
    assert says(CHOICE, 10**5000).startswith("Your answer is too long to show. Give one of ")


@pytest.mark.parametrize(
    "answer",
    [
        "narrower",
        "Narrower",
        "  NARROWER\n",
        "Narrower.",
        '"narrower"',
        "narrower!",
        np.str_("narrower"),
    ],
)
def test_right_choice(says, answer):
    assert says(CHOICE, answer) == "Right. It is."


def test_choices_as_sentences_and_as_truth_values(says):
    stay = ChoiceQuestion("stay", "Yes.", "Hm.", (Slip("up", "Why?"), Slip("the same", "What?")))
    for answer in ("stays", "It stays.", "Stay", "the stay"):
        assert says(stay, answer) == "Right. Yes."
    assert says(stay, "same") == "Not yet. What?"
    no = ChoiceQuestion("no", "Yes.", "Hm.", (Slip("yes", "Why?"),))
    for answer in ("No.", "no", False, np.bool_(False), np.array(False)):
        assert says(no, answer) == "Right. Yes."
    for answer in ("Yes!", True, np.True_):
        assert says(no, answer) == "Not yet. Why?"
    for answer in ("not sure", "none", "now", 0, 1):
        assert says(no, answer).startswith(f"Your answer is {answer!r}. Give one of")


def test_wrong_choices(says):
    assert says(CHOICE, "wider") == "Not yet. Which line is longer?"
    assert says(CHOICE, "The same") == "Not yet. Only the means are."


@pytest.mark.parametrize("answer", ["narrow", "", 3, True, ["wider"]])
def test_what_is_no_choice(says, answer):
    expected = f'Your answer is {answer!r}. Give one of "narrower", "the same", "wider".'
    assert says(CHOICE, answer) == expected


def test_choices_are_listed_in_alphabetical_order():
    assert CHOICE.choices == ["narrower", "the same", "wider"]
