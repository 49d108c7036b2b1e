"""The questions of notebooks 05 and 07 to 09 against scipy, and the hints of their slips."""

import math
import re

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from scipy.stats import betabinom, binom

from kl_helpers import check

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
OUTCOMES = np.arange(11)
UNIFORM = np.full(11, 1 / 11)
BINOMIAL = binom.pmf(OUTCOMES, 10, 0.544)
UNIFORM_NATS = rel_entr(WORMS, UNIFORM).sum()


def reverse(p):
    return rel_entr(binom.pmf(OUTCOMES, 10, p), WORMS).sum()


def humps(p):
    """KL of the two-humped worms from a binomial."""
    worms = 0.6 * binom.pmf(OUTCOMES, 10, 0.2) + 0.4 * binom.pmf(OUTCOMES, 10, 0.8)
    return rel_entr(worms, binom.pmf(OUTCOMES, 10, p)).sum()


RIGHT = {
    "surprise_of_both": -math.log2(1 / 8 * 1 / 4),
    "term_of_nine_teeth": rel_entr(WORMS, BINOMIAL)[9],
    "sum_below_zero": "no",
    "a_model_for_heads_only": math.inf,
    "forward_on_two_humps": minimize_scalar(humps, bounds=(0, 1), method="bounded").x,
    "downhill_from_the_right": "forward",
    "nothing_in_common": jensenshannon([1, 0], [0, 1]) ** 2,
    "fair_and_loaded_coin": 0.75 - 0.5,
    "lowest_of_the_reverse": minimize_scalar(reverse, bounds=(0, 1), method="bounded").x,
    "infinite_at_zero": "forward",
    "mean_of_a_beta_binomial": betabinom.mean(10, 3, 1),
    "narrower_pair": "1 and 10" if betabinom.var(10, 1, 10) < betabinom.var(10, 10, 10) else "",
    "log_likelihood_gained": 4,
    "bits_of_one_worm": math.log2(11),
    "wasted_bits": 1000 * UNIFORM_NATS / math.log(2),
    "shorter_than_the_entropy": "yes",
}
SLIPS = [
    ("surprise_of_both", math.log(32), "in nats"),
    ("surprise_of_both", 6, "multiplied the surprises"),
    ("surprise_of_both", -5, "Turn the fraction round"),
    ("surprise_of_both", math.log2(8 / 3), "added the probabilities"),
    ("surprise_of_both", 3, "first outcome alone"),
    ("surprise_of_both", 2, "second outcome alone"),
    ("term_of_nine_teeth", math.log(0.08 / BINOMIAL[9]), "How often does"),
    ("term_of_nine_teeth", 0.08 * math.log2(0.08 / BINOMIAL[9]), "in bits"),
    ("term_of_nine_teeth", rel_entr(BINOMIAL, WORMS)[9], "the place of the model"),
    ("term_of_nine_teeth", 0.08 * math.log(0.08 / binom.pmf(9, 11, 0.544)), "11 trials"),
    ("a_model_for_heads_only", 0.5 * math.log(0.5 / 1e-12) + 0.5 * math.log(0.5), "1e-12"),
    ("a_model_for_heads_only", math.log(2), "other direction"),
    ("a_model_for_heads_only", 0.5 * math.log(0.5), "left a term out"),
    ("lowest_of_the_reverse", 0.544, "other direction"),
    ("mean_of_a_beta_binomial", 3 / 4, "mean of all p"),
    ("mean_of_a_beta_binomial", betabinom.mean(10, 1, 3), "without a tooth"),
    ("mean_of_a_beta_binomial", betabinom.mean(11, 3, 1), "outcomes"),
    ("mean_of_a_beta_binomial", 30, "more teeth"),
    ("mean_of_a_beta_binomial", WORMS @ OUTCOMES, "mean of the worms"),
    ("forward_on_two_humps", 0.5, "halfway"),
    ("forward_on_two_humps", 4.4, "number of teeth"),
    ("forward_on_two_humps", 4.4 / 11, "How many trials"),
    ("forward_on_two_humps", 0.2, "leaves the old"),
    ("forward_on_two_humps", 0.8, "leaves the young"),
    ("forward_on_two_humps", 0.56, "more frequent one"),
    ("nothing_in_common", math.inf, "That is KL"),
    ("nothing_in_common", 1, "in bits"),
    ("nothing_in_common", math.log(2) / 2, "And the other"),
    ("nothing_in_common", math.log(4), "their average"),
    ("nothing_in_common", 0, "the same"),
    ("nothing_in_common", jensenshannon([1, 0], [0, 1]), "square root"),
    ("fair_and_loaded_coin", 0.5, "counts twice"),
    ("fair_and_loaded_coin", 0, "cancel"),
    ("fair_and_loaded_coin", rel_entr([0.5, 0.5], [0.75, 0.25]).sum(), "KL divergence, in nats."),
    ("fair_and_loaded_coin", rel_entr([0.75, 0.25], [0.5, 0.5]).sum(), "other direction"),
    ("fair_and_loaded_coin", jensenshannon([0.75, 0.25], [0.5, 0.5]) ** 2, "Jensen-Shannon"),
    ("log_likelihood_gained", 0.02, "single worm"),
    ("log_likelihood_gained", math.exp(4), "Its logarithm"),
    ("log_likelihood_gained", -4, "sign is not"),
    ("log_likelihood_gained", 2, "a hundred worms"),
    ("log_likelihood_gained", 4 / math.log(2), "in bits"),
    ("log_likelihood_gained", 10, "one of the models"),
    ("log_likelihood_gained", 6, "the better model"),
    ("bits_of_one_worm", math.log(11), "in nats"),
    ("bits_of_one_worm", math.log2(10), "from 0 to 10"),
    ("bits_of_one_worm", 4, "rounded up"),
    ("bits_of_one_worm", -math.log2(11), "sign is not"),
    ("bits_of_one_worm", 1 / 11, "share of the room"),
    ("bits_of_one_worm", 3.262244, "own shares"),
    ("wasted_bits", 1000 * UNIFORM_NATS, "nats"),
    ("wasted_bits", 1000 * math.log2(11), "whole message"),
    ("wasted_bits", 1000 * rel_entr(UNIFORM, WORMS).sum() / math.log(2), "other direction"),
    ("term_of_nine_teeth", 1.44, "How often does"),
]


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answer(name, capsys):
    getattr(check, name)(RIGHT[name])
    assert capsys.readouterr().out.startswith("Right. ")


@pytest.mark.parametrize(("name", "answer", "words"), SLIPS)
def test_a_slip_gets_its_hint(name, answer, words, capsys):
    getattr(check, name)(float(answer))
    said = capsys.readouterr().out
    assert said.startswith("Not yet. ")
    assert words in said


@pytest.mark.parametrize("name", RIGHT)
def test_untouched_and_nonsense(name, capsys):
    getattr(check, name)(None)
    assert capsys.readouterr().out.startswith("Not answered yet")
    getattr(check, name)([1, 2])
    assert capsys.readouterr().out.startswith("Your answer is [1, 2]. Give one")


@pytest.mark.parametrize("name", [name for name in RIGHT if RIGHT[name] == math.inf])
def test_no_hint_names_infinity(name):
    question = getattr(check, name)
    hints = [question.hint, *(slip.hint for slip in question.slips)]
    assert not [hint for hint in hints if re.search(r"\binf", hint)]


@pytest.mark.parametrize("name", RIGHT)
def test_slips_do_not_run_into_each_other(name):
    question = getattr(check, name)
    answers = [question.right, *(slip.answer for slip in question.slips)]
    if not isinstance(question.right, str):
        answers = [round(float(answer), question.digits + 1) for answer in answers]
    assert len(set(answers)) == len(answers)
