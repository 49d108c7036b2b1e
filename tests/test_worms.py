"""The data, and the numbers that the curriculum says the reader arrives at."""

import numpy as np
import pytest

from kl_helpers.divergence import kl_divergence, kl_from_binomial, kl_terms
from kl_helpers.models import (
    beta_binomial_pmf,
    binomial_pmf,
    fit_beta_binomial,
    fit_binomial,
    mean,
    uniform_pmf,
    variance,
)
from kl_helpers.worms import TEETH_COUNTS, teeth_distribution

P = np.arange(1, 100) / 100


def test_hundred_worms_with_0_to_10_teeth():
    assert TEETH_COUNTS.tolist() == [2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]
    assert TEETH_COUNTS.sum() == 100


def test_data_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        TEETH_COUNTS[0] = 3
    teeth_distribution()[0] = 1
    assert teeth_distribution()[0] == 0.02


def test_shares_add_up_to_one():
    assert teeth_distribution().sum() == pytest.approx(1, abs=1e-15)


def test_eleven_outcomes_are_ten_trials():
    worms = teeth_distribution()
    assert worms.size == 11
    assert uniform_pmf(worms.size)[0] == pytest.approx(0.0909, abs=5e-5)
    assert fit_binomial(worms) == pytest.approx(0.544, abs=1e-15)


def test_mean_and_variances():
    worms = teeth_distribution()
    assert mean(worms) == pytest.approx(5.44, abs=1e-14)
    assert variance(worms) == pytest.approx(6.33, abs=5e-3)
    assert variance(binomial_pmf(10, 0.544)) == pytest.approx(2.48, abs=5e-3)


def test_divergences_of_the_story():
    worms = teeth_distribution()
    assert kl_divergence(worms, uniform_pmf(11)) == pytest.approx(0.1367, abs=5e-5)
    assert kl_divergence(worms, binomial_pmf(10, 0.544)) == pytest.approx(0.4273, abs=5e-5)


def test_step_to_either_side_is_worse():
    worms = teeth_distribution()
    best = kl_from_binomial(worms, 0.544)
    for step in (1e-6, 1e-3, 0.1, 0.4):
        assert kl_from_binomial(worms, 0.544 - step) > best
        assert kl_from_binomial(worms, 0.544 + step) > best


def test_no_binomial_beats_the_uniform():
    assert kl_from_binomial(teeth_distribution(), P).min() > 0.1367 + 0.29


def test_worms_with_ten_teeth_supply_more_than_half():
    terms = kl_terms(teeth_distribution(), binomial_pmf(10, 0.544))
    assert terms[10] > 0.5 * terms.sum()


def test_other_direction_has_another_best_p():
    backwards = kl_divergence(binomial_pmf(10, P), teeth_distribution())
    assert abs(P[backwards.argmin()] - 0.544) > 0.02


def test_two_numbers_beat_the_uniform():
    model = beta_binomial_pmf(10, *fit_beta_binomial(teeth_distribution()))
    assert kl_divergence(teeth_distribution(), model) < 0.1367
