"""Bad input is refused with a message that names it, and nothing else ever comes out."""

import inspect
import itertools
import re
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from distributions import pmfs
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from kl_helpers import divergence, lengths, models
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
from kl_helpers.validation import float_or_array, weighted

HALVES = [0.5, 0.5]
SPREAD = [0.25, 0.25, 0.25, 0.25]
"""A distribution that has a best beta-binomial, too."""

TAKES_ONE_PMF = [mean, variance, fit_binomial, fit_beta_binomial, entropy]
TAKES_A_PAIR = [kl_terms, kl_divergence, cross_entropy]
TAKES_TWO_PMFS = [*TAKES_A_PAIR, jensen_shannon, total_variation]
TAKES_A_PMF = [
    *TAKES_ONE_PMF,
    lambda values: kl_from_binomial(values, 0.5),
    *[lambda values, f=function: f(values, HALVES) for function in TAKES_TWO_PMFS],
    *[lambda values, f=function: f(HALVES, values) for function in TAKES_TWO_PMFS],
]
TAKES_P = [
    lambda p: binomial_pmf(3, p),
    lambda p: log_binomial_pmf(3, p),
    lambda p: kl_from_binomial(HALVES, p),
]
TAKES_N = [
    uniform_pmf,
    log_binomial_coefficients,
    lambda n: binomial_pmf(n, 0.5),
    lambda n: log_binomial_pmf(n, 0.5),
    lambda n: beta_binomial_pmf(n, 1, 1),
    lambda n: log_beta_binomial_pmf(n, 1, 1),
]
TAKES_LOGARITHMS = [
    *[lambda values, f=function: f(HALVES, log_q=values) for function in TAKES_A_PAIR]
]
TAKES_A_POSITIVE = [
    lambda value: beta_binomial_pmf(3, value, 1),
    lambda value: beta_binomial_pmf(3, 1, value),
]
TAKES_NUMBERS = [
    pmf_from_counts,
    *TAKES_A_PMF,
    *TAKES_LOGARITHMS,
    *TAKES_P,
    *TAKES_N,
    *TAKES_A_POSITIVE,
]
TAKES_A_UNIT = [
    lambda unit: kl_from_binomial(HALVES, 0.5, unit),
    lambda unit: entropy(HALVES, unit),
    lambda unit: jensen_shannon(HALVES, HALVES, unit),
    *[lambda unit, f=function: f(HALVES, HALVES, unit) for function in TAKES_A_PAIR],
]


def assert_refused(function, values, error, *words):
    """The error is of the right kind and its message holds all of these words."""
    with pytest.raises(error) as raised:
        function(values)
    assert all(word in str(raised.value) for word in words), str(raised.value)


def assert_all_refuse(functions, values, error, *words):
    for function in functions:
        assert_refused(function, values, error, *words)


# Probabilities, counts and what else is one list of numbers

NOT_FINITE = [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "-inf")]

NOT_DISTRIBUTIONS = [
    ([0.49, 0.49], "add up to 0.98, not 1"),
    ([0.5, 0.50000002], "add up to 1.00000002, not 1"),
    ([0, 0], "add up to 0, not 1"),
    ([-0.25, 1.25], "[0] = -0.25 is negative"),
    ([0, 1.25], "[1] = 1.25 is above 1"),
    *[([0, value], f"[1] = {word} is not a finite number") for value, word in NOT_FINITE],
    ([], "is empty"),
    (np.zeros((0, 2)), "is empty"),
    ([[0.5, 0.5], [1.0]], "rows of", "have different lengths"),
    (0.5, "shape is ()"),
    ([10**400, 1], "no float can hold"),
    ([Decimal("1e-1"), Decimal("NaN")], "[1] = nan"),
]


@pytest.mark.parametrize(("values", "words"), [(v, w) for v, *w in NOT_DISTRIBUTIONS])
def test_what_is_no_distribution(values, words):
    assert_all_refuse(TAKES_A_PMF, values, ValueError, *words)


def test_rows_where_one_list_is_meant():
    assert_all_refuse(
        [*TAKES_ONE_PMF[:-1], TAKES_A_PMF[5], pmf_from_counts],
        [HALVES, HALVES],
        ValueError,
        "one list of numbers",
        "(2, 2)",
    )


def test_three_axes():
    assert_all_refuse(
        [entropy, *TAKES_A_PMF[6:]], [[HALVES]], ValueError, "1 or 2 axes", "(1, 1, 2)"
    )


def test_wrong_row_is_named():
    assert_refused(entropy, [HALVES, [0.5, 0.4]], ValueError, "of p in row 1 add up to 0.9, not 1")
    assert_refused(entropy, [HALVES, [2, -1]], ValueError, "p[1, 1] = -1 is negative")


def test_pairs_that_do_not_fit():
    for function in TAKES_TWO_PMFS:
        with pytest.raises(ValueError, match="p has 2 outcomes and q has 3"):
            function(HALVES, [0.5, 0.25, 0.25])
        with pytest.raises(ValueError, match="p has 2 rows and q has 3"):
            function([HALVES] * 2, [HALVES] * 3)
        with pytest.raises(ValueError, match=r"of q add up to 0\.9"):
            function(HALVES, [0.5, 0.4])


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([3, -1], "counts[1] = -1 is negative"),
        ([3, 1.5], "counts[1] = 1.5 is not a whole number"),
        ([0, 0], "counts are all zero"),
        ([], "counts is empty"),
        (3, "shape is ()"),
        ([1e308, 1e308], "counts add up to more than a float can hold"),
        ([1, np.nan], "counts[1] = nan is not a finite number"),
    ],
)
def test_bad_counts(counts, words):
    assert_refused(pmf_from_counts, counts, ValueError, words)


def test_largest_counts_that_a_float_can_add():
    assert pmf_from_counts([8e307, 8e307]).tolist() == HALVES


def test_rounding_is_no_slip():
    assert mean([0.5, 0.5 + 9e-9]) == pytest.approx(0.5)
    assert mean([0, 1 + 9e-9]) == pytest.approx(1)


# Single numbers


@pytest.mark.parametrize("p", [-0.1, 1.1, 2, -5e-324, 1 + 2**-52])
def test_p_outside_its_range(p):
    assert_all_refuse(TAKES_P, p, ValueError, f"p = {p:.10g} is outside [0, 1]")
    assert_all_refuse(TAKES_P, [0.5, p], ValueError, f"p[1] = {p:.10g} is outside [0, 1]")


@pytest.mark.parametrize(("p", "word"), NOT_FINITE)
def test_p_that_is_no_number(p, word):
    assert_all_refuse(TAKES_P, p, ValueError, f"p = {word} is not a finite number")


def test_p_with_too_many_axes():
    assert_refused(TAKES_P[0], [[0.5]], ValueError, "one number or one list", "(1, 1)")


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (-1, "is -1; it must be from"),
        (1_000_002, "is 1000002; it must be from"),
        (10**30, "is 1e+30; it must be from"),
        (Fraction(10**400), "no float can hold"),
        (Decimal("1e999999"), "inf is not a finite number"),
        (2.5, "is 2.5, which is not a whole number"),
        (np.nan, "nan is not a finite number"),
        ([3], "must be one number, but its shape is (1,)"),
    ],
)
def test_bad_number_of_trials(n, words):
    assert_all_refuse(TAKES_N, n, ValueError, words)


def test_numbers_too_long_to_be_written():
    for function in TAKES_NUMBERS:
        assert_refused(function, 10**5000, ValueError, "no float can hold")


def test_smallest_and_largest_number_of_trials():
    assert_refused(uniform_pmf, 0, ValueError, "n_outcomes is 0; it must be from 1 to 1000001")
    assert_refused(TAKES_N[2], -1, ValueError, "n_trials is -1; it must be from 0 to 1000000")
    for function in TAKES_N[1:]:
        assert function(1_000_000).size == 1_000_001
        assert_refused(function, 1_000_001, ValueError, "must be from 0 to 1000000")


@pytest.mark.parametrize("n", [2, 2.0, np.int8(2), np.uint64(2), np.float16(2), Fraction(2)])
def test_whole_numbers_of_any_type(n):
    assert binomial_pmf(n, 0.5).size == 3
    assert uniform_pmf(n).tolist() == HALVES


def test_shape_numbers_of_the_beta_binomial():
    assert_all_refuse(TAKES_A_POSITIVE, 0, ValueError, "is 0; it must be above 0")
    assert_all_refuse(TAKES_A_POSITIVE, -1.5, ValueError, "is -1.5; it must be above 0")
    assert_all_refuse(TAKES_A_POSITIVE, np.inf, ValueError, "= inf is not a finite number")
    assert_all_refuse(TAKES_A_POSITIVE, [1], ValueError, "must be one number")


def test_shape_numbers_whose_sum_is_infinite():
    with pytest.raises(ValueError, match=r"alpha \+ beta = 1e\+308 \+ 1e\+308 is more than"):
        beta_binomial_pmf(3, 1e308, 1e308)


def test_one_outcome_has_no_trial():
    for function in (fit_binomial, fit_beta_binomial):
        assert_refused(function, [1], ValueError, "one outcome only")


def test_sweep_that_fits_into_no_memory():
    with pytest.raises(ValueError, match="100000 values of p with 1000 outcomes each"):
        binomial_pmf(999, np.full(100_000, 0.5))
    assert binomial_pmf(4, np.full(10_000, 0.5)).shape == (10_000, 5)


@pytest.mark.parametrize("unit", ["bit", "", "Nats", None, 2, ["nats"]])
def test_unknown_unit(unit):
    assert_all_refuse(TAKES_A_UNIT, unit, ValueError, f"unit is {unit!r}", "nats, bits")


# What is not a number at all

HALF_MASKED = np.ma.array([0.5, 0.5], mask=[False, True])

NOT_NUMBERS = [
    "0.5",
    ["0.5", "0.5"],
    [1, "a"],
    b"1",
    None,
    [None, 1],
    True,
    [True, False],
    [True, None],
    np.array([True, False], dtype=object),
    1 + 0j,
    [1j, 0],
    np.complex64(1),
    [np.complex64(1), None],
    np.array([np.complex64(1), 1], dtype=object),
    {0: 0.5, 1: 0.5},
    {0.5},
    object(),
    [object(), object()],
    np.array(["2020-01-01"], dtype="datetime64[D]"),
    np.array([1], dtype="timedelta64[s]"),
    [np.datetime64("2020-01-01"), 1],
    np.zeros(2, dtype=[("a", float)]),
    HALF_MASKED,
    [HALF_MASKED, [0.5, 0.5]],
    [np.ma.masked, 1.0],
    [[np.ma.masked, 1.0]],
    np.ma.masked,
]


@pytest.mark.parametrize("values", NOT_NUMBERS, ids=range(len(NOT_NUMBERS)))
def test_what_holds_no_numbers(values):
    assert_all_refuse(TAKES_NUMBERS, values, TypeError)


def test_message_names_what_is_no_number():
    assert_refused(mean, "0.5", TypeError, "pmf must hold numbers, not '0.5'")
    assert_refused(mean, [None, 1], TypeError, "pmf must hold numbers, not None")
    assert_refused(mean, ["a"] * 10**6, TypeError, "pmf must hold numbers, not ['a', 'a'")
    assert_refused(mean, HALF_MASKED, TypeError, "pmf has masked values; remove or fill")


def test_a_list_that_holds_itself():
    endless = []
    endless.append(endless)
    assert_all_refuse(TAKES_NUMBERS, endless, ValueError, "have different lengths")


def test_generator_is_no_list():
    for function in TAKES_NUMBERS:
        assert_refused(function, (x for x in HALVES), TypeError, "generator")


@pytest.mark.parametrize(
    "values",
    [
        (0.25, 0.25, 0.25, 0.25),
        [Fraction(1, 4), Decimal("0.25"), 0.25, 0.25],
        np.array(SPREAD, dtype=np.float16),
        np.array(SPREAD, dtype=np.longdouble),
        np.array([0.25, 9] * 4)[::2],
        np.ma.array(SPREAD),
        [np.float32(0.25), 0.25, 0.25, 0.25],
        pd.Series(SPREAD),
    ],
    ids=range(8),
)
def test_numbers_of_many_types(values):
    for function in TAKES_ONE_PMF:
        np.testing.assert_array_equal(function(values), function(SPREAD))
    for function in TAKES_A_PAIR:
        np.testing.assert_array_equal(function(values, SPREAD), function(SPREAD, SPREAD))
        np.testing.assert_array_equal(function(SPREAD, values), function(SPREAD, SPREAD))


def test_long_double_that_no_float_can_hold():
    assert_refused(mean, np.array([np.longdouble("1e4000"), 0]), ValueError, "[0] = inf is not")


# Nothing that is given is ever changed


@given(pmfs())
def test_arguments_stay_as_they_are(pmf):
    before = pmf.tobytes()
    for function in TAKES_ONE_PMF[:3]:
        _refused_or_result(function, pmf)
    for function in TAKES_A_PAIR:
        function(pmf, pmf)
    binomial_pmf(3, pmf)
    kl_from_binomial(pmf, pmf)
    assert pmf.tobytes() == before


def test_result_is_never_the_argument():
    assert not np.shares_memory(pmf_from_counts(counts := np.array([1.0, 0])), counts)


def test_read_only_arrays_will_do():
    pmf = np.array(SPREAD)
    pmf.setflags(write=False)
    for function in TAKES_ONE_PMF:
        function(pmf)
    for function in TAKES_A_PAIR:
        function(pmf, pmf)


# Anything at all: an answer without NaN, a ValueError or a TypeError, and no warning


def _refused_or_result(function, *arguments):
    """Give the result, or None where the arguments are refused as documented."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return function(*arguments)
        except (ValueError, TypeError):
            return None


def assert_answers_or_refuses(function, *arguments):
    result = _refused_or_result(function, *arguments)
    assert result is None or not np.isnan(result).any()


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.decimals(),
    st.fractions(),
    st.dates(),
)
NESTED = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4), max_leaves=8)
ARRAYS = npst.arrays(
    st.one_of(npst.scalar_dtypes(), npst.array_dtypes()), npst.array_shapes(min_dims=0, min_side=0)
)
ANYTHING = st.one_of(NESTED, ARRAYS, pmfs(), st.dictionaries(st.text(), SCALARS, max_size=2))


@given(ANYTHING)
def test_anything_as_numbers(values):
    for function in TAKES_NUMBERS:
        assert_answers_or_refuses(function, values)


@given(ANYTHING, ANYTHING)
def test_anything_as_a_pair(left, right):
    for function in [*TAKES_TWO_PMFS, kl_from_binomial]:
        assert_answers_or_refuses(function, left, right)


@given(ANYTHING)
def test_anything_as_a_unit(unit):
    for function in TAKES_A_UNIT:
        assert_answers_or_refuses(function, unit)


@given(st.integers(0, 300), st.floats(0, allow_infinity=False), st.floats(0, allow_infinity=False))
def test_any_shape_numbers_of_the_beta_binomial(n, alpha, beta):
    assert_answers_or_refuses(beta_binomial_pmf, n, alpha, beta)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.lists(st.floats(0, 1), min_size=1))
def test_subnormal_probabilities(weights, p):
    pmf = np.array([*weights[1:], 1]) * 5e-324
    pmf = np.append(pmf, 1)
    for q in (pmf, pmf[::-1]):
        assert_answers_or_refuses(kl_terms, pmf, q)
        assert_answers_or_refuses(kl_divergence, pmf, q)
        assert_answers_or_refuses(kl_from_binomial, q, p)


def test_million_outcomes():
    pmf = uniform_pmf(1_000_000)
    assert kl_divergence(pmf, pmf) == 0
    assert entropy(pmf) == pytest.approx(np.log(1e6))
    assert mean(pmf) == pytest.approx(499_999.5)
    assert np.isfinite(kl_from_binomial(pmf, [0.2, 0.5])).all()


GOOD = {
    "counts": [1, 2],
    "pmf": SPREAD,
    "q": HALVES,
    "log_q": [0, -np.inf],
    "n_outcomes": 2,
    "n_trials": 1,
    "alpha": 1,
    "beta": 1,
}
"""For each argument but p and unit, a value that nobody refuses."""

ARGUMENTS = [
    (function, name)
    for function in (
        *(pmf_from_counts, *TAKES_N[:2], binomial_pmf, log_binomial_pmf, beta_binomial_pmf),
        log_beta_binomial_pmf,
        *(*TAKES_ONE_PMF, *TAKES_TWO_PMFS, kl_from_binomial),
    )
    for name in inspect.signature(function).parameters
    if name != "unit"
]


@pytest.mark.parametrize(("function", "argument"), ARGUMENTS)
def test_a_refusal_begins_with_the_name_of_the_argument(function, argument):
    names = {name for name in inspect.signature(function).parameters if name != "unit"}
    names -= {"q" if argument == "log_q" else "log_q"}
    values = {name: GOOD.get(name, HALVES) for name in names}
    function(**values)
    with pytest.raises(TypeError, match=rf"^{argument} must hold numbers, not 'x'$"):
        function(**values | {argument: "x"})


DIVIDE = "; divide them by their sum if only their ratios are meant"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: beta_binomial_pmf(-1, 1, 1), "n_trials is -1; it must be from 0 to 1000000"),
        (
            lambda: beta_binomial_pmf(10**6 + 1, 1, 1),
            "n_trials is 1000001; it must be from 0 to 1000000",
        ),
        (lambda: beta_binomial_pmf(1, 0, 1), "alpha is 0; it must be above 0"),
        (lambda: beta_binomial_pmf(1, 1, -2), "beta is -2; it must be above 0"),
        (lambda: fit_binomial([1]), "pmf has one outcome only, so there is no trial to fit p to"),
        (
            lambda: kl_divergence([1.5, 0], HALVES),
            "p[0] = 1.5 is above 1; a probability is 1 at most",
        ),
        (
            lambda: kl_divergence([0.2, 0.3, 0.5], HALVES),
            "p has 3 outcomes and q has 2; both must list the same outcomes",
        ),
        (
            lambda: kl_divergence([0.5, 0.4], HALVES),
            "the probabilities of p add up to 0.9, not 1" + DIVIDE,
        ),
        (lambda: mean([0.5, 0.4]), "the probabilities of pmf add up to 0.9, not 1" + DIVIDE),
        (
            lambda: kl_divergence(HALVES, log_q=[-1, -1]),
            "the probabilities of exp(log_q) add up to 0.7357588823, not 1" + DIVIDE,
        ),
        (
            lambda: kl_divergence(HALVES, log_q=[0.1, -3]),
            "log_q[0] = 0.1 is above 0; no probability is above 1",
        ),
        (
            lambda: kl_divergence(HALVES, log_q=[np.nan, 0]),
            "log_q[0] = nan is not the logarithm of a probability",
        ),
        (
            lambda: kl_divergence(HALVES, log_q=[0]),
            "p has 2 outcomes and log_q has 1; both must list the same outcomes",
        ),
    ],
    ids=itertools.count(),
)
def test_a_refusal_says_what_is_wrong(call, words):
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        call()


def test_every_public_function_is_attacked():
    public = {
        function
        for module in (models, divergence)
        for name, function in vars(module).items()
        if callable(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
    }
    attacked = {*TAKES_ONE_PMF, *TAKES_TWO_PMFS, pmf_from_counts, *TAKES_N[:2]}
    assert public == attacked | {
        binomial_pmf,
        log_binomial_pmf,
        beta_binomial_pmf,
        log_beta_binomial_pmf,
        kl_from_binomial,
    }


@pytest.mark.parametrize("function", TAKES_A_PAIR)
def test_the_model_is_given_once(function):
    for model in ({}, {"q": HALVES, "log_q": np.log(HALVES)}):
        with pytest.raises(TypeError, match="give the model as q or as log_q: one of the two"):
            function(HALVES, **model)


# Labels


COUNTED = pd.Series([4, 5, 3, 4, 4, 3]).value_counts()
"""Teeth of six worms, the most frequent number first: 4, 3, 5."""


def test_labels_that_are_not_the_places_are_refused():
    assert_refused(pmf_from_counts, COUNTED, ValueError, "counts is labelled [4, 3, 5]", "order")
    shuffled = pd.Series([0.25, 0.75], index=[1, 0])
    assert_all_refuse(TAKES_A_PMF, shuffled, ValueError, "is labelled [1, 0]", ".to_numpy()")
    named = pd.DataFrame([HALVES], columns=["heads", "tails"])
    assert_all_refuse(TAKES_A_PMF[6:], named, ValueError, "is labelled ['heads', 'tails']")
    logs = pd.Series(np.log(HALVES), index=[1, 0])
    assert_all_refuse(TAKES_LOGARITHMS, logs, ValueError, "log_q is labelled [1, 0]")


def test_labels_that_are_the_places_are_welcome():
    in_order = COUNTED.reindex(range(6), fill_value=0)
    assert pmf_from_counts(in_order).tolist() == [0, 0, 0, 2 / 6, 3 / 6, 1 / 6]
    assert kl_divergence(HALVES, pd.DataFrame([HALVES] * 2, index=["a", "b"])).tolist() == [0, 0]
    assert binomial_pmf(1, pd.Series([0.25, 0.5], index=[7, 3])).tolist() == [[0.75, 0.25], HALVES]


# Precision


def softmax(scores):
    """Turn scores into probabilities, in the precision in which they come."""
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@given(st.sampled_from([2, 11, 1000, 50_000]), st.floats(0.1, 8), st.integers(0, 99))
def test_single_precision_is_precise_enough(n_outcomes, spread, seed):
    scores = np.random.default_rng(seed).normal(0, spread, n_outcomes).astype(np.float32)
    log_q = scores - scores.max() - np.log(np.exp(scores - scores.max()).sum())
    p = softmax(scores)
    assert p.dtype == log_q.dtype == np.float32
    assert kl_divergence(p, p) == 0
    assert kl_divergence(p, log_q=log_q) == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(
    ("dtype", "off"), [(float, 2e-8), (np.float32, 1e-5), (np.float16, 2e-2), (np.longdouble, 2e-8)]
)
def test_a_slip_is_no_rounding_in_any_precision(dtype, off):
    pmf = np.array([0.5, 0.5 + off], dtype=dtype)
    assert_all_refuse(TAKES_A_PMF, pmf, ValueError, "add up to 1.0", "divide them by their sum")


# Underflow


def test_who_has_numpy_raise_every_error_gets_the_same_answers():
    rare = [5e-324, 1e-200, 0.5, 0.5]
    calls = [
        lambda: binomial_pmf(2000, [0.001, 0.5]),
        lambda: beta_binomial_pmf(2000, 1, 1e5),
        lambda: pmf_from_counts([1, 8e307]),
        lambda: [f(rare) for f in (mean, variance, fit_binomial, entropy)],
        lambda: fit_beta_binomial([0.5, 1e-200, 5e-324, 0.5 - 1e-3, 1e-3]),
        lambda: [f(rare, rare[::-1]) for f in TAKES_TWO_PMFS],
        lambda: [f(rare, rare[::-1], "bits") for f in TAKES_A_PAIR],
        lambda: [f(HALVES, log_q=[0, -800], unit="bits") for f in TAKES_A_PAIR],
        lambda: kl_from_binomial(rare, [0, 5e-324, 1e-200, 1]),
        lambda: [mean(np.array([1, "1e-4000"], dtype=np.longdouble))],
        lambda: lengths.length_density([1e-200, 1]),
        lambda: [lengths.length_probability(1e-200, 1)],
    ]
    for call in calls:
        with np.errstate(all="raise"):
            strict = call()
        for one, other in zip(strict, call(), strict=True):
            np.testing.assert_array_equal(one, other)


@given(
    npst.arrays(float, 5, elements=st.sampled_from([0.0, 0.25, 1e-300, 3.0])),
    npst.arrays(float, 5, elements=st.sampled_from([-np.inf, -2.0, 0.0, 1e300, np.inf])),
)
def test_a_weight_of_zero_gives_zero(weights, values):
    expected = [w * v if w else 0 for w, v in zip(weights, values, strict=True)]
    assert np.array_equal(weighted(weights, values), expected, equal_nan=True)


def test_weights_and_values_of_other_shapes():
    assert weighted(0.0, -np.inf) == 0
    assert weighted(2.0, np.array(3.0)) == 6
    assert weighted(np.arange(2), np.array([[-np.inf], [3.0]])).tolist() == [[0, -np.inf], [0, 3]]


@pytest.mark.parametrize("values", [np.array(0.5), np.float64(0.5), 0.5])
def test_one_number_becomes_pythons_own(values):
    assert type(float_or_array(values)) is float
    assert float_or_array(np.array([0.5])).tolist() == [0.5]
