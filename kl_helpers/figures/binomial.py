"""Pictures of the binomial model: its factors, its fit to data, its variance."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.ticker import MaxNLocator

from kl_helpers import style
from kl_helpers.divergence import kl_from_binomial
from kl_helpers.figures.parts import (
    ROUNDING,
    DataPicture,
    Diamonds,
    Pointer,
    above,
    as_label,
    chance,
    label_outcomes,
    nats,
    off_scale,
    peaks,
    significant,
    written,
)
from kl_helpers.models import binomial_pmf, log_binomial_pmf, mean, variance
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
        self.ways = [math.comb(n_trials, k) for k in range(n_trials + 1)]
        super().__init__()

    def factors(self, k: int, p: float) -> tuple[int, float, float]:
        """Give n over k, p^k and (1 - p)^(n - k)."""
        return self.ways[k], p**k, (1 - p) ** (self.n - k)

    def build(self) -> Sequence[Artist]:
        """Draw the factors on a logarithmic axis on the left, the distribution on the right."""
        left, right = self.panels(2)
        names = ["$\\binom{n}{k}$", "$p^k$", "$(1-p)^{n-k}$", "product"]
        colours = [style.UNCERTAIN, style.HIGHLIGHT, style.SECOND_MODEL, style.MODEL]
        smallest, largest = self.n * np.log10(self.smallest_p), math.log10(max(self.ways))
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
        ways, successes, failures = self.factors(k, p)
        return (
            f"Left, four bars on a logarithmic scale: {_ways(ways)} {_side(ways)}, p to the k "
            f"{_side(successes)}, 1 − p to the n − k {_side(failures)}, and the product, which "
            f"ends at {written(binomial_pmf(self.n, p)[k])}. Right, the binomial for n = {self.n} "
            f"and p = {p:.4g}, with k = {k} ringed." + off_scale(binomial_pmf(self.n, p), self.top)
        )

    def sentence(self, k: int, p: float) -> str:
        """Write the multiplication out."""
        ways, successes, failures = self.factors(k, p)
        first, second = significant(successes, 6), significant(failures, 6)
        product = significant(ways * successes * failures, 4)
        return (
            f"k = {k}, p = {p:.4g}: {_ways(ways)} × {first} × {second} = <b>{product}</b>, "
            f"the probability of exactly {k} successes in {self.n} trials."
        )


def _ways(number: int) -> str:
    return "1 way" if number == 1 else f"{number:,} ways"


def _side(factor: float) -> str:
    """Say where on a logarithmic axis a factor ends."""
    return "at 1" if factor == 1 else "right of 1" if factor > 1 else "left of 1"


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
        over = self.outcomes.listed(above(log_binomial_pmf(self.n, p), self.pmf))
        return (
            f"Bars for the {self.name}, diamonds for the binomial with p = {chance(p)}. The "
            f"diamonds peak at {self.outcomes.listed(peaks(model))}; they stand above the bars at "
            f"{over}. Two horizontal lines at the top show mean plus and minus one standard "
            f"deviation, the model's {self._width(p)}." + off_scale(model, self.top, self.outcomes)
        )

    def _width(self, p: float) -> str:
        """Compare the model's variance with that of the data, by more than rounding."""
        model, data = self.n * p * (1 - p), variance(self.pmf)
        if abs(model - data) <= ROUNDING * model:
            return "as wide"
        return "wider" if model > data else "narrower"

    def sentence(self, p: float) -> str:
        """Compare means, variances and the divergence."""
        kl = kl_from_binomial(self.pmf, p)
        first = self.outcomes.start
        start = f"{first} + " if first else ""
        return (
            f"p = {chance(p)}: the model has mean {start}np = {first + self.n * p:.2f} and "
            f"variance np(1 − p) = {self.n * p * (1 - p):.2f}; the {self.html_name} have "
            f"{first + mean(self.pmf):.2f} and {variance(self.pmf):.2f}. "
            f"KL({self.html_name} ‖ binomial) = <b>{nats(kl)}</b>."
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
