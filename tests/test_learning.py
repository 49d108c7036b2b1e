"""Softmax and gradient descent against scipy, numerical slopes and numbers by mpmath."""

import math

import numpy as np
import pytest
from distributions import pmfs
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.optimize import approx_fprime
from scipy.special import log_softmax as scipys_log_softmax
from scipy.special import rel_entr
from scipy.special import softmax as scipys_softmax
from test_validation import ANYTHING, NOT_NUMBERS, assert_answers_or_refuses, assert_refused

from kl_helpers.divergence import kl_divergence
from kl_helpers.learning import gradient_descent, log_softmax, softmax

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
HALVES = [0.5, 0.5]
LOGITS = npst.arrays(float, st.integers(1, 12), elements=st.floats(-50, 50))

PATHS = {
    1: [0.115020250399115, 0.0971183866991774, 0.0293726667692748, 0.00206067770114557],
    10: [0.0110612882582543, 0.00391009440313012, 2.61512665304406e-5, 1.29319352133632e-11],
    14: [0.0139988925851525, 0.00787541175303281, 0.0194236007041485, 0.0467216896904043],
}
"""KL after 1, 2, 10 and 40 steps from eleven zeros, by learning rate: mpmath, 40 digits."""


@given(LOGITS)
def test_equals_scipy(logits):
    np.testing.assert_allclose(softmax(logits), scipys_softmax(logits), rtol=1e-12)
    np.testing.assert_allclose(log_softmax(logits), scipys_log_softmax(logits), atol=1e-12)


@given(LOGITS, st.floats(-1000, 1000))
def test_what_is_added_to_all_changes_nothing(logits, number):
    np.testing.assert_allclose(softmax(logits + number), softmax(logits), rtol=1e-9)


def test_by_hand():
    assert softmax([0, 0, 0, 0]).tolist() == [0.25] * 4
    assert softmax(np.log([1, 2, 5])).tolist() == pytest.approx([1 / 8, 2 / 8, 5 / 8])
    assert softmax([3]).tolist() == [1]
    assert softmax([[0, 0], [0, math.log(3)]]).ravel().tolist() == pytest.approx(
        [0.5, 0.5, 0.25, 0.75]
    )


def test_logits_that_no_exponential_can_hold():
    assert softmax([10_000, 10_000]).tolist() == HALVES
    assert softmax([10_000, 0]).tolist() == [1, 0]
    assert log_softmax([10_000, 0]).tolist() == [0, -10_000]
    assert kl_divergence(HALVES, log_q=log_softmax([10_000, 0])) == pytest.approx(
        5000 - math.log(2)
    )


@given(pmfs(), st.data())
def test_divergence_equals_scipys(pmf, data):
    logits = data.draw(npst.arrays(float, pmf.size, elements=st.floats(-50, 50)))
    expected = rel_entr(pmf, scipys_softmax(logits)).sum()
    assert kl_divergence(pmf, log_q=log_softmax(logits)) == pytest.approx(
        expected, rel=1e-9, abs=1e-12
    )


def test_a_row_for_each_model():
    rows = np.array([[0, 0], [1, 2]])
    assert type(kl_divergence(HALVES, log_q=log_softmax(rows[0]))) is float
    assert kl_divergence(HALVES, log_q=log_softmax(rows)).tolist() == [
        kl_divergence(HALVES, log_q=log_softmax(row)) for row in rows
    ]


def test_logits_of_the_data_lose_nothing():
    assert kl_divergence(WORMS, log_q=log_softmax(np.log(WORMS))) == pytest.approx(0, abs=1e-15)
    assert kl_divergence(WORMS, log_q=log_softmax(np.log(WORMS))) >= 0


@given(pmfs(), st.data())
def test_a_step_goes_down_the_numerical_slope(pmf, data):
    logits = data.draw(npst.arrays(float, pmf.size, elements=st.floats(-3, 3)))
    slope = approx_fprime(logits, lambda z: rel_entr(pmf, scipys_softmax(z)).sum(), 1e-7)
    start, after = gradient_descent(pmf, logits, 0.5, 1)
    assert start.tolist() == logits.tolist()
    np.testing.assert_allclose(after, logits - 0.5 * slope, atol=1e-5)


@pytest.mark.parametrize("rate", PATHS)
def test_the_worms_are_learnt_as_fast_as_mpmath_says(rate):
    path = gradient_descent(WORMS, np.zeros(11), rate, 40)
    assert path.shape == (41, 11)
    learnt = kl_divergence(WORMS, log_q=log_softmax(path[[1, 2, 10, 40]]))
    np.testing.assert_allclose(learnt, PATHS[rate], rtol=1e-9, atol=1e-14)


def test_no_step_is_the_start():
    assert gradient_descent(HALVES, [1, 2], 3, 0).tolist() == [[1, 2]]


def test_arguments_stay_as_they_are():
    logits = np.zeros(2)
    path = gradient_descent([0.75, 0.25], logits, 1, 3)
    assert logits.tolist() == [0, 0]
    assert not np.shares_memory(path, logits)


REFUSED = [
    (lambda: softmax([]), "logits is empty"),
    (lambda: softmax(3), r"logits must have 1 or 2 axes, but their shape is \(\)"),
    (lambda: softmax([[[1]]]), r"but their shape is \(1, 1, 1\)"),
    (lambda: softmax([0, np.inf]), r"logits\[1\] = inf is not a finite number"),
    (lambda: log_softmax([1e308, -1e308]), "the distance between two logits is more than a float"),
    (lambda: gradient_descent([0.5, 0.4], [0, 0], 1, 1), "of pmf add up to 0.9, not 1"),
    (lambda: gradient_descent(HALVES, [0, 0, 0], 1, 1), "pmf has 2 outcomes and there are 3"),
    (lambda: gradient_descent(HALVES, [[0, 0]], 1, 1), "logits must be one list of numbers"),
    (lambda: gradient_descent(HALVES, [0, 0], 0, 1), "learning_rate is 0; it must be above 0"),
    (lambda: gradient_descent(HALVES, [0, 0], -1, 1), "learning_rate is -1; it must be above 0"),
    (
        lambda: gradient_descent(HALVES, [0, 0], 1, -1),
        "n_steps is -1; it must be from 0 to 24999999",
    ),
    (lambda: gradient_descent(HALVES, [0, 0], 1, 0.5), "n_steps is 0.5, which is not a whole"),
    (lambda: gradient_descent([1, 0], [1e308, 1.1e308], 1e308, 1), "a logit on the way is more"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


TAKES_ANYTHING = [
    softmax,
    log_softmax,
    lambda values: gradient_descent(values, [0, 0], 1, 1),
    lambda values: gradient_descent(HALVES, values, 1, 1),
    lambda values: gradient_descent(HALVES, [0, 0], values, 1),
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
