"""Pictures of the binomial model: its factors, its fit to data, its variance."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.ticker import MaxNLocator

from kl_helpers import style
from kl_helpers.divergence import kl_from_binomial
from kl_helpers.figures.parts import (
    DataPicture,
    Diamonds,
    Pointer,
    as_label,
    label_outcomes,
    off_scale,
    written,
)
from kl_helpers.models import binomial_pmf, log_binomial_coefficients, mean, variance
from kl_helpers.picture import Handle, Picture


class BinomialFactors(Picture):
    """The three factors of a binomial probability, and their product.

    Slider values: k, then p.

    Parameters
    ----------
    n_trials : int
        Number of trials n.
    """

    smallest_p = 0.05
    top = 0.65

    def __init__(self, n_trials: int) -> None:
        self.n = n_trials
        self.ways = np.exp(log_binomial_coefficients(n_trials)).round()
        super().__init__()

    def factors(self, k: int, p: float) -> tuple[float, float, float]:
        """Give n over k, p^k and (1 - p)^(n - k)."""
        return float(self.ways[k]), p**k, (1 - p) ** (self.n - k)

    def build(self) -> Sequence[Artist]:
        """Draw the factors on a logarithmic axis on the left, the distribution on the right."""
        left, right = self.panels(2)
        names = ["$\\binom{n}{k}$", "$p^k$", "$(1-p)^{n-k}$", "product"]
        colours = [style.UNCERTAIN, style.HIGHLIGHT, style.SECOND_MODEL, style.MODEL]
        smallest, largest = self.n * np.log10(self.smallest_p), np.log10(self.ways.max())
        left.set(xlim=(smallest - 1, largest + 1.6), ylim=(3.6, -0.6), xlabel="power of ten")
        left.set_title("factors and product")
        left.set_yticks(range(4), names)
        left.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        left.axvline(0, color=style.INK, lw=1)
        self.bars = left.barh(range(4), 1, height=0.6, color=colours, edgecolor=style.INK)
        self.model = Diamonds(right, self.n + 1, "binomial")
        (self.chosen,) = right.plot(
            [0], [0], "o", ms=15, mfc="none", mec=style.INK, mew=1.8, clip_on=False
        )
        label_outcomes(right, self.n + 1, self.top, "successes k")
        right.set_title("product for every k")
        self.handles.append(Handle(0, right, lambda k: k))
        return [*self.bars, *self.model.artists, self.chosen]

    def update(self, k: int, p: float) -> None:
        """Move the bars to the factors and the ring to k."""
        ways, successes, failures = self.factors(k, p)
        product = ways * successes * failures
        for bar, value in zip(self.bars, [ways, successes, failures, product], strict=True):
            bar.set_width(np.log10(value))
        pmf = binomial_pmf(self.n, p)
        self.model.set(pmf)
        self.chosen.set_data([k], [pmf[k]])

    def alt(self, k: int, p: float) -> str:
        """Say which factor is how large."""
        return (
            f"Left, four bars on a logarithmic scale: {_ways(self.ways[k])} right of 1, the "
            f"two powers of p and 1 - p left of it, the product ends at "
            f"{written(binomial_pmf(self.n, p)[k])}. Right, the binomial for n = {self.n} "
            f"and p = {p:.4g}, with k = {k} ringed." + off_scale(binomial_pmf(self.n, p), self.top)
        )

    def sentence(self, k: int, p: float) -> str:
        """Write the multiplication out."""
        ways, successes, failures = self.factors(k, p)
        return (
            f"k = {k}, p = {p:.4g}: {_ways(ways)} × {written(successes)} × {written(failures)}"
            f" = <b>{written(ways * successes * failures)}</b>, "
            f"the probability of exactly {k} successes in {self.n} trials."
        )


def _ways(number: float) -> str:
    return "1 way" if number == 1 else f"{number:,.0f} ways"


class BinomialAgainstData(DataPicture):
    """Data as bars, and the binomial with a chosen p as diamonds. Slider value: p."""

    def build(self) -> Sequence[Artist]:
        """Draw bars that stand still; the diamonds, the model's mean and its spread move."""
        (axes,) = self.panels()
        self.top = max(self.top, 1.3 * self.pmf.max())  # both spreads stand above the bars
        self.draw_data(axes, "binomial model")
        centre, spread = mean(self.pmf), variance(self.pmf) ** 0.5
        axes.errorbar(
            centre,
            0.95 * self.top,
            xerr=spread,
            fmt="o",
            ms=8,
            capsize=5,
            color=style.WORMS,
            label=f"{as_label(self.name)}: mean ± standard deviation",
        )
        (self.spread,) = axes.plot([0, 0], [0.88 * self.top] * 2, "|-", ms=12, color=style.MODEL)
        (self.centre,) = axes.plot([0], [0.88 * self.top], "D", ms=8, color=style.MODEL)
        self.handles.append(Handle(0, axes, lambda p: self.n * p))
        self.legend()
        return [*self.model.artists, self.spread, self.centre]

    def update(self, p: float) -> None:
        """Move the diamonds, and the model's mean and spread."""
        self.model.set(binomial_pmf(self.n, p))
        centre, spread = self.n * p, (self.n * p * (1 - p)) ** 0.5
        self.spread.set_xdata([centre - spread, centre + spread])
        self.centre.set_xdata([centre])

    def alt(self, p: float) -> str:
        """Say where the model stands against the data."""
        model = binomial_pmf(self.n, p)
        over = self.outcomes.listed(np.flatnonzero(model > self.pmf))
        width = "narrower" if self.n * p * (1 - p) < variance(self.pmf) else "wider"
        return (
            f"Bars for the {self.name}, diamonds for the binomial with p = {p:.4g}. The diamonds "
            f"peak at {self.outcomes.labels[model.argmax()]}; they stand above the bars at {over}. "
            "Two horizontal lines at the top show mean plus and minus one standard deviation, "
            f"the model's {width}." + off_scale(model, self.top, self.outcomes)
        )

    def sentence(self, p: float) -> str:
        """Compare means, variances and the divergence."""
        kl = kl_from_binomial(self.pmf, p)
        first = self.outcomes.start
        start = f"{first} + " if first else ""
        return (
            f"p = {p:.4g}: the model has mean {start}np = {first + self.n * p:.2f} and variance "
            f"np(1 − p) = {self.n * p * (1 - p):.2f}; the {self.html_name} have "
            f"{first + mean(self.pmf):.2f} and {variance(self.pmf):.2f}. "
            f"KL({self.html_name} ‖ binomial) = <b>{kl:.4f} nats</b>."
        )


class BernoulliVariance(Picture):
    """The variance p(1 - p) of one trial, as a parabola. Slider value: p."""

    def build(self) -> Sequence[Artist]:
        """Draw the two outcomes on the left, the parabola on the right."""
        left, right = self.panels(2)
        self.model = Diamonds(left, 2, "one trial")
        left.set(xlim=(-0.5, 1.5), ylim=(0, 1.05), xlabel="outcome", ylabel="probability")
        left.set_xticks([0, 1], ["no tooth", "tooth"])
        p = np.linspace(0, 1, 201)
        (parabola,) = right.plot(p, p * (1 - p), color=style.MODEL)
        self.trace(parabola, 0)
        self.handles.append(Handle(0, right, lambda p: p))
        right.set(xlim=(0, 1), ylim=(0, 0.28), xlabel="p", ylabel="variance")
        (self.drop,) = right.plot([0, 0], [0, 0], ":", color=style.MUTED)
        self.marker = Pointer(right, style.MODEL)
        return [*self.model.artists, self.drop, *self.marker.artists]

    def update(self, p: float) -> None:
        """Move the two probabilities and the marker."""
        self.model.set([1 - p, p])
        self.drop.set_data([p, p], [0, p * (1 - p)])
        self.marker.set(p, p * (1 - p))

    def alt(self, p: float) -> str:
        """Say where the diamonds and the marker stand."""
        return (
            f"Left, two diamonds: no tooth at {1 - p:.2f} and a tooth at {p:.2f}. Right, over p, a "
            f"marker for the variance: at p = {p:.4g} it stands at {p * (1 - p):.4f}."
        )

    def sentence(self, p: float) -> str:
        """Write the product out."""
        return (
            f"p = {p:.4g}: one trial gives a tooth with probability {p:.2f} and none with "
            f"{1 - p:.2f}. Its variance is {p:.2f} × {1 - p:.2f} = <b>{p * (1 - p):.4f}</b>."
        )
