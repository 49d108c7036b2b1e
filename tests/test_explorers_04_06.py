"""Every stop of the explorers of notebooks 04 and 06, checked against scipy."""

import math

import numpy as np
import pytest
from explorer_views import alt, has_colour_at, move, picture, seen, sentence
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers import explorers, style

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
OUTCOMES = np.arange(11)
UNIFORM = 0.1367
STEPS = sorted({*(np.arange(1, 100) / 100).tolist(), 0.544})
OTHERS = [0.5, 0.125, 0.375]
"""Data of someone else: three outcomes with mean 0.875, so the best p is 0.4375."""


def opened(explorer):
    explorer.prepare()
    return explorer


@pytest.fixture(scope="module")
def factors():
    return opened(explorers.binomial_factors())


@pytest.fixture(scope="module")
def against_worms():
    return opened(explorers.binomial_vs_data())


@pytest.fixture(scope="module")
def curve():
    return opened(explorers.kl_curve())


def stops(explorer):
    return [[value for _, value in slider.options] for slider in explorer.sliders]


def number(text):
    """Read a number as the sentences write it."""
    for digit, raised in zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True):
        text = text.replace(raised, digit)
    return float(text.replace("−", "-").replace(",", "").replace(" × 10", "e"))


def between(text, start, end):
    return text.split(start, 1)[1].split(end, 1)[0]


def kl_from_worms(p):
    return rel_entr(WORMS, binom.pmf(OUTCOMES, 10, p)).sum()


# Notebook 04: the factors


def test_factors_have_these_stops(factors):
    k, p = stops(factors)
    assert k == list(range(11))
    assert 0.544 in p
    assert factors.values == (5, 0.5)


def test_factors_and_product_at_every_stop(factors):
    k_stops, p_stops = stops(factors)
    for i, k in enumerate(k_stops):
        for j, p in enumerate(p_stops):
            text = sentence(move(factors, i, j))
            text = text.replace(" way ", " ways ")
            assert text.startswith(f"k = {k}, p = {p:.4g}: {math.comb(10, k)} ways × ")
            product = number(between(text, " = ", ", the probability").split(" = ")[-1])
            assert product == pytest.approx(binom.pmf(k, 10, p), rel=6e-4, abs=5.1e-5)
            powers = text.split(" ways × ")[1].rsplit(" = ", 1)[0]
            first, second = (number(part) for part in _two_factors(powers))
            assert first == pytest.approx(p**k, rel=6e-4, abs=5.1e-5)
            assert second == pytest.approx((1 - p) ** (10 - k), rel=6e-4, abs=5.1e-5)


def _two_factors(text):
    """Split a product whose factors may themselves hold "× 10"."""
    for i in range(len(text)):
        if text[i : i + 3] == " × " and not text[i:].startswith(" × 10"):
            return text[:i], text[i + 3 :]
    raise AssertionError(text)


def test_factors_ring_the_chosen_k(factors):
    k, p = stops(factors)
    axes = factors.picture.figure.axes[1]
    for i, j in ((0, 0), (5, 5), (9, 10)):
        page = move(factors, i, j)
        assert f"with k = {k[i]} ringed" in alt(page)
        height = binom.pmf(k[i], 10, p[j])
        assert height < 0.65
        assert has_colour_at(picture(page), axes, (k[i], height), style.MODEL)
        assert has_colour_at(picture(page), axes, (k[i], height), style.INK, reach=14)


def test_factors_as_bars(factors):
    k_stops, p_stops = stops(factors)
    axes = factors.picture.figure.axes[0]
    colours = [style.UNCERTAIN, style.HIGHLIGHT, style.SECOND_MODEL, style.MODEL]
    for i, j in ((1, 0), (5, 5), (9, 10), (3, 6)):
        k, p = k_stops[i], p_stops[j]
        image = picture(move(factors, i, j))
        parts = [math.comb(10, k), p**k, (1 - p) ** (10 - k), binom.pmf(k, 10, p)]
        for row, (part, colour) in enumerate(zip(parts, colours, strict=True)):
            end = math.log10(part)
            step = math.copysign(0.6, end)
            assert has_colour_at(image, axes, (end / 2, row), colour)
            assert not has_colour_at(image, axes, (end + step, row), colour)


def test_factors_for_another_number_of_trials():
    explorer = opened(explorers.binomial_factors(4))
    assert stops(explorer)[0] == [0, 1, 2, 3, 4]
    assert "6 ways × 0.2500 × 0.2500 = 0.3750" in sentence(seen(explorer))
    assert "successes in 4 trials" in sentence(seen(explorer))


# Notebook 04: one trial


def test_variance_of_one_trial_at_every_stop():
    explorer = opened(explorers.bernoulli_variance())
    (p_stops,) = stops(explorer)
    assert p_stops == pytest.approx(np.arange(51) / 50)
    for i, p in enumerate(p_stops):
        page = move(explorer, i)
        assert f" = {p * (1 - p):.4f}." in sentence(page)
        assert f"{p:.2f} and none with {1 - p:.2f}" in sentence(page)
        axes = explorer.picture.figure.axes[1]
        assert has_colour_at(picture(page), axes, (p, p * (1 - p)), style.MODEL)


@pytest.mark.parametrize(
    ("index", "place"), [(0, "foot"), (10, "rising"), (25, "top"), (40, "falling"), (50, "foot")]
)
def test_variance_of_one_trial_in_words(index, place):
    explorer = opened(explorers.bernoulli_variance())
    assert place in alt(move(explorer, index)).rsplit("marker stands", 1)[1]


# Notebook 04: against the worms


def test_p_runs_in_steps_with_the_best_among_them(against_worms, curve):
    for explorer in (against_worms, curve):
        assert stops(explorer)[0] == pytest.approx(STEPS, abs=1e-12)
        assert explorer.values == (0.3,)
        assert explorer.sliders[0].options[54][0] == "0.544"


def test_mean_variance_and_divergence_at_every_stop(against_worms):
    for i, p in enumerate(STEPS):
        text = sentence(move(against_worms, i))
        assert f"p = {p:.4g}: the model has mean np = {10 * p:.2f}" in text
        assert f"variance np(1 − p) = {10 * p * (1 - p):.2f}" in text
        assert "the worms have 5.44 and 6.33" in text
        kl = number(between(text, "binomial) = ", " nats"))
        assert kl == pytest.approx(kl_from_worms(p), abs=5.1e-5)


@pytest.mark.parametrize("name", ["against_worms", "curve"])
def test_diamonds_of_the_model_at_every_stop(name, request):
    explorer = request.getfixturevalue(name)
    axes, top = explorer.picture.figure.axes[0], explorer.picture.top
    for i, p in enumerate(STEPS):
        image = picture(move(explorer, i))
        for k, height in enumerate(binom.pmf(OUTCOMES, 10, p)):
            place = height if height <= top else 0.97 * top
            assert has_colour_at(image, axes, (k, place), style.MODEL)


def test_mean_and_spread_of_the_model_at_every_stop(against_worms):
    axes, top = against_worms.picture.figure.axes[0], against_worms.picture.top
    for i, p in enumerate(STEPS):
        image = picture(move(against_worms, i))
        spread = math.sqrt(10 * p * (1 - p))
        for x in (10 * p - spread, 10 * p, 10 * p + spread):
            assert has_colour_at(image, axes, (x, 0.88 * top), style.MODEL)


def test_words_for_the_picture_at_every_stop(against_worms):
    for i, p in enumerate(STEPS):
        words = alt(move(against_worms, i))
        heights = binom.pmf(OUTCOMES, 10, p)
        assert f"peak at {_mode(heights)}" in words
        width = "narrower" if 10 * p * (1 - p) < 6.33 else "wider"
        assert f"the model's {width}." in words
        over = between(words, "above the bars at ", ". Two")
        assert _outcomes(over) == np.flatnonzero(heights > WORMS).tolist()


def _mode(heights):
    return int(np.flatnonzero(heights > heights.max() * (1 - 1e-12))[0])


def _outcomes(text):
    """Read "0 to 2, 5" as the outcomes 0, 1, 2 and 5."""
    runs = [[int(end) for end in part.split(" to ")] for part in text.split(", ")]
    return [k for run in runs for k in range(run[0], run[-1] + 1)]


# Notebook 06: the curve


def test_divergence_and_its_distance_from_the_best_at_every_stop(curve):
    best = kl_from_worms(0.544)
    for i, p in enumerate(STEPS):
        text = sentence(move(curve, i))
        assert number(between(text, "binomial) = ", " nats")) == pytest.approx(
            kl_from_worms(p), abs=5.1e-5
        )
        assert text.endswith(f"KL(worms ‖ uniform) = {UNIFORM:.4f} nats.")
        if p == 0.544:
            assert "nats, the lowest of all p. " in text
        else:
            more = number(between(text, "nats, ", " more than at p = 0.544"))
            assert more == pytest.approx(kl_from_worms(p) - best, rel=6e-4, abs=5.1e-5)


def test_marker_on_the_curve_at_every_stop(curve):
    axes = curve.picture.figure.axes[1]
    for i, p in enumerate(STEPS):
        page = move(curve, i)
        assert has_colour_at(picture(page), axes, (p, kl_from_worms(p)), style.MODEL)
        side = "at" if p == 0.544 else "left of" if p < 0.544 else "right of"
        assert f"the marker is {side} its lowest point" in alt(page)


def test_uniform_line_runs_below_the_whole_curve(curve):
    page = move(curve, 54)
    assert "runs below the whole curve" in alt(page)
    axes = curve.picture.figure.axes[1]
    assert has_colour_at(picture(page), axes, (0.544, UNIFORM), style.SECOND_MODEL, reach=8)


# Someone else's data


@pytest.mark.parametrize("name", ["moths", "<script>", 'a "b"', "$x_1", "_", "$\\foo$"])
@pytest.mark.parametrize("explorer", [explorers.binomial_vs_data, explorers.kl_curve])
def test_data_of_the_reader_under_any_name(explorer, name):
    book = explorer(OTHERS, name)
    assert 0.4375 in stops(book)[0]
    text = sentence(book._pages[(0.3,)].value)
    assert f"KL({name} ‖ binomial)" in text
    expected = rel_entr(OTHERS, binom.pmf([0, 1, 2], 2, 0.3)).sum()
    assert number(between(text, "binomial) = ", " nats")) == pytest.approx(expected, abs=5.1e-5)
    assert "<script>" not in book._pages[(0.3,)].value
    assert f"for the {name} and" in alt(book._pages[(0.3,)].value).replace(",", " and")


def test_data_that_are_a_binomial_have_a_best_p_of_zero_loss():
    book = explorers.kl_curve([0.25, 0.5, 0.25], "coins")
    page = book._page(0.5)
    assert "= 0.0000 nats, the lowest of all p" in sentence(page.value)
    assert "runs through or above part of the whole curve" in alt(page.value)


def test_p_control():
    control = explorers.p_control(WORMS)
    assert control.values == pytest.approx(STEPS)
    assert control.start == 0.3
    assert len(explorers.p_control([0.25, 0.5, 0.25]).values) == 99
    assert explorers.p_control([0.25, 0.5, 0.25], 0.4).start == 0.4
