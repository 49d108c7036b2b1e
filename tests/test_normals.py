"""Bell curves against scipy, numbers by mpmath, and sums against closed forms."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, norm, uniform
from test_validation import ANYTHING, NOT_NUMBERS, assert_answers_or_refuses, assert_refused

from kl_helpers.lengths import length_density
from kl_helpers.normals import (
    kl_densities,
    kl_normals,
    log_mixture_density,
    log_normal_density,
    normal_density,
)

MEANS, SDS = st.floats(-5, 5), st.floats(0.2, 5)
GRID, STEP = np.arange(-30, 30, 0.01), 0.01
HUMPS = ([3, 9], [1, 1], [0.5, 0.5])


@given(st.floats(-40, 40), MEANS, SDS)
def test_density_equals_scipys(x, mean, sd):
    assert normal_density(x, mean, sd) == pytest.approx(norm.pdf(x, mean, sd), rel=1e-9)
    assert log_normal_density(x, mean, sd) == pytest.approx(norm.logpdf(x, mean, sd), rel=1e-12)


def test_density_keeps_the_shape_of_x():
    assert type(normal_density(0)) is float
    assert normal_density([[0, 1, 2]]).shape == (1, 3)


@given(st.floats(-20, 20), MEANS, MEANS, SDS, st.floats(0, 1))
def test_mixture_equals_the_weighted_sum(x, one, other, sd, weight):
    expected = weight * norm.pdf(x, one, sd) + (1 - weight) * norm.pdf(x, other, 1)
    mixture = log_mixture_density(x, [one, other], [sd, 1], [weight, 1 - weight])
    assert math.exp(mixture) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_mixture_far_out_where_no_float_holds_it():
    assert log_mixture_density(100, [0, 0], [1, 1], [0.5, 0.5]) == pytest.approx(norm.logpdf(100))
    assert log_mixture_density([5, 100], *HUMPS).shape == (2,)


BY_MPMATH = [
    ((0, 1, 1, 1), 0.5),
    ((0, 1, 0, 2), 0.31814718055994530942),
    ((0, 2, 0, 1), 0.80685281944005469058),
    ((3, 0.5, -1, 4), 2.0872540416798359283),
    ((0, 1e-200, 0, 1), 460.0170185988091368),
    ((1e-9, 1, 0, 1), 5e-19),
]


@pytest.mark.parametrize(("bells", "expected"), BY_MPMATH)
def test_closed_form_equals_mpmath(bells, expected):
    assert kl_normals(*bells) == pytest.approx(expected, rel=1e-14, abs=0)


@pytest.mark.parametrize("sd", [1, 3, 1e-7])
def test_bells_that_are_nearly_equal_are_not_lost_in_rounding(sd):
    wider = sd * (1 + 2**-20)
    assert kl_normals(0, wider, 0, sd) == pytest.approx(9.0949441265255570344e-13, rel=1e-8, abs=0)
    assert kl_normals(0, sd, 0, wider) == pytest.approx(9.0949325617189274475e-13, rel=1e-8, abs=0)


@given(MEANS, SDS, MEANS, SDS)
def test_closed_form_equals_the_integral(mean_p, sd_p, mean_q, sd_q):
    def term(z):
        x = mean_p + sd_p * z
        return norm.pdf(z) * (norm.logpdf(x, mean_p, sd_p) - norm.logpdf(x, mean_q, sd_q))

    expected, _ = quad(term, -12, 12, epsabs=1e-9, limit=200)
    assert kl_normals(mean_p, sd_p, mean_q, sd_q) == pytest.approx(expected, rel=1e-6, abs=1e-7)


@given(MEANS, SDS, MEANS, SDS, st.floats(0.001, 1000))
def test_another_unit_of_length_changes_nothing(mean_p, sd_p, mean_q, sd_q, unit):
    kl = kl_normals(mean_p, sd_p, mean_q, sd_q)
    scaled = kl_normals(mean_p * unit, sd_p * unit, mean_q * unit, sd_q * unit)
    assert scaled == pytest.approx(kl, rel=1e-9, abs=1e-12)


@given(MEANS, SDS)
def test_equal_bells_lose_nothing(mean, sd):
    assert kl_normals(mean, sd, mean, sd) == 0


def test_many_pairs_at_once():
    assert type(kl_normals(0, 1, 1, 1)) is float
    assert kl_normals([0, 1], 1, 0, 1).tolist() == [0, 0.5]
    assert kl_normals(np.zeros((2, 1)), [1, 2, 3], 0, 1).shape == (2, 3)


# Added up in strips


@pytest.mark.parametrize(("bells", "expected"), BY_MPMATH[:3])
def test_strips_equal_the_closed_form(bells, expected):
    log_p, log_q = log_normal_density(GRID, *bells[:2]), log_normal_density(GRID, *bells[2:])
    assert kl_densities(log_p, log_q, STEP) == pytest.approx(expected, rel=1e-10)


def test_lengths_of_the_worms_against_scipy():
    """In thirds of their length, the worms' lengths follow a beta distribution."""
    x = (np.arange(15_000) + 0.5) / 10_000
    log_p = np.log(length_density(x))
    kl = kl_densities(log_p, np.full(x.size, math.log(1 / 1.5)), 1e-4)
    assert kl == pytest.approx(-beta(3, 2).entropy(), rel=1e-6)


@pytest.mark.parametrize(("mean", "sd"), [(6, math.sqrt(10)), (9, 1), (4, 2)])
def test_two_humps_against_scipy(mean, sd):
    def humps(x):
        return (norm.pdf(x, 3) + norm.pdf(x, 9)) / 2

    def forward(x):
        return humps(x) * (np.log(humps(x)) - norm.logpdf(x, mean, sd))

    def reverse(x):
        log_humps = np.logaddexp(norm.logpdf(x, 3), norm.logpdf(x, 9)) - math.log(2)
        return norm.pdf(x, mean, sd) * (norm.logpdf(x, mean, sd) - log_humps)

    log_bell, log_humps = log_normal_density(GRID, mean, sd), log_mixture_density(GRID, *HUMPS)
    expected = [quad(term, -20, 30, limit=500, points=[3, 6, 9])[0] for term in (forward, reverse)]
    assert kl_densities(log_humps, log_bell, STEP) == pytest.approx(expected[0], rel=1e-6)
    assert kl_densities(log_bell, log_humps, STEP) == pytest.approx(expected[1], rel=1e-6)


def test_no_density_where_p_has_some_is_infinite():
    inside = uniform.logpdf(GRID, 0, 1)
    assert kl_densities(log_normal_density(GRID), inside, STEP) == math.inf
    assert math.isfinite(kl_densities(inside, log_normal_density(GRID), STEP))
    far = np.where(GRID > 29, -np.inf, log_normal_density(GRID))
    assert normal_density(GRID.max(), 0, 0.5) == 0
    assert kl_densities(log_normal_density(GRID, 0, 0.5), far, STEP) == math.inf


def test_a_density_too_small_for_a_float_is_not_infinite():
    """Q gives P's middle about e^-20,000."""
    log_p, log_q = log_normal_density(GRID), log_normal_density(GRID, 20, 0.1)
    assert kl_densities(log_p, log_q, STEP) == pytest.approx(kl_normals(0, 1, 20, 0.1), rel=1e-9)


REFUSED = [
    (lambda: normal_density(0, 0, 0), "sd is 0; it must be above 0"),
    (lambda: normal_density(0, 0, -1), "sd is -1; it must be above 0"),
    (lambda: normal_density(np.nan), "x = nan is not a finite number"),
    (lambda: normal_density(0, [0, 1]), r"mean must be one number, but its shape is \(2,\)"),
    (lambda: log_normal_density(1e200), "a logarithm is more than a float can hold"),
    (lambda: log_mixture_density(0, [0], [1, 1], [1]), "there are 1 means, 2 sds and 1 weights"),
    (lambda: log_mixture_density(0, [0], [1], [0.5]), "of weights add up to 0.5, not 1"),
    (lambda: log_mixture_density(0, [0], [0], [1]), "sd is 0; it must be above 0"),
    (lambda: kl_normals(0, 0, 0, 1), "sd_p = 0 is not above 0"),
    (lambda: kl_normals(0, 1, 0, [1, -2]), r"sd_q\[1\] = -2 is not above 0"),
    (lambda: kl_normals(1e200, 1, 0, 1), "the divergence is more than a float can hold"),
    (lambda: kl_normals([0, 0], 1, [0, 0, 0], 1), r"must go together.*\(2,\), \(\), \(3,\), \(\)"),
    (lambda: kl_densities([0, 0], [0], 0.5), r"have shapes \(2,\) and \(1,\)"),
    (lambda: kl_densities([[0, 0]], [[0, 0]], 0.5), r"lists of one length.*\(1, 2\)"),
    (lambda: kl_densities([0, 0], [0, 0], 0), "step is 0; it must be above 0"),
    (lambda: kl_densities([0, 0], [0, 0], 0.4), "hold an area of 0.8 below P, not 1; take a wider"),
    (lambda: kl_densities([0, 1e308], [0, 0], 0.5), "an area of inf below P"),
    (lambda: kl_densities([0, np.nan], [0, 0], 0.5), r"log_p\[1\] = nan is not the logarithm of a"),
    (lambda: kl_densities([0, 0], [0, np.inf], 0.5), r"log_q\[1\] = inf is not the logarithm of a"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_grid_may_miss_a_thousandth_and_no_more():
    log_p = np.log([0.5, 0.4991])
    assert kl_densities(log_p, log_p, 1) == 0
    with pytest.raises(ValueError, match=r"an area of 0\.9989"):
        kl_densities(np.log([0.5, 0.4989]), log_p, 1)


TAKES_ANYTHING = [
    normal_density,
    lambda values: normal_density(0, values),
    lambda values: normal_density(0, 0, values),
    lambda values: log_mixture_density(values, *HUMPS),
    lambda values: log_mixture_density(0, values, *HUMPS[1:]),
    lambda values: log_mixture_density(0, HUMPS[0], values, HUMPS[2]),
    lambda values: log_mixture_density(0, *HUMPS[:2], values),
    lambda values: kl_normals(values, 1, 0, 1),
    lambda values: kl_normals(0, values, 0, 1),
    lambda values: kl_normals(0, 1, values, 1),
    lambda values: kl_normals(0, 1, 0, values),
    lambda values: kl_densities(values, values, 0.5),
    lambda values: kl_densities([0, 0], values, 0.5),
    lambda values: kl_densities([0, 0], [0, 0], values),
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
