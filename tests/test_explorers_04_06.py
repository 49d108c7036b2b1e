"""Every stop of the explorers of notebooks 04 and 06, checked against scipy."""

import math

import numpy as np
import pytest
from explorer_views import as_page, has_shape_at, number, pages, seen, stops, unpacked
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers import explorers, style

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
OUTCOMES = np.arange(11)
UNIFORM = 0.1367
STEPS = sorted({*(np.arange(1, 100) / 100).tolist(), 0.544})
OTHERS = [0.5, 0.125, 0.375]
"""Data of someone else: three outcomes with mean 0.875, so the best p is 0.4375."""


@pytest.fixture(scope="module")
def factors():
    return explorers.binomial_factors()


@pytest.fixture(scope="module")
def against_worms():
    return explorers.binomial_vs_data()


@pytest.fixture(scope="module")
def curve():
    return explorers.kl_curve()


def axes_of(explorer, panel):
    return explorer.picture.figures[panel].axes[0]


def between(text, start, end):
    return text.split(start, 1)[1].split(end, 1)[0]


def kl_from_worms(p):
    return rel_entr(WORMS, binom.pmf(OUTCOMES, 10, p)).sum()


# Notebook 04: the factors


def test_factors_have_these_stops(factors):
    k, p = stops(factors)
    assert k == list(range(11))
    assert 0.544 not in p, "notebook 04 asks for it below this explorer"
    assert factors.values == [5, 0.5]


def test_factors_and_product_at_every_stop(factors):
    for (k, p), page in pages(factors):
        text = page.sentence.replace(" way ", " ways ")
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


def test_factors_ring_the_chosen_k_on_its_diamond(factors):
    axes = axes_of(factors, 1)
    for (k, p), page in pages(factors):
        assert f"with k = {k} ringed" in page.alt
        height = binom.pmf(k, 10, p)
        if height < 0.65:
            assert has_shape_at(page.panels[1], axes, (k, height), style.MODEL)
            assert has_shape_at(page.panels[1], axes, (k, height), style.INK)


def test_factors_as_bars(factors):
    axes = axes_of(factors, 0)
    colours = [style.UNCERTAIN, style.HIGHLIGHT, style.SECOND_MODEL, style.MODEL]
    for (k, p), page in pages(factors):
        parts = [math.comb(10, k), p**k, (1 - p) ** (10 - k), binom.pmf(k, 10, p)]
        for row, (part, colour) in enumerate(zip(parts, colours, strict=True)):
            end = math.log10(part)
            beyond = end + math.copysign(0.6, end)
            assert has_shape_at(page.panels[0], axes, (end, row), colour)
            assert not has_shape_at(page.panels[0], axes, (beyond, row), colour)


def test_factors_for_another_number_of_trials():
    explorer = explorers.binomial_factors(4)
    assert stops(explorer)[0] == [0, 1, 2, 3, 4]
    assert "6 ways × 0.25 × 0.25 = 0.375" in seen(explorer).sentence
    assert "successes in 4 trials" in seen(explorer).sentence


# Notebook 04: one trial


def test_variance_of_one_trial_at_every_stop():
    explorer = explorers.bernoulli_variance()
    (p_stops,) = stops(explorer)
    assert p_stops == pytest.approx(np.arange(51) / 50)
    for (p,), page in pages(explorer):
        assert f" = {p * (1 - p):.4f}." in page.sentence
        assert f"{p:.2f} and none with {1 - p:.2f}" in page.sentence
        place = (p, p * (1 - p))
        assert has_shape_at(page.panels[1], axes_of(explorer, 1), place, style.MODEL)


@pytest.mark.parametrize(("p", "height"), [(0, "0.0000"), (0.2, "0.1600"), (0.5, "0.2500")])
def test_variance_of_one_trial_in_words(p, height):
    words = explorers.bernoulli_variance().picture.alt(p)
    assert words.endswith(f"at p = {p} it stands at {height}.")


# Notebook 04: against the worms


def test_p_runs_in_steps_with_the_best_among_them(against_worms, curve):
    for explorer in (against_worms, curve):
        assert stops(explorer)[0] == pytest.approx(STEPS, abs=1e-12)
        assert explorer.values == [0.3]
        assert unpacked(explorer)["controls"][0]["labels"][54] == "0.544"


def test_mean_variance_and_divergence_at_every_stop(against_worms):
    for (p,), page in pages(against_worms):
        text = page.sentence
        assert f"p = {p:.4g}: the model has mean np = {10 * p:.2f}" in text
        assert f"variance np(1 − p) = {10 * p * (1 - p):.2f}" in text
        assert "the worms have 5.44 and 6.33" in text
        kl = number(between(text, "binomial) = ", " nats"))
        assert kl == pytest.approx(kl_from_worms(p), abs=5.1e-5)


@pytest.mark.parametrize("name", ["against_worms", "curve"])
def test_diamonds_of_the_model_at_every_stop(name, request):
    explorer = request.getfixturevalue(name)
    axes, top = axes_of(explorer, 0), explorer.picture.top
    for (p,), page in pages(explorer):
        for k, height in enumerate(binom.pmf(OUTCOMES, 10, p)):
            place = height if height <= top else 0.97 * top
            assert has_shape_at(page.panels[0], axes, (k, place), style.MODEL)
            if height < 0.8 * top:
                assert not has_shape_at(page.panels[0], axes, (k, height + 0.05 * top), style.MODEL)


def test_mean_and_spread_of_the_model_at_every_stop(against_worms):
    axes, top = axes_of(against_worms, 0), against_worms.picture.top
    for (p,), page in pages(against_worms):
        spread = math.sqrt(10 * p * (1 - p))
        for x in (10 * p - spread, 10 * p, 10 * p + spread):
            assert has_shape_at(page.panels[0], axes, (x, 0.88 * top), style.MODEL)


def test_words_for_the_picture_at_every_stop(against_worms):
    for (p,), page in pages(against_worms):
        words = page.alt
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


def test_divergence_at_every_stop(curve):
    for (p,), page in pages(curve):
        text = page.sentence
        assert number(between(text, "binomial) = ", " nats")) == pytest.approx(
            kl_from_worms(p), abs=5.1e-5
        )
        assert text.endswith(f"KL(worms ‖ uniform) = {UNIFORM:.4f} nats.")
        assert ("nats, the lowest of all p. " in text) == (p == 0.544)


def test_marker_on_the_curve_at_every_stop(curve):
    axes = axes_of(curve, 1)
    for (p,), page in pages(curve):
        assert has_shape_at(page.panels[1], axes, (p, kl_from_worms(p)), style.MODEL)
        assert not has_shape_at(page.panels[1], axes, (p, 2 * kl_from_worms(p)), style.MODEL)
        lowest = ", its lowest point" if p == 0.544 else ""
        words = f"a marker on the curve of KL over p, at {kl_from_worms(p):.4f} nats{lowest}, and"
        assert words in page.alt


def test_uniform_line(curve):
    still = unpacked(curve)["panels"][1]["still"]
    assert has_shape_at(still, axes_of(curve, 1), (0.544, UNIFORM), style.SECOND_MODEL)
    assert all(f"uniform model, at {UNIFORM:.4f} nats." in page.alt for _, page in pages(curve))


# Someone else's data


@pytest.mark.parametrize("name", ["moths", "<script>", 'a "b"', "$x_1", "_", "$\\foo$"])
@pytest.mark.parametrize("explorer", [explorers.binomial_vs_data, explorers.kl_curve])
def test_data_of_the_reader_under_any_name(explorer, name):
    opened = explorer(OTHERS, name)
    assert 0.4375 in stops(opened)[0]
    assert opened.values == [0.3]
    page = as_page(opened.frame)
    assert f"KL({name} ‖ binomial)" in page.sentence
    expected = rel_entr(OTHERS, binom.pmf([0, 1, 2], 2, 0.3)).sum()
    assert number(between(page.sentence, "binomial) = ", " nats")) == pytest.approx(
        expected, abs=5.1e-5
    )
    assert "<script>" not in opened.frame.sentence
    assert f"for the {name} and" in page.alt.replace(",", " and")


def test_data_that_are_a_binomial_have_a_best_p_of_zero_loss():
    page = as_page(explorers.kl_curve([0.25, 0.5, 0.25], "coins").picture.frame(0.5))
    assert "= 0.0000 nats, the lowest of all p" in page.sentence
    assert "the curve of KL over p, at 0.0000 nats, its lowest point, and" in page.alt
    assert "uniform model, at 0.0589 nats." in page.alt  # ln 3 - 1.5 ln 2


def test_p_control():
    control = explorers.p_control(WORMS)
    assert control.values == pytest.approx(STEPS)
    assert control.start == 0.3
    assert len(explorers.p_control([0.25, 0.5, 0.25]).values) == 99
    assert explorers.p_control([0.25, 0.5, 0.25], 0.4).start == 0.4
