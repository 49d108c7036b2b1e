"""Numbers that notebooks 10 to 12 say without computing them, against scipy and simulation."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.special import log_softmax, rel_entr, softmax
from scipy.stats import binom, chi2, entropy, multivariate_normal, norm, poisson

FOLDER = Path(__file__).parent.parent / "notebooks"
SOURCES = {
    path.stem[:2]: {cell.id: cell.source for cell in nbformat.read(path, 4).cells}
    for path in sorted(FOLDER.glob("1*.ipynb"))
}
WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
UNIFORM = np.full(11, 1 / 11)
TEETH = 4
TILTED = np.log(WORMS) + 0.3 * np.arange(11)
DEATHS = np.array([144, 91, 32, 11, 2]) / 280


def says(number: str, cell_id: str, *parts: str) -> None:
    """Assert that a cell's text holds each of these parts."""
    text = SOURCES[number][cell_id]
    assert [part for part in parts if part not in text] == []


def kl(p: np.ndarray, q: np.ndarray) -> float:
    return float(rel_entr(p, q).sum())


def slopes(loss, logits: np.ndarray) -> np.ndarray:
    """Measure how a loss changes with each logit."""
    steps = 1e-6 * np.eye(logits.size)
    return np.array([(loss(logits + step) - loss(logits - step)) / 2e-6 for step in steps])


def descent(rate: float, steps: int = 8) -> list[np.ndarray]:
    path = [np.zeros(11)]
    for _ in range(steps):
        path.append(path[-1] - rate * (softmax(path[-1]) - WORMS))
    return path


def term(name: str, log_r: np.ndarray) -> np.ndarray:
    forms = {"plain": -log_r, "squared": log_r**2 / 2, "corrected": np.expm1(log_r) - log_r}
    return forms[name]


class TestMachineLearning:
    def test_with_the_worms_second_cross_entropy_says_four_teeth(self):
        """H(Q, worms) is a mean of ln(1 / worms), smallest where all of Q is on the least."""
        says("10", "floor", '"4 teeth" every time')
        assert np.argmin(np.log(1 / WORMS)) == TEETH

    def test_a_sure_mistake_hardly_moves_squared_errors(self):
        truth, logits = np.array([0, 1, 0]), np.array([10.0, 0, 0])
        squared = slopes(lambda z: ((softmax(z) - truth) ** 2).sum(), logits)[1]
        crossed = slopes(lambda z: -log_softmax(z)[1], logits)[1]
        says("10", "first-step", "logits 10, 0, 0", f"{-squared:.4f}", f"{-crossed:.4f}")

    def test_at_twelve_the_arrow_of_four_teeth_turns_round_at_every_step(self):
        says("10", "questions-descent", "at 12 the arrow of 4 teeth turns round at every step")
        arrows = [WORMS[TEETH] - softmax(z)[TEETH] for z in descent(12, 40)]
        assert (np.diff(np.sign(arrows)) != 0).all()

    def test_at_twelve_every_step_leads_down_and_at_fourteen_the_first_three(self):
        says("10", "questions-descent", "yet every step leads down", "At 14 the first three")
        down = {
            rate: np.diff([kl(WORMS, softmax(z)) for z in descent(rate, 40)]) < 0
            for rate in (12, 14)
        }
        assert down[12].all()
        assert down[14][:4].tolist() == [True, True, True, False]

    def test_at_fourteen_the_jumps_grow_up_to_a_size(self):
        says("10", "questions-descent", "the jumps grow, up to a size at which they stay")
        path = np.array(descent(14, 400))
        jumps = abs(np.diff(path, axis=0)).max(axis=1)
        assert (np.diff(jumps[4:20]) > 0).all()
        assert jumps[-20:] == pytest.approx(np.full(20, jumps[-1]))

    def test_a_temperature_shrinks_the_slopes_by_about_its_square(self):
        says("10", "questions-descent", "$T^2$")

        def largest_slope(temperature: float) -> float:
            p = softmax(np.log(WORMS) / temperature)
            student = np.linspace(-1, 1, 11)
            return abs(slopes(lambda z: -p @ log_softmax(z / temperature), student)).max()

        assert largest_slope(4) / largest_slope(8) == pytest.approx(2**2, rel=0.1)

    def test_scipy_goes_down_the_columns(self):
        says("10", "scipy-reading", "axis=1")
        p, q = np.array([WORMS, UNIFORM]), np.array([UNIFORM, WORMS])
        assert entropy(p, q).shape == (11,)
        assert entropy(p, q, axis=1) == pytest.approx([kl(WORMS, UNIFORM), kl(UNIFORM, WORMS)])


class TestBells:
    def test_the_sum_without_the_width_of_the_strips(self):
        x = np.arange(-15, 15, 0.01)
        total = (norm.pdf(x) * (norm.logpdf(x) - norm.logpdf(x, 1))).sum()
        says("11", "closed-form", f"would be {total:.0f}")

    def test_the_formula_for_bells_that_depend_on_each_other(self):
        says("11", "vae", r"\ln \frac{\det \Sigma_Q}{\det \Sigma_P} - d + \text{tr}(\Sigma_Q^{-1}")
        sigma_p, sigma_q = np.array([[1, 0.5], [0.5, 2]]), np.array([[2, -0.3], [-0.3, 1]])
        away = np.array([0.4, -1])
        inverse = np.linalg.inv(sigma_q)
        formula = np.log(np.linalg.det(sigma_q) / np.linalg.det(sigma_p)) - 2
        f, g = multivariate_normal([0, 0], sigma_p), multivariate_normal(-away, sigma_q)
        area, _ = dblquad(
            lambda y, x: f.pdf([x, y]) * (f.logpdf([x, y]) - g.logpdf([x, y])), -7, 7, -9, 9
        )
        formula += np.trace(inverse @ sigma_p) + away @ inverse @ away
        assert formula / 2 == pytest.approx(area, abs=1e-6)

    def test_at_width_three_one_lowest_point_is_left(self):
        says("11", "humps-why", "And at width 3?")
        x = np.arange(-30, 42, 0.01)
        humps = np.log((norm.pdf(x, 3) + norm.pdf(x, 9)) / 2 + 1e-300)

        def lowest_points(width: float) -> int:
            bells = (norm(mean, width) for mean in np.arange(0, 12.5, 0.5))
            reverse = [(b.pdf(x) * (b.logpdf(x) - humps)).sum() * 0.01 for b in bells]
            return int((np.diff(np.sign(np.diff(reverse))) == 2).sum())

        assert (lowest_points(1), lowest_points(3)) == (2, 1)

    def test_how_terms_spread_near_and_far_apart(self):
        x = np.linspace(-14, 14, 100_001)
        weights = norm.pdf(x) * (x[1] - x[0])

        def spread(name: str, mean: float) -> float:
            log_r = norm.logpdf(x, mean) - norm.logpdf(x)
            return np.sqrt(weights @ (term(name, log_r) - mean**2 / 2) ** 2)

        near = f"of {spread('plain', 1):.1f}, a corrected one of {spread('corrected', 1):.2f}"
        far = f"they have {spread('plain', 2):.1f} and {spread('corrected', 2):.1f}"
        says("11", "predict-samples", near, far)

    def test_how_often_ten_samples_are_negative_on_average(self):
        """A plain term is 1/2 − x, so the mean of ten is N(1/2, 1/10)."""
        says("11", "samples-why", "once in eighteen")
        assert 1 / norm.cdf(0, 0.5, np.sqrt(0.1)) == pytest.approx(18, abs=0.5)

    def test_samples_of_the_wrong_model_settle_below_zero(self):
        log_r = np.log(WORMS) - log_softmax(TILTED)
        settles = WORMS @ term("plain", log_r)
        says("11", "samples-why", f"{settles:.4f}".replace("-", "−"))

    def test_the_slopes_of_the_three_terms(self):
        says("11", "samples-why", "plain has on average the slope 0, squared that of")
        written = softmax(TILTED)

        def slope(name: str) -> np.ndarray:
            return slopes(lambda z: written @ term(name, np.log(WORMS) - log_softmax(z)), TILTED)

        forward = slopes(lambda z: kl(softmax(z), WORMS), TILTED)
        other = slopes(lambda z: kl(WORMS, softmax(z)), TILTED)
        assert slope("plain") == pytest.approx(np.zeros(11), abs=1e-8)
        assert slope("squared") == pytest.approx(forward, abs=1e-8)
        assert slope("corrected") == pytest.approx(other, abs=1e-8)
        assert abs(forward - other).max() > 0.01


class TestYourOwnData:
    def test_the_g_test_of_the_worms(self):
        g = 200 * kl(WORMS, UNIFORM)
        says("12", "too-few", f"{g:.1f}", f"{chi2.ppf(0.95, 10):.1f} in 95 of 100")

    def test_endlessly_many_riders(self):
        limit = (DEATHS * np.log(DEATHS / poisson.pmf(range(5), 0.7))).sum()
        says("12", "n-reading", f"{limit:.4f} nats")

    def test_what_chance_explains_once_a_number_is_fitted(self):
        """2 N KL is about chi-squared; each fitted number takes one degree of freedom."""
        says("12", "n-reading", f"$3 / 560 = {3 / 560:.4f}$")
        rng = np.random.default_rng(seed=7)
        shares = rng.multinomial(280, binom.pmf(range(5), 4, 0.175), size=20_000) / 280
        fitted = binom.pmf(range(5), 4, shares @ np.arange(5)[:, None] / 4)
        assert rel_entr(shares, fitted).sum(axis=1).mean() == pytest.approx(3 / 560, rel=0.1)

    def test_few_letters_fall_far_from_the_model_that_drew_them(self):
        rng = np.random.default_rng(seed=7)
        shares = rng.multinomial(34, np.full(26, 1 / 26), size=20_000) / 34
        says("12", "own-text", f"{rel_entr(shares, 1 / 26).sum(axis=1).mean():.2f} nats")

    def test_two_corps_from_one_distribution(self):
        rng = np.random.default_rng(seed=7)
        pooled = np.array([19, 15, 2, 3, 1]) / 40
        first, second = rng.multinomial(20, pooled, size=(2, 50_000))
        apart = rel_entr(first / 20, second / 20).sum(axis=1)
        smoothed = rel_entr(first / 20, (second + 1) / 25).sum(axis=1)
        assert np.isinf(apart).mean() == pytest.approx(0.5, abs=0.05)
        says("12", "zeros", "every second time", f"{smoothed.mean():.2f} nats")


def test_two_histograms_of_one_curve():
    """What docs/questions.md says: about (m − 1) / N for N in each of two samples, m bins."""
    rng = np.random.default_rng(seed=7)
    first, second = rng.multinomial(100, [0.2, 0.3, 0.3, 0.2], size=(2, 20_000)) / 100
    assert rel_entr(first, second).sum(axis=1).mean() == pytest.approx(3 / 100, rel=0.1)
