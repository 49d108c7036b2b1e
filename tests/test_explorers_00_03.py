"""Every stop of the explorers of notebooks 00 to 03, checked against scipy."""

import itertools
import re

import numpy as np
import pytest
from explorer_views import pages, seen
from scipy.integrate import quad
from scipy.special import rel_entr
from scipy.stats import beta

from kl_helpers import explorers
from kl_helpers.lengths import length_density, length_probability

COUNTS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7])
WORMS = COUNTS / 100
LENGTHS = beta(3, 2, scale=1.5)
"""The made-up distribution of lengths, as scipy knows it."""


@pytest.fixture(scope="module")
def pieces():
    return explorers.cut_into_pieces()


@pytest.fixture(scope="module")
def discrete():
    return explorers.discrete_event()


@pytest.fixture(scope="module")
def interval():
    return explorers.interval_event()


@pytest.fixture(scope="module")
def collected():
    return explorers.collect_worms()


@pytest.fixture(scope="module")
def uniform():
    return explorers.uniform_outcomes()


def numbers(text):
    """Read all plain numbers of a text, in their order."""
    return [float(n) for n in re.findall(r"\d+\.?\d*", text.replace(",", ""))]


@pytest.mark.parametrize("name", ["pieces", "discrete", "collected", "uniform", "interval"])
def test_no_two_neighbouring_stops_look_alike(name, request):
    shown = [page.panels for _, page in pages(request.getfixturevalue(name))]
    assert all(a != b for a, b in itertools.pairwise(shown))


@pytest.mark.parametrize("name", ["pieces", "discrete", "collected", "uniform"])
def test_every_page_has_its_own_words(name, request):
    shown = [page for _, page in pages(request.getfixturevalue(name))]
    assert len({page.sentence for page in shown}) == len(shown)
    assert min(len(page.alt) for page in shown) > 80


def test_the_density_is_a_beta_distribution():
    x = np.linspace(-0.2, 1.7, 96)
    np.testing.assert_allclose(length_density(x), LENGTHS.pdf(x), atol=1e-12)
    np.testing.assert_allclose(
        length_probability(x[:-1], x[1:]), np.diff(LENGTHS.cdf(x)), atol=1e-12
    )


def test_the_area_is_the_integral_of_the_density():
    assert length_probability(0.2, 0.9) == pytest.approx(quad(length_density, 0.2, 0.9)[0])


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        length_probability(1, 0.5)


def test_pieces_keep_their_area_and_approach_the_thread(pieces):
    gaps = []
    for (n,), page in pages(pieces):
        text = page.sentence
        tallest = np.diff(LENGTHS.cdf(np.linspace(0, 1.5, n + 1))).max()
        assert f"The tallest bar has area {tallest:.6g}, " in text
        assert f"{tallest * n / 1.5:.4f} per cm" in text
        assert "All areas together: 1.0000." in text
        gaps.append(float(re.search(r"bars and thread: (\d\.\d+)", text)[1]))
        assert gaps[-1] == pytest.approx(largest_gap(n), abs=6e-5)
    assert gaps[0] > 0.6
    assert gaps[-1] < 0.03


def largest_gap(n):
    """Measure on a fine grid how far the thread is from the flat tops."""
    x = np.linspace(0, 1.5, 300_001)
    height = np.diff(LENGTHS.cdf(np.linspace(0, 1.5, n + 1))) * n / 1.5
    piece = np.minimum((x / 1.5 * n).astype(int), n - 1)
    before = np.maximum(np.ceil(x / 1.5 * n).astype(int) - 1, 0)
    gaps = [np.abs(LENGTHS.pdf(x) - height[index]).max() for index in (piece, before)]
    return max(gaps)


def test_a_bar_is_above_one_from_four_pieces_on(pieces):
    for (n,), page in pages(pieces):
        height = float(re.search(r"= (\d\.\d+) per cm", page.sentence)[1])
        assert (height > 1) == (n >= 4), n


def test_each_outcome_gets_its_share(discrete):
    for (k,), page in pages(discrete):
        text = page.sentence
        assert f"{COUNTS[k]} worms of 100" in text
        assert f"P(X = {k}) = {WORMS[k]:.2f}" in text
        assert f"P(X ≠ {k}) = {1 - WORMS[k]:.2f}" in text
        assert f"The bar at {k} is hatched" in page.alt


def test_each_interval_has_its_area(interval):
    for (centre, width), page in pages(interval):
        low, high = centre - width / 2, centre + width / 2
        area = LENGTHS.cdf(high) - LENGTHS.cdf(low)
        assert f"P({low:.6g} < X < {high:.6g}) = {area:.6g}." in page.sentence
        assert f"= {area / width:.4f} per cm." in page.sentence
        density = f" The density at {centre:g} cm is {LENGTHS.pdf(centre):.4f} per cm."
        assert (density in page.sentence) == (width == 0.001)


def test_ratios_settle_while_probabilities_vanish(interval):
    narrowest = [(centre, page) for (centre, width), page in pages(interval) if width == 0.001]
    assert len(narrowest) == 10
    for centre, page in narrowest:
        probability, _, _, ratio = numbers(page.sentence)[2:6]
        assert probability < 0.0015
        assert ratio == pytest.approx(LENGTHS.pdf(centre), abs=2e-4)


def test_a_larger_collection_keeps_the_worms_of_a_smaller_one(collected):
    held = [collected.picture.counts(n) for n in collected.controls[0].values]
    assert all((b >= a).all() for a, b in itertools.pairwise(held))
    assert [counts.sum() for counts in held] == list(collected.controls[0].values)


def test_shares_settle(collected):
    ((most,), _) = pages(collected)[-1]
    off = []
    for (n,), page in pages(collected):
        text = page.sentence
        counts = collected.picture.counts(n)
        assert f"{n:,} worms, {counts[4]:,} of them with 4 teeth" in text
        assert f"a share of {counts[4] / n:.4f}" in text
        off.append(np.abs(counts / n - WORMS).max())
        farthest = np.abs(counts / n - WORMS).argmax()
        assert f"{off[-1]:.4f} off, at {farthest} {'tooth' if farthest == 1 else 'teeth'}." in text
    # Eleven shares, each with a standard deviation of at most sqrt(0.16 * 0.84 / n).
    assert off[-1] < 5 * np.sqrt(0.16 * 0.84 / most)


def test_uniform_models_with_too_few_outcomes_cost_infinity(uniform):
    for (n,), page in pages(uniform):
        model = np.where(np.arange(16) < n, 1 / n, 0)
        kl = rel_entr(np.append(WORMS, np.zeros(5)), model).sum()
        text = page.sentence
        assert f"each 1/{n} = {1 / n:.4f}." in text
        assert text.endswith(
            "KL(worms ‖ uniform) = " + (f"{kl:.4f} nats." if np.isfinite(kl) else "infinity.")
        )
        assert np.isinf(kl) == (n < 11)
        if n < 11:
            assert f"but {COUNTS[n:].sum()} worms of 100 have them" in text


def test_the_first_taste_is_the_binomial_against_the_worms():
    taste = explorers.binomial_vs_data()
    assert "KL(worms ‖ binomial)" in seen(taste).sentence
