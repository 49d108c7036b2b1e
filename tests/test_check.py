"""Every question: what it says to a missing, right, mistaken and senseless answer."""

import math
import re

import pytest
import test_check_05_09
import test_check_10_11
import test_check_12
from scipy.integrate import quad
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers import check
from kl_helpers.check.question import ChoiceQuestion, NumberQuestion

COUNTS = [2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]
WORMS = [count / 100 for count in COUNTS]
LN2 = math.log(2)
NAMED = {name: getattr(check, name) for name in check.__all__}
QUESTIONS = {
    name: question
    for name, question in NAMED.items()
    if isinstance(question, (NumberQuestion, ChoiceQuestion))
}
SLIPS = [(name, slip) for name, question in QUESTIONS.items() for slip in question.slips]


def thread(x: float) -> float:
    return 64 / 27 * x**2 * (1.5 - x)


RIGHT = {
    "most_frequent_teeth": 4,
    "possible_outcomes": 11,
    "more_than_seven_teeth": 10 + 8 + 7,
    "share_with_three_teeth": 14 / 100,
    "all_shares": 1,
    "first_half": quad(thread, 0, 0.75)[0],
    "peak_per_metre": 100 * thread(1),
    "fewer_than_three_teeth": 0.02 + 0.03 + 0.05,
    "even_and_many": 0.10 + 0.07,
    "exactly_one_centimetre": 0,
    "narrow_interval": 32 / 27 * 0.02,
    "uniform_share_of_the_relative": 0.2,
    "furthest_from_uniform": max(range(11), key=lambda k: abs(WORMS[k] - 1 / 11)),
    "an_outcome_never_collected": math.inf,
    "ways_to_have_two_teeth": math.comb(10, 2),
    "probability_of_no_teeth": 0.6**10,
    "most_uncertain_p": 0.5,
    "best_p": sum(k * count for k, count in enumerate(COUNTS)) / 100 / 10,
    "model_spread": "narrower",
    "kl_two_steps_below": rel_entr(WORMS, binom.pmf(range(11), 10, 0.344)).sum(),
    "best_p_of_other_worms": 0.32,
    "binomial_beats_uniform": "no",
    "worms_spread_apart": "stay",
}
MISTAKES = [
    ("share_with_three_teeth", 14, "Divide it by the number of worms"),
    ("share_with_three_teeth", 5 / 100, "starts with 0 teeth"),
    ("all_shares", 100, "sum of the counts"),
    ("all_shares", 1 / 11, "average"),
    ("first_half", thread(0.75), "A probability is an area"),
    ("first_half", quad(thread, 0.75, 1.5)[0], "other half"),
    ("peak_per_metre", thread(1), "per centimetre"),
    ("peak_per_metre", thread(1) / 10, "per millimetre"),
    ("fewer_than_three_teeth", 0.02 + 0.03 + 0.05 + 0.14, "3 is not fewer"),
    ("fewer_than_three_teeth", 0.03 + 0.05, "without teeth"),
    ("even_and_many", 0.10 + 0.08 + 0.07, "Is 9 even"),
    ("exactly_one_centimetre", thread(1), "per centimetre"),
    ("exactly_one_centimetre", quad(thread, 0.95, 1.05)[0], "interval of 0.1 cm"),
    ("narrow_interval", thread(1) * 0.01, "half of it"),
    ("furthest_from_uniform", 4, "far too little"),
    ("probability_of_no_teeth", 0.6**11, "11 places"),
    ("best_p", 5.44 / 11, "divided by the 11 outcomes"),
    ("best_p", 5.44, "mean itself"),
    ("best_p", 5.44 / 100, "number of worms"),
    ("best_p", 1 - 0.544, "without a tooth"),
    ("best_p_of_other_worms", 1 - 0.32, "without a tooth"),
    ("ways_to_have_two_teeth", 2**10, "any number of teeth"),
    ("ways_to_have_two_teeth", 10 * 11, "more places than the first"),
    ("probability_of_no_teeth", 1 - 0.6**10, "at least one"),
    ("even_and_many", 0.60, "even or many"),
    ("even_and_many", 0.52 + 0.25, "too much"),
    ("exactly_one_centimetre", 1e-5, "however narrow"),
    ("exactly_one_centimetre", 1e-7, "however narrow"),
    ("furthest_from_uniform", 3e-5, "whatever its sign"),
    ("best_p", 6.3264 / 10, "variance"),
    ("kl_two_steps_below", rel_entr(WORMS, binom.pmf(range(11), 10, 0.344)).sum() / LN2, "in bits"),
    ("kl_two_steps_below", rel_entr(binom.pmf(range(11), 10, 0.344), WORMS).sum(), "swapped"),
    ("kl_two_steps_below", rel_entr(WORMS, binom.pmf(range(11), 11, 0.344)).sum(), "11 trials"),
    ("kl_two_steps_below", rel_entr(WORMS, binom.pmf(range(11), 10, 0.744)).sum(), "went up"),
    ("kl_two_steps_below", rel_entr(WORMS, binom.pmf(range(11), 10, 0.444)).sum(), "one step"),
    ("best_p_of_other_worms", 3.2 / 11, "number of outcomes"),
]


def test_every_question_has_its_answer_worked_out_in_the_tests():
    modules = (test_check_05_09, test_check_10_11, test_check_12)
    elsewhere = set().union(*(module.RIGHT for module in modules))
    assert RIGHT.keys() | elsewhere == QUESTIONS.keys()


def said(question, answer, capsys):
    capsys.readouterr()
    question(answer)
    return capsys.readouterr().out


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answer_is_right(name, capsys):
    assert said(QUESTIONS[name], RIGHT[name], capsys) == f"Right. {QUESTIONS[name].why}\n"


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_untouched_question_says_so(name, capsys):
    assert said(QUESTIONS[name], None, capsys).startswith("Not answered yet. With ")


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("answer", ["potato", (1, 2, 3), [0.5], {"p": 1}, 1 + 2j, print])
def test_nonsense_is_named_and_harmless(name, answer, capsys):
    assert said(QUESTIONS[name], answer, capsys).startswith(f"Your answer is {answer!r}. Give one")


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_number_that_no_slip_leads_to_gets_the_hint(name, capsys):
    question = QUESTIONS[name]
    if isinstance(question, NumberQuestion):
        assert said(question, -987.654, capsys) == f"Not yet. {question.hint}\n"
        assert said(question, math.nan, capsys).startswith("Your answer is nan, which is no number")


@pytest.mark.parametrize(("name", "answer", "words"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_recognised(name, answer, words, capsys):
    assert words in said(QUESTIONS[name], answer, capsys)


@pytest.mark.parametrize(("name", "slip"), SLIPS)
def test_each_slip_gets_its_own_hint(name, slip, capsys):
    assert said(QUESTIONS[name], slip.answer, capsys) == f"Not yet. {slip.hint}\n"


@pytest.mark.parametrize("name", QUESTIONS)
def test_hints_differ_and_no_hint_tells_the_answer(name):
    question = QUESTIONS[name]
    hints = [question.hint, *(slip.hint for slip in question.slips)]
    assert len(set(hints)) == len(hints)
    if isinstance(question, NumberQuestion) and question.right not in (0, 1, math.inf):
        numbers = [float(n) for hint in hints for n in re.findall(r"\d+\.?\d*", hint)]
        assert not [n for n in numbers if question._agrees(n, float(question.right))]
    if isinstance(question, ChoiceQuestion):
        assert question.right not in " ".join(hints).split(". ")


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_may_be_rounded_but_not_further(name, capsys):
    question = QUESTIONS[name]
    if isinstance(question, NumberQuestion) and math.isfinite(question.right):
        rounded = round(float(question.right), question.digits)
        assert said(question, rounded, capsys).startswith("Right.")
        beside = rounded + 2.0 * 10**-question.digits
        assert not said(question, beside, capsys).startswith("Right.")


def test_a_choice_may_be_written_in_capitals(capsys):
    assert said(check.model_spread, " Narrower ", capsys).startswith("Right.")


def test_every_question_is_asked_in_a_notebook():
    from pathlib import Path

    notebooks = Path(__file__).parent.parent / "notebooks"
    asked = set()
    for path in notebooks.glob("*.ipynb"):
        asked |= set(re.findall(r"check\.(\w+)\(", path.read_text()))
    assert asked == set(check.__all__)


def test_the_setup_check_is_content_here(capsys):
    check.setup()
    assert capsys.readouterr().out.startswith("Everything was in place")


def test_the_setup_check_names_what_is_too_old(monkeypatch, capsys):
    versions = {"numpy": "1.9", "matplotlib": "3.10.0rc1", "ipywidgets": "8.1.2"}
    versions["anywidget"] = "0.9.3.dev1"
    monkeypatch.setattr("kl_helpers.check.start_here.version", versions.get)
    check.setup()
    assert capsys.readouterr().out == (
        "numpy 1.9 is too old; 1.26 or newer is needed.\n"
        "anywidget 0.9.3.dev1 is too old; 0.9.21 or newer is needed.\n"
    )


def test_the_setup_check_asks_for_what_pyproject_asks_for():
    import tomllib
    from pathlib import Path

    from kl_helpers.check.start_here import OLDEST

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())
    bounds = dict(
        re.match(r"(\w+)>=([\d.]+)", d).groups() for d in project["project"]["dependencies"]
    )
    assert bounds == OLDEST
