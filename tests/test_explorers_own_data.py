"""Explorers of a reader's own data: their names, their legends, and stops beside the best p."""

import re
import warnings

import numpy as np
import pytest
from explorer_views import unpacked

from kl_helpers import explorers
from kl_helpers.own_data import read_data

OF_DATA = [
    explorers.binomial_vs_data,
    explorers.kl_breakdown,
    explorers.kl_curve,
    explorers.both_directions,
    explorers.beta_binomial_model,
    explorers.mixture_model,
    explorers.gradient_descent,
    explorers.messages,
]
ON_AN_AXIS = [explorer for explorer in OF_DATA if explorer is not explorers.messages]
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


@pytest.mark.parametrize("explorer", OF_DATA)
def test_the_browser_says_what_python_says(explorer):
    colours = read_data(counts={"red": 3, "green": 5, "blue": 2}, name="sweets")
    opened = explorer(colours, "sweets")
    sentences = [sentence for _, _, sentence in unpacked(opened)["frames"]]
    assert opened.frame.sentence in sentences


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


ANSWERS = read_data(counts={"never": 4, "some <b>": 9, "daily": 3}, name="answers")
GAMES = read_data(counts={5: 4, 6: 9, 7: 3}, largest=7, name="games")
COLOURS = read_data(counts={"红": 4, "蓝": 9, "🐛": 3}, name="颜色")
PLAIN = [4 / 16, 9 / 16, 3 / 16]


def numbers(text):
    return re.findall(r"\d+\.\d+|infinity", text)


def ticks(explorer):
    axes = explorer.picture.figures[0].axes[0]
    return [label.get_text() for label in axes.get_xticklabels()]


@pytest.mark.parametrize("explorer", OF_DATA)
@pytest.mark.parametrize("data", [ANSWERS, COLOURS], ids=["answers", "colours"])
def test_names_change_no_number(explorer, data):
    named, plain = explorer(data).frame, explorer(PLAIN).frame
    assert numbers(named.sentence) == numbers(plain.sentence)
    assert data.name in named.alt + named.sentence
    counts = explorer is not explorers.gradient_descent  # softmax asks for no order
    assert ("takes the names for 0, 1, 2" in named.sentence) == counts


@pytest.mark.parametrize("explorer", ON_AN_AXIS)
def test_outcomes_stand_at_the_axis_as_they_are_called(explorer):
    assert ticks(explorer(ANSWERS)) == ["never", "some <b>", "daily"]
    assert ticks(explorer(GAMES)) == ["5", "6", "7"]
    assert ticks(explorer(PLAIN)) == ["0", "1", "2"]


@pytest.mark.parametrize("explorer", ON_AN_AXIS)
def test_letters_that_matplotlib_lacks_stand_in_the_legend(explorer):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # matplotlib's, of a letter without a glyph
        opened = explorer(COLOURS)
        opened.picture.png(*opened.start)
    assert ticks(opened) == ["0", "1", "2"]
    assert "0 = 红, 1 = 蓝, 2 = 🐛" in [label for _, label in opened.picture.swatches]


def test_words_call_outcomes_by_their_names():
    frame = explorers.kl_breakdown(ANSWERS).picture.frame(15 / 32)  # where its sum is lowest
    assert "of outcome some &lt;b&gt;: 0.0685" in frame.sentence  # 9/16 ln(9/16 / 0.498)
    assert "lead down, at never, daily;" in frame.alt
    assert "peak at never" in explorers.binomial_vs_data(ANSWERS).frame.alt
    assert "that of outcome some &lt;b&gt;." in explorers.gradient_descent(ANSWERS).frame.sentence
    first = explorers.messages(ANSWERS).frame.sentence
    assert re.search(r"from the answers \((never|some &lt;b&gt;|daily)\)", first)


def test_numbers_that_begin_later_are_counted_from_there():
    frame = explorers.binomial_vs_data(GAMES).frame
    assert "mean 5 + np = 5.60" in frame.sentence  # 5 + 2 × 0.3
    assert "the games have 5.94 and 0.43" in frame.sentence  # (4 × 5 + 9 × 6 + 3 × 7) / 16
    assert frame.sentence.endswith("The model counts from 5 on.")
    assert "peak at 5" in frame.alt
    assert "lead down, at 5, 7;" in explorers.kl_breakdown(GAMES).picture.frame(15 / 32).alt


@pytest.mark.parametrize("explorer", [explorers.kl_breakdown, explorers.kl_curve])
def test_two_and_three_hundred_outcomes(explorer):
    assert "nats" in explorer(read_data(counts={"heads": 3, "tails": 9})).frame.sentence
    many = read_data(counts={f"n{i}": 1 + i % 7 for i in range(300)}, drop=[])
    opened = explorer(many)
    assert "run into each other" in opened.frame.sentence
    assert opened.picture.figures[0].axes[0].get_xlabel() == "outcome, by its place in the data"


@pytest.mark.parametrize("explorer", OF_DATA)
def test_more_than_can_be_drawn_is_refused(explorer):
    with pytest.raises(ValueError, match="301 outcomes, and an explorer draws 300 at most"):
        explorer(np.full(301, 1 / 301))


@pytest.mark.parametrize("explorer", [explorers.kl_breakdown, explorers.kl_curve])
def test_a_hundred_thousand_observations_are_no_more_than_their_counts(explorer):
    seen = np.random.default_rng(1).binomial(12, 0.3, size=100_000)
    counted = np.bincount(seen, minlength=13) / 100_000
    of_data = explorer(read_data(observations=seen, largest=12, name="data")).frame
    assert of_data.sentence == explorer(counted).frame.sentence
