"""Explorers of a reader's own data: their names, their legends, and stops beside the best p."""

import numpy as np
import pytest
from explorer_views import unpacked

from kl_helpers import explorers

OF_DATA = [
    explorers.binomial_vs_data,
    explorers.kl_breakdown,
    explorers.kl_curve,
    explorers.both_directions,
    explorers.beta_binomial_model,
    explorers.mixture_model,
    explorers.messages,
]
COINS = [0.25, 0.5, 0.25]
LONG_NAME = "W" * 60
BESIDE_A_STEP = np.array([4, 2, 3, 3, 4, 0, 0, 2, 0, 0, 1]) / 19
"""Their best p is 57 / 190, which the computer takes for a little less than 0.3."""


@pytest.mark.parametrize("explorer", OF_DATA)
def test_data_without_a_name_are_not_called_worms(explorer):
    opened = explorer(COINS)
    frame = opened.frame
    assert "worm" not in frame.alt + frame.sentence
    assert "data" in frame.alt + frame.sentence


@pytest.mark.parametrize("explorer", OF_DATA)
def test_a_long_name_is_shortened_in_the_legend_and_whole_in_the_words(explorer):
    opened = explorer(COINS, LONG_NAME)
    labels = [label for _, label in opened.picture.swatches]
    named = [label for label in labels if "WWWW" in label]
    assert all(LONG_NAME[:20] in label and label.count("W") < 24 for label in named)
    assert bool(named) == (explorer is not explorers.messages)
    assert LONG_NAME in opened.frame.sentence


@pytest.mark.parametrize("explorer", [explorers.kl_curve, explorers.both_directions])
def test_a_best_p_that_is_nearly_a_step_takes_its_place(explorer):
    opened = explorer(BESIDE_A_STEP)
    labels = unpacked(opened)["controls"][0]["labels"]
    assert labels.count("0.3") == 1
    assert opened.values == [pytest.approx(0.3)]


def test_factors_of_thirty_trials_end_inside_the_axes():
    picture = explorers.binomial_factors(30).picture
    low, high = picture.figures[0].axes[0].get_xlim()
    for k, p in [(0, 0.95), (15, 0.5), (30, 0.05)]:
        picture.update(k, p)
        ends = [bar.get_width() for bar in picture.bars]
        assert low < min(ends)
        assert max(ends) < high
