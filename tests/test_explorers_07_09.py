"""The two humps of notebook 07 and the code lengths of 09, against scipy and by hand."""

import re

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import rel_entr
from scipy.stats import binom, entropy

from kl_helpers import explorers
from kl_helpers.explorer import as_plain_text

TEETH = np.arange(11)
WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
TWO_HUMPS = 0.6 * binom.pmf(TEETH, 10, 0.2) + 0.4 * binom.pmf(TEETH, 10, 0.8)


def reverse(p):
    return rel_entr(binom.pmf(TEETH, 10, p), TWO_HUMPS).sum()


def sentence(picture, *values):
    return as_plain_text(picture.frame(*values).sentence)


@pytest.fixture(scope="module")
def two_humps():
    return explorers.both_directions(TWO_HUMPS, "two-humped worms")


def test_each_hump_has_a_lowest_point_of_the_reverse_direction(two_humps):
    halves = [(0, 0.5), (0.5, 1)]
    expected = [minimize_scalar(reverse, bounds=half, method="bounded").x for half in halves]
    lows = two_humps.picture.lows_reverse
    assert lows == pytest.approx(expected, abs=6e-4)
    assert set(lows) <= set(two_humps.controls[0].values)
    low, not_so_low = lows
    assert "0.4683 nats (its lowest)" in sentence(two_humps.picture, low)
    words = "0.8425 nats (lower than all around, but not its lowest)"
    assert words in sentence(two_humps.picture, not_so_low)
    assert reverse(expected[0]) == pytest.approx(0.4683, abs=5e-5)
    assert reverse(expected[1]) == pytest.approx(0.8425, abs=5e-5)


def test_between_the_humps_only_the_forward_direction_is_low(two_humps):
    best = two_humps.picture.best_forward
    assert best == pytest.approx(0.6 * 0.2 + 0.4 * 0.8)
    assert sentence(two_humps.picture, best).count("its lowest") == 1
    assert "KL(P‖Q) = 1.2264 nats (its lowest)" in sentence(two_humps.picture, best)


def test_every_lowest_point_is_hidden_until_it_is_found(two_humps):
    marks = [dict(hidden.found) for hidden in two_humps.picture.hidden if hidden.found]
    assert len(marks) == 3
    assert all(mark[0] in two_humps.controls[0].values for mark in marks)


def test_data_with_gaps_have_their_lowest_points_at_the_ends():
    assert explorers.both_directions([0.5, 0, 0.5]).picture.lows_reverse.tolist() == [0, 1]
    never = explorers.both_directions([0, 0, 1, 0, 0]).picture
    assert never.lows_reverse.size == 0
    assert "KL(Q‖P) = infinity." in sentence(never, 0.5)


@pytest.fixture(scope="module")
def code_lengths():
    return explorers.code_lengths()


@pytest.mark.parametrize("k", range(11))
def test_code_lengths_are_surprises(code_lengths, k):
    own, other = -np.log2(WORMS[k]), -binom.logpmf(k, 10, 0.544) / np.log(2)
    frame = code_lengths.picture.frame(k)
    shown = [float(x) for x in re.findall(r"(\d+\.\d{3}) bits<", frame.sentence)]
    assert shown == pytest.approx([own, other], abs=5.1e-4)
    assert ("is hatched on top" in frame.alt) == (other > own)
    averages = entropy(WORMS, base=2), WORMS @ -binom.logpmf(TEETH, 10, 0.544) / np.log(2)
    assert f"worms: {averages[0]:.3f} and {averages[1]:.3f} bits." in frame.sentence


def test_areas_of_the_blocks_are_the_averages(code_lengths):
    right = code_lengths.picture.figures[1].axes[0]
    areas = {}
    for block in right.patches:
        look = block.get_hatch() or {":": "saved", "dotted": "saved"}.get(block.get_linestyle())
        areas[look] = areas.get(look, 0) + block.get_width() * block.get_height()
    outline = code_lengths.picture.outline
    both = areas[None] - outline.get_width() * outline.get_height()
    own, other = entropy(WORMS, base=2), WORMS @ -binom.logpmf(TEETH, 10, 0.544) / np.log(2)
    assert both + areas["/////"] == pytest.approx(other)
    assert both + areas["saved"] == pytest.approx(own)


def test_the_binomials_code_is_hidden_until_k_is_chosen(code_lengths):
    found = [hidden.found[0] for hidden in code_lengths.picture.hidden]
    assert {k: found.count(k) for k in found} == dict.fromkeys(range(11), 3)


def test_a_whole_stop_stays_a_whole_number():
    explorer = explorers.code_lengths()
    explorer.values = [10.0]
    assert explorer.frame.sentence.startswith("k = 10, 7 worms of 100.")
