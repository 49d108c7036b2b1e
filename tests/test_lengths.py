"""The density of the worms' lengths against integration by scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from kl_helpers.lengths import LONGEST, length_density, length_probability

ENDS = st.floats(-1, 3)


@given(ENDS, ENDS)
def test_probability_is_the_area_below_the_density(one, other):
    low, high = sorted((one, other))
    inside = [min(max(end, 0), LONGEST) for end in (low, high)]
    assert length_probability(low, high) == pytest.approx(quad(length_density, *inside)[0])


def test_whole_area_is_one_and_nothing_lies_outside():
    assert length_probability(0, LONGEST) == pytest.approx(1, abs=1e-15)
    assert length_probability(-5, 0) == 0
    assert length_probability(LONGEST, 9) == 0
    assert length_density([-0.1, 0, LONGEST, 2]).tolist() == [0, 0, 0, 0]


def test_peak():
    x = np.linspace(0, LONGEST, 1501)
    assert x[length_density(x).argmax()] == 1
    assert length_density(1) == pytest.approx(32 / 27)


def test_one_number_gives_a_float_and_many_an_array():
    assert type(length_density(1)) is float
    assert type(length_probability(0, 1)) is float
    assert length_density([[0.5, 1]]).shape == (1, 2)
    assert length_probability([0, 0.5], 1).tolist() == [
        length_probability(0, 1),
        length_probability(0.5, 1),
    ]


def test_what_is_refused():
    with pytest.raises(
        ValueError, match=r"^an interval ends before it begins: high must not be below low$"
    ):
        length_probability([0, 1], [1, 0.5])
    with pytest.raises(ValueError, match="x = nan is not a finite number"):
        length_density(np.nan)
    with pytest.raises(ValueError, match="low = inf is not"):
        length_probability(np.inf, 1)
    with pytest.raises(ValueError, match="high = inf is not"):
        length_probability(1, np.inf)
    with pytest.raises(TypeError, match="x must hold numbers"):
        length_density("1")
