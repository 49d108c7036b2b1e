"""Explorers of a reader's own data: their names, their legends, and stops beside the best p."""

import numpy as np
import pytest

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
LONGEST_NAME = "W" * 24
BESIDE_A_STEP = np.array([4, 2, 3, 3, 4, 0, 0, 2, 0, 0, 1]) / 19
"""Their best p is 57 / 190, which the computer takes for a little less than 0.3."""


@pytest.mark.parametrize("explorer", OF_DATA)
def test_data_without_a_name_are_not_called_worms(explorer):
    opened = explorer(COINS)
    frame = opened.picture.frame(*opened.values)
    assert "worm" not in frame.alt + frame.sentence
    assert "data" in frame.alt + frame.sentence


@pytest.mark.parametrize("explorer", OF_DATA)
def test_the_longest_name_leaves_the_legend_inside_the_picture(explorer):
    figure = explorer(COINS, LONGEST_NAME).picture.figure
    (legend,) = figure.legends
    box = legend.get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= figure.bbox.x1


@pytest.mark.parametrize("explorer", [explorers.kl_curve, explorers.both_directions])
def test_a_best_p_that_is_nearly_a_step_takes_its_place(explorer):
    opened = explorer(BESIDE_A_STEP)
    labels = [label for label, _ in opened.sliders[0].options]
    assert labels.count("0.3") == 1
    assert opened.values == (pytest.approx(0.3),)


def test_factors_of_thirty_trials_end_inside_the_axes():
    picture = explorers.binomial_factors(30).picture
    low, high = picture.figure.axes[0].get_xlim()
    for k, p in [(0, 0.95), (15, 0.5), (30, 0.05)]:
        picture.update(k, p)
        ends = [bar.get_width() for bar in picture.bars]
        assert low < min(ends)
        assert max(ends) < high
