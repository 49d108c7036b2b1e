"""The questions of notebooks 10 and 11 against scipy, and the hints of their slips."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import rel_entr, softmax
from scipy.stats import entropy, norm

from kl_helpers import check

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
UNIFORM = np.full(11, 1 / 11)
FORWARD, REVERSE = rel_entr(WORMS, UNIFORM).sum(), rel_entr(UNIFORM, WORMS).sum()


def trained(rate, steps=40):
    z = np.zeros(11)
    for _ in range(steps):
        z = z - rate * (softmax(z) - WORMS)
    return rel_entr(WORMS, softmax(z)).sum()


def bells(distance, sd):
    p, q = norm(0, sd), norm(distance, sd)
    return quad(lambda x: p.pdf(x) * (p.logpdf(x) - q.logpdf(x)), -9 * sd, 9 * sd)[0]


def humps(x):
    return (norm.pdf(x, 3) + norm.pdf(x, 9)) / 2


RIGHT = {
    "what_training_can_remove": 2.35 - entropy(WORMS),
    "perplexity_of_letters": 8,
    "first_step": 0.16 - 1 / 11,
    "best_learning_rate": min((1, 5, 10, 20), key=trained),
    "exchanged_and_averaged": REVERSE / 11,
    "lengths_in_millimetres": "the same",
    "bells_three_apart": bells(3, 2),
    "width_of_the_best_bell": math.sqrt(quad(lambda x: humps(x) * (x - 6) ** 2, -9, 21)[0]),
    "wrong_on_average": "squared",
    "who_makes_the_texts": "the trained model",
}
SLIPS = [
    ("what_training_can_remove", 2.35, "leave nothing open"),
    ("what_training_can_remove", entropy(WORMS), "the part that stays"),
    ("what_training_can_remove", FORWARD, "the uniform model adds"),
    ("what_training_can_remove", math.log(11) - 2.35, "better the friend is"),
    ("what_training_can_remove", entropy(WORMS, base=2) - 2.35, "entropy in bits"),
    ("perplexity_of_letters", math.exp(3), "right for nats"),
    ("perplexity_of_letters", 3, "the loss itself"),
    ("perplexity_of_letters", 9, "raised the loss"),
    ("perplexity_of_letters", 26, "all letters are alike"),
    ("first_step", 1 / 11 - 0.16, "against the slope"),
    ("first_step", 0.16, "share of the worms"),
    ("first_step", 1 / 11, "before the step"),
    ("first_step", softmax(WORMS - UNIFORM)[4], "asks for the logit"),
    ("first_step", 0.14 - 1 / 11, "starts at 0 teeth"),
    ("best_learning_rate", 1, "slowly"),
    ("best_learning_rate", 20, "down with every step"),
    ("exchanged_and_averaged", FORWARD, "what was wanted"),
    ("exchanged_and_averaged", REVERSE, "default reduction"),
    ("exchanged_and_averaged", FORWARD / 11, "The mean is right"),
    ("exchanged_and_averaged", REVERSE / 100, "not of worms"),
    ("bells_three_apart", bells(3, 1), "standard deviations of 1"),
    ("bells_three_apart", 2 * bells(3, 2), "a factor"),
    ("bells_three_apart", 1.5, "not yet squared"),
    ("bells_three_apart", 0.75, "halved the distance"),
    ("width_of_the_best_bell", 1, "one hump"),
    ("width_of_the_best_bell", 3, "the middle to a hump"),
    ("width_of_the_best_bell", 10, "the variance"),
    ("width_of_the_best_bell", 6, "That is the mean"),
    ("width_of_the_best_bell", 4, "squares"),
]
CHOSEN_WRONG = [
    ("lengths_in_millimetres", "ten times", "heights"),
    ("lengths_in_millimetres", "a tenth", "strips"),
    ("lengths_in_millimetres", "ln 10 more", "entropy"),
    ("wrong_on_average", "plain", "settle"),
    ("wrong_on_average", "corrected", "0 on average"),
    ("who_makes_the_texts", "the reference", "Who wrote them"),
    ("who_makes_the_texts", "the reward", "no distribution"),
]


def said(name, answer, capsys):
    capsys.readouterr()
    getattr(check, name)(answer)
    return capsys.readouterr().out


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answer(name, capsys):
    answer = RIGHT[name]
    assert said(name, answer if isinstance(answer, str) else float(answer), capsys).startswith(
        "Right"
    )


@pytest.mark.parametrize(("name", "answer", "words"), SLIPS)
def test_a_slip_gets_its_hint(name, answer, words, capsys):
    text = said(name, float(answer), capsys)
    assert text.startswith("Not yet. ")
    assert words in text


@pytest.mark.parametrize(("name", "answer", "words"), CHOSEN_WRONG)
def test_a_wrong_choice_gets_its_hint(name, answer, words, capsys):
    text = said(name, answer, capsys)
    assert text.startswith("Not yet. ")
    assert words in text


@pytest.mark.parametrize("name", RIGHT)
def test_slips_do_not_run_into_each_other(name):
    question = getattr(check, name)
    answers = [question.right, *(slip.answer for slip in question.slips)]
    if not isinstance(question.right, str):
        answers = [round(float(answer), question.digits + 1) for answer in answers]
    assert len(set(answers)) == len(answers)


def test_what_the_reasons_say(capsys):
    """Bias of a quarter: the mean of (x - 1/2)² / 2 over N(0, 1) is 0.625."""
    mean, _ = quad(lambda x: norm.pdf(x) * (x - 0.5) ** 2 / 2, -12, 12)
    assert f"{mean:.3f}" in said("wrong_on_average", "squared", capsys)
    assert f"{entropy(WORMS):.4f}" in said(
        "what_training_can_remove", 2.35 - entropy(WORMS), capsys
    )
    assert f"{REVERSE:.4f}" in said("exchanged_and_averaged", REVERSE / 11, capsys)
