"""Every question against every form in which its answer, or what is left of it, may come."""

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from kl_helpers import check
from kl_helpers.check.question import ChoiceQuestion, NumberQuestion

QUESTIONS = {name: getattr(check, name) for name in check.__all__ if name != "setup"}
NUMBERS = {name: q for name, q in QUESTIONS.items() if isinstance(q, NumberQuestion)}
CHOICES = {name: q for name, q in QUESTIONS.items() if isinstance(q, ChoiceQuestion)}

SAME: dict[str, Callable[[float], object]] = {
    "float": float,
    "numpy number": np.float64,
    "numpy array without axes": np.array,
    "Decimal": lambda x: Decimal(repr(x)),
    "text": repr,
    "text with spaces and full stop": lambda x: f"  {x!r}. ",
}
FINITE: dict[str, Callable[[float], object]] = {
    "Fraction": Fraction,
    "single precision": np.float32,
    "text with per cent": lambda x: f"{x * 100!r} %",
    "fraction as text": lambda x: f"{x * 7!r}/7",
}
INFINITE = ["inf", "infinity", "Infinity", "∞", "math.inf", "np.inf", np.float32("inf")]
OTHER: dict[str, tuple[Callable[[float], float], Callable[[float], bool]]] = {
    "percentage": (lambda x: 100 * x, lambda x: 0 < x <= 1),
    "opposite": (lambda x: 1 - x, lambda x: 0 < x < 1 and x != 0.5),
    "reciprocal": (lambda x: 1 / x, lambda x: x not in (0, 1)),
    "wrong sign": (lambda x: -x, lambda x: x != 0),
    "point too far left": (lambda x: x / 10, lambda x: x not in (0, math.inf)),
    "point too far right": (lambda x: x * 10, lambda x: x not in (0, math.inf)),
}
"""What may become of a right answer, and for which right answers it is another number."""

BECOME = [
    (name, form)
    for name, question in NUMBERS.items()
    for form, (_, differs) in OTHER.items()
    if differs(float(question.right))
]


@pytest.fixture
def says(capsys):
    """Ask a question and give what it prints."""

    def ask(question, answer):
        question(answer)
        return capsys.readouterr().out

    return ask


@pytest.mark.parametrize("name", NUMBERS)
def test_the_answer_is_right_in_every_form(says, name):
    question = NUMBERS[name]
    right = float(question.right)
    forms = SAME if math.isinf(right) else SAME | FINITE
    for form, make in forms.items():
        assert says(question, make(right)) == f"Right. {question.why}\n", form
    for answer in INFINITE if math.isinf(right) else []:
        assert says(question, answer) == f"Right. {question.why}\n", answer
    if right.is_integer():
        assert says(question, int(right)) == f"Right. {question.why}\n"
        assert says(question, np.int64(right)) == f"Right. {question.why}\n"


@pytest.mark.parametrize("name", NUMBERS)
def test_a_rounded_answer_is_told_so(says, name):
    question = NUMBERS[name]
    right = float(question.right)
    slips = [float(slip.answer) for slip in question.slips]
    for digits in range(question.digits):
        rounded = round(right, digits) if math.isfinite(right) else right
        near = abs(rounded - right) <= 0.02 * abs(right) and not question._agrees(rounded, right)
        if near and not any(question._agrees(rounded, slip) for slip in slips):
            assert says(question, rounded).startswith("Right as far as it goes. Give "), rounded


@pytest.mark.parametrize(("name", "form"), BECOME)
def test_what_became_of_a_right_answer_gets_a_hint_that_fits(says, name, form):
    question = NUMBERS[name]
    make, _ = OTHER[form]
    hint = says(question, make(float(question.right)))
    assert hint.startswith("Not yet. ")
    assert hint != f"Not yet. {question.hint}\n"


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("answer", [math.nan, "nan", np.array(math.nan)])
def test_nan_is_explained(says, name, answer):
    assert says(NUMBERS[name], answer).startswith("Your answer is nan, which is no number.")


@pytest.mark.parametrize("name", NUMBERS)
def test_a_decimal_comma_is_explained(says, name):
    for answer in [(0, 544), (-1, 5), "0,544"]:
        assert "Write a point for the comma" in says(NUMBERS[name], answer)


@pytest.mark.parametrize("name", NUMBERS)
def test_nothing_beside_the_answer_is_right(says, name):
    question = NUMBERS[name]
    right = float(question.right)
    step = 10.0**-question.digits if right or question.digits == 0 else 1e-9
    wrong = [
        True,
        False,
        "",
        "about 5",
        (1, 2, 3),
        [right],
        math.inf if right < math.inf else 1e308,
    ]
    wrong += [right + 1.1 * step, right - 1.1 * step, 1e-300] if math.isfinite(right) else [0, 1]
    for answer in wrong:
        assert not says(question, answer).startswith("Right. "), answer


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_right_in_every_form(says, name):
    question = CHOICES[name]
    word = question.right
    forms = [word, word.upper(), word.title(), f" {word}. ", f"{word}!", f'"{word}"', np.str_(word)]
    if word in ("yes", "no"):
        forms += [word == "yes", np.bool_(word == "yes"), np.array(word == "yes")]
    for answer in forms:
        assert says(question, answer) == f"Right. {question.why}\n", answer


@pytest.mark.parametrize("name", CHOICES)
def test_every_other_choice_gets_its_hint_in_every_form(says, name):
    question = CHOICES[name]
    for slip in question.slips:
        for answer in [slip.answer, slip.answer.upper(), f" {slip.answer}. ", f"{slip.answer}?"]:
            assert says(question, answer) == f"Not yet. {slip.hint}\n"


@pytest.mark.parametrize("name", CHOICES)
def test_no_two_choices_are_taken_for_one(says, name):
    question = CHOICES[name]
    for answer in ["not sure", "maybe", 0.5, math.nan, [question.right]]:
        assert says(question, answer).startswith("Your answer is ")
    said = {says(question, choice) for choice in question.choices}
    assert len(said) == len(question.choices)
