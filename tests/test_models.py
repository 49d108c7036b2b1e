"""The models against scipy, against exact fractions, and worked by hand."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from distributions import pmfs
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import rel_entr

from kl_helpers.divergence import kl_divergence
from kl_helpers.models import (
    beta_binomial_pmf,
    binomial_pmf,
    fit_beta_binomial,
    fit_binomial,
    log_beta_binomial_pmf,
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
    assert_close(beta_binomial_pmf(1, 3, 1), [0.25, 0.75], 1e-14)
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


def test_beta_binomial_fit_of_two_ends_by_hand():
    """With n = 2 and equal numbers a, the middle has a / (2 a + 1): here 10^-9."""
    a = 1e-9 / (1 - 2e-9)
    found = fit_beta_binomial([(1 - 1e-9) / 2, 1e-9, (1 - 1e-9) / 2])
    assert found == pytest.approx((a, a), rel=1e-2)


@pytest.mark.parametrize("rare", [1e-9, 1e-15, 1e-21])
def test_beta_binomial_fit_of_one_and_two_that_are_equally_rare_by_hand(rare):
    """With n = 2, one : two is 2 beta : (alpha + 1), so beta is half of alpha + 1."""
    alpha, beta = fit_beta_binomial([1 - 2 * rare, rare, rare])
    assert (alpha, beta) == pytest.approx((0.75 * rare, 0.5), rel=1e-6)
    assert fit_beta_binomial([rare, rare, 1 - 2 * rare]) == (beta, alpha)


def test_beta_binomial_fit_is_a_minimum_also_for_large_n():
    assert fit_beta_binomial(uniform_pmf(1001)) == pytest.approx((1, 1), rel=1e-5)


def exact_log_beta_binomial(n, alpha, beta, k):
    """Take the logarithm of the definition, with digits enough for whatever cancels."""
    with mpmath.workdps(340):
        a, b, loggamma = mpmath.mpf(alpha), mpmath.mpf(beta), mpmath.loggamma
        ways = loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)
        rising = loggamma(a + k) - loggamma(a) + loggamma(b + n - k) - loggamma(b)
        return float(ways + rising - loggamma(a + b + n) + loggamma(a + b))


@pytest.mark.parametrize(
    ("n", "alpha", "beta"),
    [(10, 0.5, 3), (900, 1, 900), (10**5, 6e5, 6e5), (10**6, 1e12, 3e12), (50, 5e-300, 1e300)],
)
def test_logarithm_of_the_beta_binomial_against_mpmath(n, alpha, beta):
    log_pmf = log_beta_binomial_pmf(n, alpha, beta)
    for k in {0, 1, n // 3, n - 1, n, int(log_pmf.argmax())}:
        expected = exact_log_beta_binomial(n, alpha, beta, k)
        assert log_pmf[k] == pytest.approx(expected, rel=1e-10, abs=1e-9)


@pytest.mark.parametrize("size", [1e-3, 1, 6e5, 1e12])
def test_largest_beta_binomials_are_still_distributions(size):
    for n in (10**5, 10**6):
        assert mean(beta_binomial_pmf(n, size, size)) == pytest.approx(n / 2, rel=1e-9)


def vary_more(pmf):
    """Tell by the definitions whether data vary more than the binomial with their mean."""
    k, n = np.arange(pmf.size), pmf.size - 1
    m = k @ pmf
    return (k - m) ** 2 @ pmf > m * (n - m) / n + 1e-6


@given(pmfs(st.integers(3, 12)))
def test_no_neighbour_of_the_beta_binomial_fit_is_better(pmf):
    assume(vary_more(pmf) and pmf[1:-1].sum() > 1e-3)
    n = pmf.size - 1
    alpha, beta = fit_beta_binomial(pmf)
    best = kl_divergence(pmf, beta_binomial_pmf(n, alpha, beta))
    for a, b in [(1.01, 1), (1, 1.01), (1.01, 1.01), (0.99, 0.99), (0.99, 1), (1, 0.99)]:
        other = kl_divergence(pmf, beta_binomial_pmf(n, a * alpha, b * beta))
        assert best <= other + 1e-7


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=12), SHAPES, SHAPES)
def test_where_no_pair_is_best_none_beats_the_binomial(chances, alpha, beta):
    """Trials with different chances, the same for every worm, vary less than a binomial."""
    pmf, n = np.array([1.0]), len(chances)
    for chance in chances:
        pmf = np.convolve(pmf, [1 - chance, chance])
    with pytest.raises(ValueError, match="pmf has no best pair"):
        fit_beta_binomial(pmf)
    binomial = rel_entr(pmf, stats.binom.pmf(range(n + 1), n, sum(chances) / n)).sum()
    assert kl_divergence(pmf, beta_binomial_pmf(n, alpha, beta)) >= binomial - 1e-12


@pytest.mark.parametrize(
    ("pmf", "words"),
    [
        ([0.25, 0.5, 0.25], "its variance, 0.5, is not above the 0.5 of"),
        ([0.2, 0.6, 0.2], "its variance, 0.4, is not above the 0.5 of"),
        (binomial_pmf(10, 0.3), "its variance, 2.1, is not above the 2.1 of"),
        (binomial_pmf(300, 1e-3), "is not above"),
        ([1, 0, 0], "its variance, 0, is not above the 0 of"),
        ([0, 0, 1], "its variance, 0, is not above the 0 of"),
        ([0.5, 0.5], "its variance, 0.25, is not above the 0.25 of"),
        ([0.5, 0, 0, 0.5], "it only shows 0 and 3, to which small"),
        ([0.5, 1e-30, 0.5], "from 10.-14 to a million"),
        (beta_binomial_pmf(10, 3e6, 7e6), "from 10.-14 to a million"),
        ([1, 1e-22, 1e-22], "within reach: its mean is only 3e-22 away from an end"),
        ([5e-324, 5e-324, 1], "within reach: its mean is only 1.482e-323 away from an end"),
    ],
)
def test_beta_binomial_fit_says_where_no_pair_is_best(pmf, words):
    with pytest.raises(ValueError, match=f"pmf has no best pair.*{words}"):
        fit_beta_binomial(pmf)


def test_beta_binomial_fit_of_rare_outcomes():
    """One worm of a million lies far out: no pair beside the best makes the worms likelier."""
    counts = {0: 10**6, 1: 3, 59: 1}
    pair = fit_beta_binomial(pmf_from_counts([counts.get(k, 0) for k in range(60)]))
    likelihoods = [
        sum(
            count * exact_log_beta_binomial(59, *(pair * factors), k) for k, count in counts.items()
        )
        for factors in np.array([(1, 1), (1.1, 1), (1, 1.1), (0.9, 1), (1, 0.9), (1.1, 1.1)])
    ]
    assert likelihoods[0] == max(likelihoods)
