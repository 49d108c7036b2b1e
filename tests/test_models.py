"""The models against scipy, against exact fractions, and worked by hand."""

import math
from fractions import Fraction

import numpy as np
import pytest
from distributions import pmfs
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kl_helpers.divergence import kl_divergence
from kl_helpers.models import (
    beta_binomial_pmf,
    binomial_pmf,
    fit_beta_binomial,
    fit_binomial,
    log_binomial_coefficients,
    log_binomial_pmf,
    mean,
    pmf_from_counts,
    uniform_pmf,
    variance,
)

SHAPES = st.floats(0.01, 1000)


def assert_close(actual, expected, relative, absolute=1e-305):
    """Compare also the tails: a tiny probability must be right in its own digits."""
    np.testing.assert_allclose(actual, expected, rtol=relative, atol=absolute)


def exact_binomial(n, p):
    """Work the definition out in whole numbers, where nothing is rounded."""
    p = Fraction(p)
    return [float(math.comb(n, k) * p**k * (1 - p) ** (n - k)) for k in range(n + 1)]


def test_counts_become_shares():
    assert pmf_from_counts([1, 3, 0]).tolist() == [0.25, 0.75, 0]
    assert pmf_from_counts([5]).tolist() == [1]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any))
def test_shares_of_any_counts(counts):
    expected = [count / sum(counts) for count in counts]
    assert_close(pmf_from_counts(counts), expected, 1e-14)


def test_uniform_gives_every_outcome_the_same():
    assert uniform_pmf(1).tolist() == [1]
    assert uniform_pmf(4).tolist() == [0.25] * 4
    assert uniform_pmf(1_000_001).shape == (1_000_001,)


def test_binomial_worked_by_hand():
    assert_close(binomial_pmf(1, 0.3), [0.7, 0.3], 1e-15)
    assert_close(binomial_pmf(2, 0.25), [0.5625, 0.375, 0.0625], 1e-14)
    assert binomial_pmf(0, 0.3).tolist() == [1]


@pytest.mark.parametrize("n", [0, 1, 10, 5000])
def test_binomial_at_both_ends_is_certain(n):
    none, all_of_them = binomial_pmf(n, [0, 1])
    assert none.tolist() == [1] + [0] * n
    assert all_of_them.tolist() == [0] * n + [1]


@given(st.integers(0, 60), st.floats(0, 1))
def test_binomial_equals_its_definition_in_exact_fractions(n, p):
    assert_close(binomial_pmf(n, p), exact_binomial(n, p), 1e-12)


@pytest.mark.parametrize("n", [100, 1000, 5000])
@pytest.mark.parametrize("p", [1e-300, 1e-12, 0.001, 0.3, 0.544, 0.999, 1 - 2**-53])
def test_binomial_tails_for_large_n(n, p):
    assert_close(binomial_pmf(n, p), stats.binom.pmf(np.arange(n + 1), n, p), 1e-10)


@pytest.mark.parametrize("p", [1e-300, 1e-9, 0.3, 0.5, 0.999999])
@pytest.mark.parametrize("n", [0, 1, 10, 5000])
def test_logarithm_of_the_binomial_against_scipy(n, p):
    expected = stats.binom.logpmf(np.arange(n + 1), n, p)
    assert np.allclose(log_binomial_pmf(n, p), expected, rtol=1e-10, atol=1e-10)


def test_logarithm_of_what_is_impossible():
    assert log_binomial_pmf(2, [0, 1]).tolist() == [
        [0, -np.inf, -np.inf],
        [-np.inf, -np.inf, 0],
    ]


@pytest.mark.parametrize("p", [1e-6, 0.544, 1 - 1e-6])
def test_largest_binomial_is_still_a_distribution(p):
    pmf = binomial_pmf(1_000_000, p)
    assert abs(pmf.sum() - 1) < 2e-9
    assert kl_divergence(pmf, pmf) == 0


def test_grid_of_p_gives_one_row_for_each():
    p = np.linspace(0, 1, 101)
    table = binomial_pmf(10, p)
    assert table.shape == (101, 11)
    assert binomial_pmf(10, p[:1]).shape == (1, 11)
    for row, one_p in zip(table, p, strict=True):
        assert row.tolist() == binomial_pmf(10, one_p).tolist()


def test_logarithms_of_binomial_coefficients():
    expected = [math.log(math.comb(50, k)) for k in range(51)]
    np.testing.assert_allclose(log_binomial_coefficients(50), expected, rtol=1e-13, atol=1e-13)
    assert log_binomial_coefficients(0).tolist() == [0]


@given(st.integers(0, 200), SHAPES, SHAPES)
def test_beta_binomial_equals_scipy(n, alpha, beta):
    expected = stats.betabinom.pmf(np.arange(n + 1), n, alpha, beta)
    assert_close(beta_binomial_pmf(n, alpha, beta), expected, 1e-8)


@pytest.mark.parametrize("n", [1, 10, 2000])
def test_beta_binomial_with_ones_is_uniform(n):
    assert_close(beta_binomial_pmf(n, 1, 1), uniform_pmf(n + 1), 1e-10)


def test_beta_binomial_worked_by_hand():
    assert_close(beta_binomial_pmf(1, 3, 1), [0.25, 0.75], 1e-15)
    assert_close(beta_binomial_pmf(2, 1, 2), [6 / 12, 4 / 12, 2 / 12], 1e-14)
    assert beta_binomial_pmf(0, 3, 1).tolist() == [1]


def test_beta_binomial_becomes_the_binomial():
    assert_close(beta_binomial_pmf(10, 3e12, 7e12), binomial_pmf(10, 0.3), 1e-10)


def test_mean_and_variance_worked_by_hand():
    assert mean([0.5, 0, 0, 0.5]) == 1.5
    assert variance([0.5, 0, 0, 0.5]) == 2.25
    assert mean([0.75, 0.25]) == 0.25
    assert variance([0.75, 0.25]) == 0.1875


@given(st.integers(1, 500), st.floats(0, 1))
def test_binomial_mean_is_np_and_variance_np_times_not_p(n, p):
    pmf = binomial_pmf(n, p)
    assert mean(pmf) == pytest.approx(n * p, rel=1e-10, abs=1e-10)
    assert variance(pmf) == pytest.approx(n * p * (1 - p), rel=1e-9, abs=1e-9)
    assert fit_binomial(pmf) == pytest.approx(p, rel=1e-10, abs=1e-10)


@given(pmfs())
def test_variance_is_never_negative(pmf):
    assert variance(pmf) >= 0


def test_fit_counts_trials_not_outcomes():
    assert fit_binomial([0, 0, 1]) == 1
    assert fit_binomial([0.75, 0.25]) == 0.25
    assert fit_binomial(uniform_pmf(11)) == pytest.approx(0.5)


@pytest.mark.parametrize(("alpha", "beta"), [(0.1, 0.1), (2, 3), (3, 50), (40, 900), (1e-3, 2)])
def test_beta_binomial_fit_finds_its_numbers_again(alpha, beta):
    found = fit_beta_binomial(beta_binomial_pmf(10, alpha, beta))
    assert found == pytest.approx((alpha, beta), rel=1e-5)


def test_beta_binomial_fit_is_a_minimum_also_for_large_n():
    assert fit_beta_binomial(uniform_pmf(1001)) == pytest.approx((1, 1), rel=1e-5)


@given(pmfs(st.integers(2, 12)))
def test_no_neighbour_of_the_beta_binomial_fit_is_better(pmf):
    n = pmf.size - 1
    alpha, beta = fit_beta_binomial(pmf)
    best = kl_divergence(pmf, beta_binomial_pmf(n, alpha, beta))
    for a, b in [(1.01, 1), (1, 1.01), (1.01, 1.01), (0.99, 0.99), (0.99, 1), (1, 0.99)]:
        other = kl_divergence(pmf, beta_binomial_pmf(n, a * alpha, b * beta))
        assert best <= other + 1e-7


@pytest.mark.parametrize("pmf", [binomial_pmf(10, 0.3), [1, 0, 0], [0, 0, 1], [0.5, 0.5]])
def test_beta_binomial_fit_stays_finite_where_no_pair_is_best(pmf):
    alpha, beta = fit_beta_binomial(pmf)
    assert alpha > 0
    assert beta > 0
    assert alpha + beta < 2e6
    assert kl_divergence(pmf, beta_binomial_pmf(len(pmf) - 1, alpha, beta)) < 1e-5
