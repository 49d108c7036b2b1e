"""Real messages: read back exactly, never shorter than the model's ideal, hardly longer."""

import math

import numpy as np
import pytest
from distributions import pmfs
from hypothesis import given
from hypothesis import strategies as st

from kl_helpers.coding import decode, encode, exact_pmf, message_lengths
from kl_helpers.models import binomial_pmf, log_binomial_pmf

HALVES = [0.5, 0.5]


@st.composite
def messages(draw):
    """Draw a model and a message of outcomes that it calls possible."""
    pmf = draw(pmfs())
    possible = np.flatnonzero(pmf).tolist()
    return pmf, draw(st.lists(st.sampled_from(possible), max_size=15))


def test_fair_coins_take_one_bit_each():
    assert encode([0, 1, 1, 0], HALVES) == "0110"
    assert encode([], HALVES) == ""
    assert decode("0110", 4, HALVES) == [0, 1, 1, 0]


def test_powers_of_two_take_their_ideal_length():
    model = [0.5, 0.25, 0.125, 0.125]
    assert encode([0], model) == "0"
    assert encode([1], model) == "10"
    assert encode([2, 3], model) == "110111"


def test_what_is_certain_takes_no_bit():
    assert encode([1] * 100, [0, 1]) == ""
    assert decode("", 100, [0, 1]) == [1] * 100


@given(messages())
def test_every_message_is_read_back(model_and_message):
    pmf, outcomes = model_and_message
    assert decode(encode(outcomes, pmf), len(outcomes), pmf) == outcomes


@given(messages(), st.text("01", max_size=5))
def test_bits_that_follow_do_not_disturb(model_and_message, more):
    pmf, outcomes = model_and_message
    assert decode(encode(outcomes, pmf) + more, len(outcomes), pmf) == outcomes


@given(messages())
def test_length_is_the_ideal_and_at_most_two_bits_more(model_and_message):
    pmf, outcomes = model_and_message
    ideal = -sum(math.log2(pmf[k]) for k in outcomes)
    assert ideal - 1e-3 <= len(encode(outcomes, pmf)) <= ideal + 2 + 1e-3


@given(messages())
def test_lengths_are_those_of_the_written_messages(model_and_message):
    pmf, outcomes = model_and_message
    ends = range(1, len(outcomes) + 1)
    expected = {n: len(encode(outcomes[:n], pmf)) for n in ends}
    assert message_lengths(outcomes, pmf, ends) == expected


def test_only_the_asked_lengths_are_measured():
    assert message_lengths([0, 1, 0, 1], HALVES, [2, 4]) == {2: 2, 4: 4}
    assert message_lengths([0], HALVES, []) == {}


def test_impossible_outcome_has_no_code():
    with pytest.raises(ValueError, match="calls outcome 2 impossible, so it has no code"):
        encode([0, 2, 1], [0.5, 0.5, 0])
    assert message_lengths([0, 2, 1], [0.5, 0.5, 0], [1, 2, 3]) == {1: 1, 2: math.inf, 3: math.inf}


def test_rare_outcome_keeps_a_code():
    model = [1 - 1e-300, 1e-300]
    bits = encode([1], model)
    assert 996 <= len(bits) <= 999
    assert decode(bits, 1, model) == [1]


def test_an_outcome_too_rare_for_a_float_keeps_a_code():
    """Its probability is 0.001^200, and 200 log2 1000 = 1993.2."""
    model = exact_pmf(log_binomial_pmf(200, 0.001))
    bits = encode([200, 0], model)
    assert 1993 <= len(bits) <= 1996
    assert decode(bits, 2, model) == [200, 0]
    assert message_lengths([200, 0], model, [1]) == {1: len(encode([200], model))}


@given(pmfs())
def test_logarithms_give_the_probabilities_back(pmf):
    with np.errstate(divide="ignore"):
        exact = exact_pmf(np.log(pmf))
    assert [float(q) for q in exact] == pytest.approx(pmf.tolist(), rel=1e-12, abs=1e-300)


def test_waste_of_a_wrong_model_is_its_divergence():
    worms = np.repeat(np.arange(11), [2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]).tolist()
    bits = len(encode(worms * 10, binomial_pmf(10, 0.544))) / 1000
    shares = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
    entropy = -(shares * np.log2(shares)).sum()
    assert bits - entropy == pytest.approx(0.4273 / math.log(2), abs=3e-3)


@pytest.mark.parametrize("outcome", [-1, 2, 0.5, math.nan])
def test_outcomes_that_are_not_on_the_list(outcome):
    with pytest.raises(ValueError, match="an outcome"):
        encode([outcome], HALVES)
    with pytest.raises(ValueError, match="an outcome"):
        message_lengths([outcome], HALVES, [1])


@pytest.mark.parametrize("outcome", ["1", None, 1j])
def test_outcomes_that_are_no_numbers(outcome):
    with pytest.raises(TypeError, match="an outcome must hold numbers"):
        encode([outcome], HALVES)


def test_true_is_no_outcome_even_after_a_one():
    with pytest.raises(TypeError, match="an outcome must hold numbers, not True"):
        encode([1, True], HALVES)


def test_longest_message_to_read():
    with pytest.raises(ValueError, match=r"length is 1000000001; it must be from 0 to 1000000000"):
        decode("", 10**9 + 1, HALVES)


def test_models_that_are_no_distribution():
    for function in (
        lambda model: encode([0], model),
        lambda model: decode("0", 1, model),
        lambda model: message_lengths([0], model, [1]),
    ):
        with pytest.raises(ValueError, match=r"add up to 0\.9, not 1"):
            function([0.5, 0.4])


def test_bits_that_are_no_bits():
    with pytest.raises(ValueError, match="bits must be zeros and ones, not '012'"):
        decode("012", 1, HALVES)
    with pytest.raises(ValueError, match=f"not '{'2' * 40}'$"):
        decode("2" * 99, 1, HALVES)


def test_length_of_the_message():
    assert decode("", 0, HALVES) == []
    with pytest.raises(ValueError, match="length is -1"):
        decode("0", -1, HALVES)


@pytest.mark.parametrize("end", [0, 4])
def test_beginnings_that_the_message_does_not_have(end):
    with pytest.raises(ValueError, match=f"an end is {end}"):
        message_lengths([0, 1, 1], HALVES, [1, end])
