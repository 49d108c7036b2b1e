"""The three estimators against worked numbers, a published table and simulation."""

import math

import numpy as np
import pytest
from distributions import pmf_pairs
from hypothesis import assume, given
from scipy.special import rel_entr
from scipy.stats import norm
from test_validation import ANYTHING, NOT_NUMBERS, assert_answers_or_refuses, assert_refused

from kl_helpers.estimators import ESTIMATORS, kl_estimates

LN2, LN3 = math.log(2), math.log(3)


def test_one_sample_by_hand():
    """P gives 1/2 and Q gives 1/4, so r is 1/2 and its logarithm -ln 2."""
    ((plain,), (squared,), (corrected,)) = kl_estimates([-LN2], [-2 * LN2])
    assert plain == pytest.approx(LN2)
    assert squared == pytest.approx(LN2**2 / 2)
    assert corrected == pytest.approx(-0.5 + LN2)


def test_a_sample_that_q_finds_likelier_by_hand():
    """Here r is 3: the plain term is below 0, the two others are not."""
    plain, squared, corrected = kl_estimates([-2 * LN3], [-LN3])[:, 0]
    assert (plain, squared, corrected) == pytest.approx((-LN3, LN3**2 / 2, 2 - LN3))


@given(pmf_pairs(least=1e-3))
def test_weighted_with_p_plain_and_corrected_give_the_divergence(pair):
    p, q = pair
    plain, squared, corrected = kl_estimates(np.log(p), np.log(q)) @ p
    kl = rel_entr(p, q).sum()
    assert plain == pytest.approx(kl, rel=1e-9, abs=1e-12)
    assert corrected == pytest.approx(kl, rel=1e-9, abs=1e-12)
    assert squared == pytest.approx((p * np.log(p / q) ** 2).sum() / 2, rel=1e-9, abs=1e-12)


@given(pmf_pairs(least=1e-6))
def test_squared_and_corrected_are_never_negative(pair):
    assert (kl_estimates(*np.log(pair))[1:] >= 0).all()


def test_standard_deviations_of_the_published_table():
    """Schulman, second table: P = N(0, 1), Q = N(1, 1); bias and deviation over KL = 0.5.

    He prints 2, 1.73 and 1.7 for the deviations, 0, 0.25 and 0 for the bias. The exact
    values follow from ln r = x - 1/2: 2, the root of 3, and twice the root of e - 2.
    """
    x = np.linspace(-12, 12, 200_001)
    weights = norm.pdf(x) * (x[1] - x[0])
    terms = kl_estimates(norm.logpdf(x), norm.logpdf(x, 1))
    means = terms @ weights
    deviations = np.sqrt((terms - means[:, None]) ** 2 @ weights) / 0.5
    assert ESTIMATORS == ("plain", "squared", "corrected")
    assert (means / 0.5 - 1).tolist() == pytest.approx([0, 0.25, 0], abs=1e-8)
    assert deviations.tolist() == pytest.approx(
        [2, math.sqrt(3), 2 * math.sqrt(math.e - 2)], rel=1e-8
    )
    assert deviations.round(2).tolist() == [2.0, 1.73, 1.7]  # 1.695 is printed as 1.7


def test_the_first_published_table():
    """Schulman, first table: Q = N(0.1, 1), KL 0.005; deviations over KL 20, 1.42, 1.42."""
    x = np.linspace(-12, 12, 200_001)
    weights = norm.pdf(x) * (x[1] - x[0])
    terms = kl_estimates(norm.logpdf(x), norm.logpdf(x, 0.1))
    means = terms @ weights
    deviations = np.sqrt((terms - means[:, None]) ** 2 @ weights) / 0.005
    assert deviations.round(2).tolist() == [20, 1.42, 1.42]
    assert means[1] / 0.005 - 1 == pytest.approx(0.002, abs=0.0006)


def test_corrected_misses_what_only_q_can_make():
    """P makes the first of two outcomes only, Q is a fair coin: KL is ln 2, half of Q is missed."""
    plain, _, corrected = kl_estimates([0], [-LN2])[:, 0]
    assert plain == pytest.approx(LN2)
    assert corrected == pytest.approx(LN2 - 0.5)


def test_far_apart_corrected_is_wilder_than_plain():
    """ln r is 2x - 2 for N(0, 1) and N(2, 1): variances 4 and e^4 - 5."""
    x = np.linspace(-14, 14, 200_001)
    weights = norm.pdf(x) * (x[1] - x[0])
    plain, _, corrected = kl_estimates(norm.logpdf(x), norm.logpdf(x, 2))
    assert weights @ (plain - 2) ** 2 == pytest.approx(4)
    assert weights @ (corrected - 2) ** 2 == pytest.approx(math.exp(4) - 5)


def test_impossible_for_q_is_infinite():
    assert kl_estimates([0, -LN2], [-np.inf, -LN2]).tolist() == [[np.inf, 0]] * 3


def test_nearly_equal_logarithms_leave_no_rounding_below_zero():
    log_p = np.zeros(1000)
    log_q = np.linspace(-1e-15, 1e-15, 1000)
    plain, squared, corrected = kl_estimates(log_p, log_q)
    assert (corrected >= 0).all()
    assert corrected.max() < 1e-28
    assert (squared >= 0).all()
    assert plain.tolist() == (-log_q).tolist()


def test_an_expm1_that_rounds_down_leaves_nothing_below_zero(monkeypatch):
    monkeypatch.setattr(np, "expm1", lambda x: np.nextafter(x, -np.inf))
    assert (kl_estimates([0, 0], [-1e-15, 1e-15])[2] == 0).all()


REFUSED = [
    (
        lambda: kl_estimates([0, 0], [0]),
        r"log_p has shape \(2,\) and log_q has \(1,\); each",
    ),
    (lambda: kl_estimates([-np.inf], [0]), r"log_p\[0\] = -inf is not a finite number"),
    (lambda: kl_estimates([0], [np.inf]), r"log_q\[0\] = inf is not the logarithm"),
    (lambda: kl_estimates([0], [np.nan]), r"log_q\[0\] = nan is not the logarithm"),
    (lambda: kl_estimates([0, -800], [0, 0]), "q / p at sample 1 is more than a float can hold"),
    (lambda: kl_estimates([], []), "log_p is empty"),
    (lambda: kl_estimates([[0]], [[0]]), "log_p must be one list of numbers"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


TAKES_ANYTHING = [
    lambda values: kl_estimates(values, [0, 0]),
    lambda values: kl_estimates([0, 0], values),
    lambda values: kl_estimates(values, values),
]


@pytest.mark.parametrize("function", TAKES_ANYTHING, ids=range(len(TAKES_ANYTHING)))
@pytest.mark.parametrize("values", NOT_NUMBERS, ids=range(len(NOT_NUMBERS)))
def test_what_holds_no_numbers(function, values):
    assert_refused(function, values, TypeError)


@given(ANYTHING)
def test_anything(values):
    with np.errstate(all="raise"):
        for function in TAKES_ANYTHING:
            assert_answers_or_refuses(function, values)


@given(pmf_pairs(least=0.05))
def test_samples_come_close_to_the_divergence(pair):
    p, q = pair
    assume(p.size > 1)
    drawn = np.random.default_rng(seed=3).choice(p.size, size=20_000, p=p)
    terms = kl_estimates(np.log(p)[drawn], np.log(q)[drawn])
    allowed = 6 * terms.std(axis=1) / math.sqrt(drawn.size) + 1e-9
    kl = rel_entr(p, q).sum()
    assert (abs(terms.mean(axis=1) - kl) <= allowed)[[0, 2]].all()
