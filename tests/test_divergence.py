"""KL divergence against scipy, worked by hand, and as properties of every distribution."""

import itertools
import math

import mpmath
import numpy as np
import pytest
from distributions import pmf_pairs, pmfs
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.spatial.distance import cityblock
from scipy.special import rel_entr

from kl_helpers.divergence import (
    cross_entropy,
    entropy,
    jensen_shannon,
    kl_divergence,
    kl_from_binomial,
    kl_terms,
    total_variation,
)
from kl_helpers.models import (
    binomial_pmf,
    fit_binomial,
    log_beta_binomial_pmf,
    log_binomial_pmf,
    mean,
    pmf_from_counts,
)

TINY = 1e-12
UNITS = st.sampled_from(["nats", "bits"])


def close(value, to, relative=1e-11, absolute=TINY):
    return value == pytest.approx(to, rel=relative, abs=absolute)


# Worked by hand


def test_two_outcomes_by_hand():
    expected = 0.5 * math.log(0.5 / 0.25) + 0.5 * math.log(0.5 / 0.75)
    assert close(kl_divergence([0.5, 0.5], [0.25, 0.75]), expected)
    assert close(kl_divergence([0.25, 0.75], [0.5, 0.5]), 0.75 * math.log(3) - math.log(2))
    assert kl_divergence([0.5, 0.5], [0.25, 0.75], "bits") == pytest.approx(1 - math.log2(3) / 2)


def test_fair_and_certain_coins_by_hand():
    assert kl_divergence([1, 0], [0.5, 0.5], "bits") == 1
    assert entropy([0.5, 0.5], "bits") == 1
    assert entropy([0.25] * 4, "bits") == 2
    assert entropy([0.5, 0.5]) == pytest.approx(math.log(2))
    assert cross_entropy([1, 0], [0.25, 0.75], "bits") == 2


def test_terms_keep_their_signs():
    terms = kl_terms([0.5, 0.5, 0], [0.25, 0.5, 0.25], "bits")
    assert terms.tolist() == [0.5, 0, 0]
    assert kl_terms([0.25, 0.75], [0.5, 0.5], "bits")[0] == -0.25


def test_outcome_never_seen_adds_nothing():
    assert kl_terms([0, 1], [0, 1]).tolist() == [0, 0]
    assert kl_divergence([0, 1], [0.5, 0.5], "bits") == 1
    assert entropy([0, 1]) == 0
    assert math.copysign(1, entropy([0, 1])) == 1
    assert math.copysign(1, cross_entropy([0, 1], [0, 1])) == 1


def test_impossible_outcome_costs_infinity():
    assert kl_terms([0.5, 0.5], [1, 0]).tolist()[1] == math.inf
    assert kl_divergence([0.5, 0.5], [1, 0]) == math.inf
    assert cross_entropy([0.5, 0.5], [1, 0]) == math.inf
    assert kl_divergence([5e-324, 1], [0, 1]) == math.inf


def test_tails_are_not_rounded_away():
    assert close(kl_terms([1e-300, 1], [5e-324, 1])[0] / 1e-300, math.log(1e-300 / 5e-324))
    expected = 0.5 * (math.log(0.25) - math.log(5e-324))
    assert close(kl_divergence([0.5, 0.5], [5e-324, 1]), expected)


# Models known by their logarithms

FAR_OUT = [
    [30, 22, 15, 11, 8, 5, 4, 2, 1, 1, 0, 1, *[0] * 187, 1],
    [10**6, *[0] * 58, 1],
    [0] * 1500 + [1, 1],
]
"""Counts with an outcome whose probability in the best binomial is no float."""


def exact_kl(counts, log_q):
    """Sum the definition up in forty digits."""
    with mpmath.workdps(40):
        p = [mpmath.mpf(count) / sum(counts) for count in counts]
        seen = [k for k, count in enumerate(counts) if count]
        return float(mpmath.fsum(p[k] * (mpmath.log(p[k]) - log_q(k)) for k in seen))


def exact_log_binomial(n, p):
    p = mpmath.mpf(p)
    return lambda k: mpmath.log(mpmath.binomial(n, k) * p**k * (1 - p) ** (n - k))


@pytest.mark.parametrize("counts", FAR_OUT)
@pytest.mark.parametrize("p", [0.001, 0.3])
def test_a_finite_divergence_from_a_binomial_is_never_infinite(counts, p):
    pmf, n = pmf_from_counts(counts), len(counts) - 1
    expected = exact_kl(counts, exact_log_binomial(n, p))
    log_q = log_binomial_pmf(n, p)
    assert kl_divergence(pmf, log_q=log_q) == pytest.approx(expected, rel=1e-12)
    assert kl_from_binomial(pmf, p) == pytest.approx(expected, rel=1e-12)
    assert kl_terms(pmf, log_q=log_q).sum() == pytest.approx(expected, rel=1e-12)
    assert cross_entropy(pmf, log_q=log_q) - entropy(pmf) == pytest.approx(expected, rel=1e-12)


def test_the_published_cases():
    """The numbers are mpmath's; the product of the binomial is 0 in floats for both."""
    for counts, expected in zip(FAR_OUT, ["8.4863", "0.00086"], strict=False):
        pmf = pmf_from_counts(counts)
        kl = kl_divergence(pmf, log_q=log_binomial_pmf(pmf.size - 1, fit_binomial(pmf)))
        assert f"{kl:.{len(expected) - 2}f}" == expected


def test_a_finite_divergence_from_a_beta_binomial_is_never_infinite():
    counts = [1, *[0] * 899, 1]
    with mpmath.workdps(40):
        last = mpmath.log(mpmath.rf(1, 900) / mpmath.rf(901, 900))
        first = mpmath.log(mpmath.rf(900, 900) / mpmath.rf(901, 900))
    expected = exact_kl(counts, {0: first, 900: last}.__getitem__)
    kl = kl_divergence(pmf_from_counts(counts), log_q=log_beta_binomial_pmf(900, 1, 900))
    assert kl == pytest.approx(expected, rel=1e-12)


@given(pmf_pairs(least=1e-6), UNITS)
def test_logarithms_give_what_probabilities_give(pair, unit):
    p, q = pair
    for function in (kl_terms, kl_divergence, cross_entropy):
        expected = function(p, q, unit)
        np.testing.assert_allclose(function(p, unit=unit, log_q=np.log(q)), expected, atol=1e-12)


def test_minus_infinity_is_the_logarithm_of_what_is_impossible():
    assert kl_divergence([0.5, 0.5], log_q=[0, -math.inf]) == math.inf
    assert kl_divergence([1, 0], log_q=[0, -math.inf]) == 0
    rows = np.log([[0.5, 0.5], [0.25, 0.75]])
    assert kl_divergence([1, 0], log_q=rows, unit="bits").tolist() == pytest.approx([1, 2])


# Shapes and units


def test_one_pair_gives_a_float_and_rows_give_an_array():
    p, q = [0.5, 0.5], [[0.25, 0.75], [0.5, 0.5], [1, 0]]
    for function in (kl_divergence, cross_entropy, jensen_shannon, total_variation):
        assert type(function(p, p)) is float
        for left, right in ((p, q), (q, p), (q, q)):
            result = function(left, right)
            rows = np.broadcast_arrays(left, q)[0], np.broadcast_arrays(right, q)[0]
            assert result.tolist() == [function(a, b) for a, b in zip(*rows, strict=True)]
    assert type(entropy(p)) is float
    assert entropy(q).tolist() == [entropy(row) for row in q]
    assert kl_terms(p, q).shape == (3, 2)
    assert kl_divergence(p, q[:1]).shape == (1,)


@given(pmf_pairs(least=1e-6))
def test_bits_are_nats_divided_by_the_logarithm_of_two(pair):
    p, q = pair
    for function, arguments in (
        (kl_divergence, (p, q)),
        (kl_terms, (p, q)),
        (cross_entropy, (p, q)),
        (jensen_shannon, (p, q)),
        (entropy, (p,)),
        (kl_from_binomial, (p, 0.3)),
    ):
        nats, bits = function(*arguments, "nats"), function(*arguments, "bits")
        np.testing.assert_allclose(bits, nats / math.log(2), rtol=1e-13, atol=1e-14)
        np.testing.assert_array_equal(nats, function(*arguments))


# Against scipy


@given(pmf_pairs())
def test_equals_scipy(pair):
    p, q = pair
    assume(not np.any((q > 0) & (q < 1e-290)))  # older versions of rel_entr overflow there
    expected = rel_entr(p, q)
    np.testing.assert_allclose(kl_terms(p, q), expected, rtol=1e-9, atol=1e-13)
    assert close(kl_divergence(p, q), expected.sum(), absolute=1e-13)


@pytest.mark.parametrize("n", [10, 1000, 5000])
def test_sweep_equals_scipy_also_for_large_n(n):
    p = binomial_pmf(n, 0.544)
    table = binomial_pmf(n, np.linspace(0.45, 0.65, 41))
    expected = rel_entr(p, table).sum(axis=1)
    np.testing.assert_allclose(kl_divergence(p, table), expected, rtol=1e-9, atol=1e-9)


# Properties


@given(pmf_pairs())
def test_never_negative(pair):
    assert kl_divergence(*pair) >= 0


@given(pmfs())
def test_zero_when_equal(p):
    assert kl_divergence(p, p) == 0


@given(pmf_pairs())
def test_zero_only_when_equal(pair):
    """By Pinsker's inequality KL is at least half the squared distance."""
    p, q = pair
    assert kl_divergence(p, q) >= 0.5 * np.abs(p - q).sum() ** 2 - TINY


@given(pmf_pairs(least=1e-3), pmf_pairs(least=1e-3))
def test_independent_pairs_add_up(one, other):
    (p, q), (r, s) = one, other
    joint = kl_divergence(np.outer(p, r).ravel(), np.outer(q, s).ravel())
    assert close(joint, kl_divergence(p, q) + kl_divergence(r, s))


@given(pmf_pairs(), UNITS)
def test_cross_entropy_is_entropy_plus_divergence(pair, unit):
    p, q = pair
    assert close(cross_entropy(p, q, unit), entropy(p, unit) + kl_divergence(p, q, unit))


@given(pmfs(), UNITS)
def test_entropy_lies_between_none_and_all_alike(p, unit):
    log = {"nats": math.log, "bits": math.log2}[unit]
    assert 0 <= entropy(p, unit) <= log(p.size) + TINY


@given(pmf_pairs(), st.randoms())
def test_order_of_outcomes_does_not_matter(pair, random):
    order = random.sample(range(pair[0].size), pair[0].size)
    p, q = (pmf[order] for pmf in pair)
    assert close(kl_divergence(p, q), kl_divergence(*pair))


@given(pmf_pairs(), st.data())
def test_merging_outcomes_never_adds(pair, data):
    p, q = pair
    assume(p.size > 1)
    start = data.draw(st.integers(0, p.size - 2))
    merged = [np.add.reduceat(pmf, np.delete(np.arange(pmf.size), start + 1)) for pmf in pair]
    assert kl_divergence(*merged) <= kl_divergence(p, q) * (1 + 1e-11) + TINY


@given(pmfs(st.integers(2, 12)), st.floats(0, 1))
def test_no_p_beats_the_mean(pmf, p):
    best = kl_from_binomial(pmf, fit_binomial(pmf))
    assume(math.isfinite(best))  # a best p closer to 0 or 1 than any float: rounded, it excludes
    assert best <= kl_from_binomial(pmf, p) + TINY


# The closed form


@given(pmfs(), st.floats(1e-12, 1 - 1e-12), UNITS)
def test_closed_form_equals_the_sum(pmf, p, unit):
    sum_ = kl_divergence(pmf, binomial_pmf(pmf.size - 1, p), unit)
    assert close(kl_from_binomial(pmf, p, unit), sum_, relative=1e-9)


@given(pmfs())
def test_closed_form_equals_the_sum_where_p_is_0_or_1(pmf):
    expected = kl_divergence(pmf, binomial_pmf(pmf.size - 1, [0, 1]))
    assert kl_from_binomial(pmf, [0, 1]).tolist() == pytest.approx(expected.tolist(), abs=TINY)


def test_closed_form_sees_the_rarest_failure():
    """One in 10^20 does not change the mean, but a model that excludes it is infinitely bad."""
    assert kl_from_binomial([1e-20, 1], 1) == math.inf
    assert kl_from_binomial([1, 1e-20], 0) == math.inf
    assert kl_from_binomial([0, 1], 1) == 0
    assert kl_from_binomial([0, 1], 0) == math.inf


@pytest.mark.parametrize("n", [100, 1000, 5000])
def test_closed_form_for_large_n(n):
    """A binomial's divergence from another is n times that of one trial."""
    p = np.linspace(0.01, 0.99, 50)
    expected = n * rel_entr([0.544, 0.456], np.stack([p, 1 - p], axis=1)).sum(axis=1)
    actual = kl_from_binomial(binomial_pmf(n, 0.544), p)
    np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-9)


def test_closed_form_needs_no_probability_that_a_float_can_hold():
    """Each binomial probability is below 10^-900 here, and the answer is a plain number."""
    p = 1e-300
    data = [0, 0, 0, 1]
    assert close(kl_from_binomial(data, p), -3 * math.log(p))


def test_closed_form_keeps_the_shape_of_p():
    worms = [0.25, 0.25, 0.5]
    assert type(kl_from_binomial(worms, 0.5)) is float
    p = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    expected = [[kl_from_binomial(worms, value) for value in row] for row in p]
    assert kl_from_binomial(worms, p).tolist() == expected
    assert kl_from_binomial([1], 0.3) == 0


@given(pmfs())
def test_mean_counts_successes_and_failures(pmf):
    assert close(mean(pmf) + mean(pmf[::-1]), (pmf.size - 1) * pmf.sum())


# The symmetric relatives


def test_relatives_of_two_coins_by_hand():
    heads, tails, fair = [1, 0], [0, 1], [0.5, 0.5]
    assert jensen_shannon(heads, tails, "bits") == 1
    assert jensen_shannon(heads, tails) == pytest.approx(math.log(2))
    assert close(jensen_shannon(heads, fair), 0.5 * math.log(4 / 3) + 0.25 * math.log(4 / 3))
    assert total_variation(heads, tails) == 1
    assert total_variation(heads, fair) == 0.5
    assert total_variation([0.2, 0.3, 0.5], [0.5, 0.3, 0.2]) == pytest.approx(0.3)


@given(pmf_pairs(), UNITS)
def test_relatives_equal_scipy(pair, unit):
    twice_the_middle, nats = sum(pair), {"nats": 1, "bits": math.log(2)}[unit]
    expected = sum(rel_entr(2 * one, twice_the_middle).sum() for one in pair) / 4 / nats
    assert close(jensen_shannon(*pair, unit), expected, relative=1e-9)
    assert close(total_variation(*pair), cityblock(*pair) / 2)


@given(pmf_pairs())
def test_relatives_are_the_same_there_and_back_and_keep_their_bounds(pair):
    for relative, largest in ((jensen_shannon, math.log(2)), (total_variation, 1)):
        assert relative(*pair) == relative(*reversed(pair))
        assert 0 <= relative(*pair) <= largest
        assert relative(pair[0], pair[0]) == 0


@given(pmf_pairs())
def test_total_variation_is_the_largest_difference_about_an_event(pair):
    p, q = pair
    events = np.array(list(itertools.product([0, 1], repeat=p.size)))
    assert close(total_variation(p, q), np.abs(events @ p - events @ q).max())


@given(pmf_pairs())
def test_total_variation_bounds_and_is_bounded(pair):
    """Pinsker's inequality, and Lin's bounds for the Jensen-Shannon divergence."""
    moved, shared = total_variation(*pair), jensen_shannon(*pair)
    assert moved <= math.sqrt(kl_divergence(*pair) / 2) + TINY
    assert moved**2 / 2 - TINY <= shared <= moved * math.log(2) + TINY


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_the_root_of_jensen_shannon_obeys_the_triangle_inequality(heads):
    coins = np.stack([heads, np.subtract(1, heads)], axis=1)
    there, then, straight = (
        math.sqrt(jensen_shannon(coins[i], coins[j])) for i, j in [(0, 1), (1, 2), (0, 2)]
    )
    assert straight <= there + then + 1e-7  # the root of rounding


def test_jensen_shannon_is_finite_for_the_smallest_float():
    assert close(jensen_shannon([5e-324, 1], [0, 1]), 0)


def test_rounding_passes_no_bound():
    thirds, seventeenths = [2 / 3, 1 - 2 / 3, 0, 0], [0, 0, 8 / 17, 9 / 17]
    assert jensen_shannon(thirds, seventeenths) <= math.log(2)
    assert jensen_shannon([0.3, 0.2, 0.5], [0.1 + 0.2, 0.2, 0.5]) >= 0
    assert total_variation([1 / 3] * 3 + [0] * 10, [0] * 3 + [0.1] * 10) <= 1
