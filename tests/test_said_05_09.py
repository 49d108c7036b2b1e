"""Numbers that notebooks 05 to 09 say without computing them, against scipy and by hand."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import rel_entr
from scipy.stats import binom, wasserstein_distance

FOLDER = Path(__file__).parent.parent / "notebooks"
SOURCES = {
    path.stem[:2]: {cell.id: cell.source for cell in nbformat.read(path, 4).cells}
    for path in sorted(FOLDER.glob("0[5-9]*.ipynb"))
}
TEETH = np.arange(11)
WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
BINOMIAL = binom.pmf(TEETH, 10, 0.544)
UNIFORM = np.full(11, 1 / 11)


def says(number: str, cell_id: str, *parts: str) -> None:
    """Assert that a cell's text holds each of these parts."""
    text = SOURCES[number][cell_id]
    assert [part for part in parts if part not in text] == []


def kl(p: np.ndarray, q: np.ndarray) -> float:
    return float(rel_entr(p, q).sum())


class TestBreakdown:
    def test_the_coin_before_the_worms(self):
        coin, fair = np.array([0.75, 0.25]), np.array([0.5, 0.5])
        numbers = [np.log(2), np.log(4 / 3), np.log(4), coin @ np.log(1 / coin), kl(coin, fair)]
        says("05", "definition", *(f"{number:.4f}" for number in numbers))

    def test_which_diamond_of_the_uniform_model_saves_most_and_where(self):
        def pulled(k, q):
            model = np.full(11, (1 - q) / 10)
            model[k] = q
            return kl(WORMS, model)

        best = [minimize_scalar(lambda q, k=k: pulled(k, q), bounds=(0.001, 0.3)) for k in TEETH]
        most = int(np.argmin([one.fun for one in best]))
        assert round(best[most].x, 3) == 0.02
        says("05", "questions-model", f"to pull {most} teeth down to 0.02")

    def test_what_three_and_seven_tenths_cost_when_a_half_is_true(self):
        costs, gives = (0.5 * np.log(0.5 / q) for q in (0.3, 0.7))
        says("05", "questions-term", f"0.3 costs {costs:.4f}", f"0.7 gives back {-gives:.4f}")

    def test_the_geometric_mean_of_the_ratios_and_who_is_above_one(self):
        ratios = np.repeat(WORMS / BINOMIAL, (100 * WORMS).round().astype(int))
        above, below = (ratios > 1).sum(), (ratios < 1).sum()
        mean = np.exp(np.log(ratios).mean())
        says(
            "05",
            "predict-term",
            f"{mean:.2f}",
            f"above 1 for {above} worms and below 1 for {below}",
        )

    def test_ten_teeth_pay_most_and_how_much_of_all_that_is_paid(self):
        terms = rel_entr(WORMS, BINOMIAL)
        paid = terms[terms > 0].sum()
        says(
            "05",
            "terms-reading",
            f"{terms[10]:.4f} nats",
            f"this is {100 * terms[10] / paid:.0f} %",
        )
        assert terms.argmax() == 10

    @pytest.mark.parametrize("q", [UNIFORM, BINOMIAL], ids=["uniform", "binomial"])
    def test_one_model_has_an_upper_end_and_its_rarest_outcome_reaches_it(self, q):
        says("05", "never-negative", r"\ln (1 / q_{\min})", r"\ln 11")
        end = np.log(1 / q.min())
        draws = np.random.default_rng(1).dirichlet(np.ones(11) / 5, size=500)
        assert rel_entr(draws, q).sum(axis=1).max() <= end
        assert kl(np.eye(11)[q.argmin()], q) == pytest.approx(end)

    def test_a_tenth_of_a_diamond_adds_about_the_same_each_time(self):
        says("05", "questions-model", "0.1, 0.01, 0.001, 0.0001")
        others = np.delete(WORMS, 4)
        costs = [
            kl(WORMS[[4]], np.array([q])) + kl(others, np.full(10, (1 - q) / 10))
            for q in [0.01, 0.001, 0.0001]
        ]
        assert np.diff(costs) == pytest.approx(WORMS[4] * np.log(10), abs=0.01)


def test_the_middle_makes_up_for_about_half_of_what_the_ends_pay():
    says("06", "uniform-why", "a tenth of what the ends pay, for half of it")
    more = WORMS * np.log(UNIFORM / BINOMIAL)
    middle = more[4:8].sum()
    assert -middle / (more.sum() - middle) == pytest.approx(0.5, abs=0.1)


def test_a_shuffle_changes_wasserstein_and_no_divergence():
    says("07", "check-apart-text", "shuffle bars and diamonds", "**Wasserstein distance**")
    order = np.random.default_rng(1).permutation(11)
    p, q = WORMS[order], BINOMIAL[order]
    assert kl(p, q) == pytest.approx(kl(WORMS, BINOMIAL))
    assert abs(p - q).sum() == pytest.approx(abs(WORMS - BINOMIAL).sum())
    before = wasserstein_distance(TEETH, TEETH, WORMS, BINOMIAL)
    assert abs(wasserstein_distance(TEETH, TEETH, p, q) - before) > 0.1


def test_no_binomial_beats_the_uniform_model_in_reverse():
    best = minimize_scalar(
        lambda p: kl(binom.pmf(TEETH, 10, p), WORMS), bounds=(0.3, 0.7), method="bounded"
    )
    says("07", "recap", f"{best.fun:.4f} nats", f"{kl(UNIFORM, WORMS):.4f}")
    assert best.fun > kl(UNIFORM, WORMS)


def test_three_worms_narrow_the_interval_to_where_their_pattern_lies():
    starts = np.cumsum(WORMS) - WORMS
    low, width, ends = 0.0, 1.0, []
    for k in [4, 5, 10]:
        low, width = low + width * starts[k], width * WORMS[k]
        ends.append((low, low + width))
    (a, b), (c, d), (e, f) = ends
    says("09", "message", f"{a:.2f} to {b:.2f}", f"{c:.3f} to {d:.3f}", f"{e:.5f} to {f:.5f}")
    place = int("01010011101", 2) / 2**11
    assert e <= place < place + 2**-11 <= f


def test_ten_teeth_waste_more_than_all_shorter_patterns_save():
    says("09", "predict-lengths", "about a thirtieth", "more or less than it saves")
    assert WORMS[10] / BINOMIAL[10] == pytest.approx(30, abs=2)
    bits = rel_entr(WORMS, BINOMIAL) / np.log(2)
    assert bits[10] > -bits[bits < 0].sum() > 0
