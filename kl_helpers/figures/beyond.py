"""Pictures beyond the best p: the other direction, richer models, real messages."""

from collections.abc import Sequence
from html import escape

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.coding import exact_pmf, message_lengths
from kl_helpers.divergence import cross_entropy, entropy, kl_divergence, kl_from_binomial
from kl_helpers.figures.parts import (
    ROUNDING,
    DataPicture,
    Outcomes,
    Pointer,
    above,
    chance,
    nats,
    off_scale,
    peaks,
    shape,
)
from kl_helpers.figures.samples import draw_outcomes
from kl_helpers.models import (
    beta_binomial_pmf,
    binomial_pmf,
    fit_beta_binomial,
    fit_binomial,
    log_beta_binomial_pmf,
    log_binomial_pmf,
    mean,
    uniform_pmf,
    variance,
)
from kl_helpers.picture import Handle, Picture
from kl_helpers.validation import FloatArray, as_pmf, float_or_array

WASTE_LOOK = {"facecolor": "white", "edgecolor": style.MODEL, "hatch": "/////"}
"""What a message takes beyond the entropy."""


class BothDirections(DataPicture):
    """KL(data ‖ binomial) and KL(binomial ‖ data) over p, and their difference.

    The first has one lowest point, where the means agree. The second has as many as the
    data have humps that stand far enough apart.

    Slider value: p.
    """

    def __init__(self, pmf: ArrayLike, name: str = "worms") -> None:
        self.grid = np.linspace(0, 1, 1001)
        self.best_forward = fit_binomial(pmf)
        p = self.grid.copy()
        p[1 + np.abs(p[1:-1] - self.best_forward).argmin()] = self.best_forward
        self.lows_reverse = lows_of_reverse(p, pmf)
        super().__init__(pmf, name)

    def forward(self, p: ArrayLike) -> float | FloatArray:
        """KL(data ‖ binomial with p), in nats."""
        return kl_from_binomial(self.pmf, p)

    def reverse(self, p: ArrayLike) -> float | FloatArray:
        """KL(binomial with p ‖ data), in nats."""
        return reverse_from_binomial(p, self.pmf)

    def difference(self, p: ArrayLike) -> float | FloatArray:
        """Forward minus reverse, in nats; NaN where both are infinite."""
        with np.errstate(invalid="ignore"):
            return np.subtract(self.forward(p), self.reverse(p))

    def build(self) -> Sequence[Artist]:
        """Draw bars and curves that stand still; diamonds and three markers move."""
        left, right = self.panels(2)
        self.draw_data(left, "binomial", prefixes=("P: ", "Q: "))
        self._draw_curves(right)
        self.legend()
        looks = [(style.MODEL, "D"), (style.WORMS, "s"), (style.MUTED, "o")]
        self.pointers = [Pointer(right, *look, row=row) for row, look in enumerate(looks)]
        self.handles.append(Handle(0, right, lambda p: p))
        pointer_artists = [artist for pointer in self.pointers for artist in pointer.artists]
        return [*self.model.artists, *pointer_artists]

    def _draw_curves(self, axes: Axes) -> None:
        forward, reverse = self.forward(self.grid), self.reverse(self.grid)
        difference = self.difference(self.grid)
        lowest, lows = self.forward(self.best_forward), [*map(self.reverse, self.lows_reverse)]
        high = max(0.3, 4.5 * max([lowest, *lows]))
        low = difference[np.isfinite(difference) & (forward < high)].min(initial=0)
        axes.set(xlim=(0, 1), ylim=(max(low, -high) - 0.06 * high, high), xlabel="p")
        axes.set_ylabel("nats")
        axes.axhline(0, color=style.INK, lw=1)
        curves = [
            (forward, style.MODEL, "-", "KL(P‖Q)"),
            (reverse, style.WORMS, "--", "KL(Q‖P)" + ", infinite for every p" * (not lows)),
            (difference, style.MUTED, ":", "KL(P‖Q) − KL(Q‖P)"),
        ]
        for values, colour, line, label in curves:
            finite = np.where(np.isfinite(values), values, np.nan)
            (curve,) = axes.plot(self.grid, finite, line, color=colour, label=label)
            self.trace(curve, 0)
        look = {"color": style.INK, "ms": 13, "clip_on": False, "ls": "none"}
        (star,) = axes.plot([self.best_forward], [lowest], "*", label="lowest KL(P‖Q)", **look)
        self.find(star, {0: self.best_forward})
        for i, (p, low) in enumerate(zip(self.lows_reverse, lows, strict=True)):
            label = "_nolegend_" if i else "lowest KL(Q‖P)"
            (cross,) = axes.plot([p], [low], "X", label=label, **look)
            self.find(cross, {0: p})

    def update(self, p: float) -> None:
        """Move the diamonds and the three markers."""
        self.model.set(binomial_pmf(self.n, p))
        values = [self.forward(p), self.reverse(p), self.difference(p)]
        for pointer, value in zip(self.pointers, values, strict=True):
            pointer.set(p, value)

    def alt(self, p: float) -> str:
        """Say what the curves look like and where the markers stand."""
        reverse = (
            "KL(Q‖P) as a dashed curve with a cross wherever it is lower than all around"
            if np.all(self.pmf)
            else "no curve for KL(Q‖P), which is infinite between p = 0 and p = 1"
        )
        return (
            f"Left, bars for P, the {self.name}, and diamonds for Q, the binomial with p = "
            f"{chance(p)}. Right, over p, KL(P‖Q) as a solid curve with a star at its lowest "
            f"point, {reverse}, and their difference dotted. {self._order(p)}"
            + off_scale(binomial_pmf(self.n, p), self.top, self.outcomes)
        )

    def _order(self, p: float) -> str:
        """Say which direction is higher, if four digits show one."""
        forward, reverse = nats(self.forward(p)), nats(self.reverse(p))
        if forward == reverse:
            return f"At p = {chance(p)} both are {forward}."
        higher = "KL(P‖Q)" if self.forward(p) > self.reverse(p) else "KL(Q‖P)"
        return f"At p = {chance(p)} {higher} is higher: KL(P‖Q) is {forward}, KL(Q‖P) {reverse}."

    def sentence(self, p: float) -> str:
        """Give both directions and what is between them."""
        between = float(self.difference(p))
        difference = "none, both are infinite" if np.isnan(between) else nats(between)
        return (
            f"P is the {self.html_name}, Q the binomial with p = {chance(p)}: "
            f"KL(P‖Q) = <b>{nats(self.forward(p))}</b>{_if_lowest(p, self.best_forward)}, "
            f"KL(Q‖P) = <b>{nats(self.reverse(p))}</b>{self._if_low(p)}. "
            f"Difference: {difference}."
        )

    def _if_low(self, p: float) -> str:
        """Tell the lowest point of the reverse direction from one that only seems so nearby."""
        if p not in self.lows_reverse:
            return ""
        lowest = self.reverse(p) < self.reverse(self.lows_reverse).min() + ROUNDING
        return " (its lowest)" if lowest else " (lower than all around, but not its lowest)"


class BetaBinomialAgainstData(DataPicture):
    """Data as bars and the beta-binomial as diamonds; beside them all pairs.

    Slider values: alpha, beta.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the data.
    name : str
        What the data are called, in the legend and in the texts.
    stops : sequence of float
        All values that either slider takes, in order.
    """

    def __init__(self, pmf: ArrayLike, name: str, stops: Sequence[float]) -> None:
        self.stops = stops
        self.uniform = kl_divergence(pmf, uniform_pmf(len(pmf)))
        self.binomial = kl_from_binomial(pmf, fit_binomial(pmf))
        super().__init__(pmf, name)

    def build(self) -> Sequence[Artist]:
        """Draw the bars, the uniform model and the plane of all pairs; diamonds and pair move."""
        axes, plane = self.panels(2)
        self.draw_data(axes, "beta-binomial")
        axes.axhline(1 / (self.n + 1), color=style.SECOND_MODEL, ls="--", label="uniform", zorder=3)
        self._draw_plane(plane)
        self.legend()
        return [*self.model.artists, self.pair]

    def _draw_plane(self, axes: Axes) -> None:
        """Write the divergence where each pair lies, to be found by going there."""
        last = len(self.stops) - 1
        axes.set(xlim=(-0.5, last + 0.5), ylim=(-0.5, last + 0.5), xlabel="α", ylabel="β")
        axes.set_xticks(range(last + 1), [f"{stop:g}" for stop in self.stops])
        axes.set_yticks(range(last + 1), [f"{stop:g}" for stop in self.stops])
        axes.set_title("KL in nats, where you have been")
        for x, alpha in enumerate(self.stops):
            for y, beta in enumerate(self.stops):
                log_model = log_beta_binomial_pmf(self.n, alpha, beta)
                kl = kl_divergence(self.pmf, log_q=log_model)
                number = axes.text(x, y, f"{kl:.2f}", ha="center", va="center", fontsize=11.5)
                self.find(number, {0: alpha, 1: beta})
        (self.pair,) = axes.plot([0], [0], "s", ms=27, mfc="none", mec=style.MODEL, mew=2)
        self.handles += [Handle(0, axes, self._step), Handle(1, axes, self._step, direction="y")]

    def _step(self, stop: float) -> int:
        return int(np.argmin(np.abs(np.array(self.stops) - stop)))

    def update(self, alpha: float, beta: float) -> None:
        """Move the diamonds."""
        self.model.set(beta_binomial_pmf(self.n, alpha, beta))
        self.pair.set_data([self._step(alpha)], [self._step(beta)])

    def alt(self, alpha: float, beta: float) -> str:
        """Say what shape the model has and where it stands above the data."""
        model = beta_binomial_pmf(self.n, alpha, beta)
        log_model = log_beta_binomial_pmf(self.n, alpha, beta)
        over = self.outcomes.listed(above(log_model, self.pmf))
        return (
            f"Bars for the {self.name}, diamonds for the beta-binomial with alpha = {alpha:.3g} "
            f"and beta = {beta:.3g}: {shape(model, self.outcomes)}. They stand above the bars at "
            f"{over}. A dashed line for the uniform model."
            + off_scale(model, self.top, self.outcomes)
        )

    def sentence(self, alpha: float, beta: float) -> str:
        """Compare mean, variance and divergence with the other models'."""
        model = beta_binomial_pmf(self.n, alpha, beta)
        log_model = log_beta_binomial_pmf(self.n, alpha, beta)
        kl, name = kl_divergence(self.pmf, log_q=log_model), self.html_name
        start = self.outcomes.start
        return (
            f"α = {alpha:.3g}, β = {beta:.3g}: mean {start + mean(model):.2f}, variance "
            f"{variance(model):.2f} (the {name}: {start + mean(self.pmf):.2f} and "
            f"{variance(self.pmf):.2f}). KL({name} ‖ beta-binomial) = <b>{nats(kl)}</b>; the "
            f"uniform has {nats(self.uniform, '')}, the best binomial {nats(self.binomial, '')}."
        )


class MixtureAgainstData(DataPicture):
    """Data as bars and a mixture of two binomials as diamonds.

    Slider values: p1 of the first binomial, p2 of the second, weight of the first.
    """

    def __init__(self, pmf: ArrayLike, name: str = "worms") -> None:
        log_best, self.has_best = best_beta_binomial(pmf)
        self.beta_binomial = kl_divergence(pmf, log_q=log_best)
        super().__init__(pmf, name)

    def parts(self, p1: float, p2: float, weight: float) -> FloatArray:
        """Give the two weighted binomials, one a row; their sum is the model."""
        return np.exp(self.log_parts(p1, p2, weight))

    def log_parts(self, p1: float, p2: float, weight: float) -> FloatArray:
        """Give the logarithms of the two weighted binomials, one a row."""
        with np.errstate(divide="ignore"):
            return np.log([[weight], [1 - weight]]) + log_binomial_pmf(self.n, [p1, p2])

    def kl(self, p1: float, p2: float, weight: float) -> float:
        """KL(data ‖ mixture), in nats."""
        return kl_divergence(self.pmf, log_q=self.log_model(p1, p2, weight))

    def log_model(self, p1: float, p2: float, weight: float) -> FloatArray:
        """Give the logarithms of the mixture."""
        return np.logaddexp(*self.log_parts(p1, p2, weight))

    def build(self) -> Sequence[Artist]:
        """Draw the bars; both parts and their sum move."""
        (axes,) = self.panels()
        self.draw_data(axes, "mixture")
        outcomes = np.arange(self.n + 1)
        looks = [("--o", style.INK, "first part"), (":s", style.INK, "second part")]
        self.lines = [
            axes.plot(outcomes, 0 * outcomes, look, color=colour, lw=1.2, ms=4, label=label)[0]
            for look, colour, label in looks
        ]
        self.legend()
        self.handles += [
            Handle(0, axes, lambda p1: self.n * p1),
            Handle(1, axes, lambda p2: self.n * p2),
        ]
        return [*self.lines, *self.model.artists]

    def update(self, p1: float, p2: float, weight: float) -> None:
        """Move both parts and their sum."""
        parts = self.parts(p1, p2, weight)
        self.model.set(parts.sum(axis=0))
        for line, part in zip(self.lines, parts, strict=True):
            line.set_ydata(part)

    def alt(self, p1: float, p2: float, weight: float) -> str:
        """Say where the two parts peak and where the sum stands above the data."""
        first, second = self.parts(p1, p2, weight)
        over = self.outcomes.listed(above(self.log_model(p1, p2, weight), self.pmf))
        return (
            f"Bars for the {self.name}. A dashed line {_peak(first, self.outcomes)}, a dotted "
            f"line {_peak(second, self.outcomes)}; their sum, the diamonds "
            f"({shape(first + second, self.outcomes)}), stands above the bars at {over}."
            + off_scale(first + second, self.top, self.outcomes)
        )

    def sentence(self, p1: float, p2: float, weight: float) -> str:
        """Give the divergence, beside that of the best model with two numbers."""
        kl, best, name = self.kl(p1, p2, weight), nats(self.beta_binomial, ""), self.html_name
        two_numbers = (
            f"The best beta-binomial, with two numbers, has {best}."
            if self.has_best
            else f"No beta-binomial is best; they come as close to {best} as one likes."
        )
        return (
            f"{weight:.0%} of the binomial with p₁ = {p1:.4g} and {1 - weight:.0%} of that with "
            f"p₂ = {p2:.4g}: KL({name} ‖ mixture) = <b>{nats(kl)}</b>. {two_numbers}"
        )


class Messages(Picture):
    """Bits per outcome of real messages, written with a code for each model.

    Slider value: how many outcomes the message has.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the data, from which the message is drawn.
    name : str
        What the data are called, in the texts.
    lengths : sequence of int
        All values that the slider takes.
    """

    SEED = 2

    def __init__(self, pmf: ArrayLike, name: str, lengths: Sequence[int]) -> None:
        self.pmf = as_pmf(pmf)
        self.name = name
        self.outcomes = Outcomes.of(pmf)
        self.item = "worm" if name == "worms" else "outcome"
        self.entropy = entropy(self.pmf, "bits")
        self.message = draw_outcomes(self.pmf, max(lengths), self.SEED)
        self.codes = self._codes()
        self.promised = {
            code: cross_entropy(self.pmf, unit="bits", log_q=log_model)
            for code, log_model in self.codes.items()
        }
        self.measured = {
            code: message_lengths(self.message, exact_pmf(log_model), lengths)
            for code, log_model in self.codes.items()
        }
        super().__init__()

    def _codes(self) -> dict[str, FloatArray]:
        """Name the models, best first for the worms, and give their logarithms."""
        n, p = self.pmf.size - 1, fit_binomial(self.pmf)
        with np.errstate(divide="ignore"):
            return {
                "own shares": np.log(self.pmf),
                "beta-binomial": best_beta_binomial(self.pmf)[0],
                "uniform": np.log(uniform_pmf(n + 1)),
                "binomial": log_binomial_pmf(n, p),
            }

    def per_outcome(self, code: str, length: int) -> float:
        """Bits that one outcome took on average in the message of this length."""
        return self.measured[code][length] / length

    def build(self) -> Sequence[Artist]:
        """Draw the codes' names, the entropy and the promises; bars and numbers move."""
        (axes,) = self.panels()
        self.right = 1.55 * max(1.0, *(v for v in self.promised.values() if np.isfinite(v)))
        axes.set(xlim=(0, self.right), ylim=(3.6, -0.6), xlabel=f"bits per {self.item}")
        axes.set_yticks(range(4), list(self.codes))
        self.wasted = axes.barh(range(4), 0, height=0.62, **WASTE_LOOK)
        self.needed = axes.barh(range(4), 0, height=0.62, color=style.WORMS)
        line = axes.axvline(self.entropy, color=style.INK, ls="--", lw=1.4, label="entropy")
        ends = [min(value, self.right) for value in self.promised.values()]
        (marks,) = axes.plot(ends, range(4), "|", color=style.INK, ms=26, mew=2.5)
        self.numbers = [axes.text(0, row, "", va="center") for row in range(4)]
        handles = [
            Patch(facecolor=style.WORMS, label="up to the entropy"),
            Patch(label="beyond it", **WASTE_LOOK),
            line,
            Line2D(
                [], [], color=style.INK, marker="|", ms=13, mew=2.5, ls="", label="entropy + KL"
            ),
        ]
        self.legend(handles)
        return [*self.wasted, *self.needed, line, *self.numbers, marks]

    def update(self, length: int) -> None:
        """Stretch the bars to what the message of this length took."""
        for row, code in enumerate(self.codes):
            bits = self.per_outcome(code, length)
            inside = bits < 0.88 * self.right
            self.needed[row].set_width(min(bits, self.entropy))
            self.wasted[row].set_width(min(bits, self.right))
            self.numbers[row].set_text(_bits(bits) + (" →" if bits > self.right else ""))
            self.numbers[row].set_x(bits + 0.02 * self.right if inside else 0.98 * self.right)
            self.numbers[row].set(ha="left" if inside else "right", backgroundcolor="white")

    def alt(self, length: int) -> str:
        """Say how long the bars are, next to the entropy."""
        bars = ", ".join(
            f"{code} {_bits(self.per_outcome(code, length))} (mark at {_bits(self.promised[code])})"
            for code in self.codes
        )
        return (
            f"Four bars, the bits per {self.item} of a message of {length:,} with a code for each "
            f"model: {bars}. What lies beyond the dashed line of the entropy, "
            f"{self.entropy:.2f}, is hatched."
        )

    def sentence(self, length: int) -> str:
        """Give the bits of the whole message, code by code."""
        totals = ", ".join(
            f"{code} <b>{_bits(self.measured[code][length], '.0f')}</b>" for code in self.codes
        )
        first = [self.outcomes.labels[place] for place in self.message[: min(length, 10)]]
        beginning = escape((", " if self.outcomes.named else " ").join(first))
        dots = " …" if length > 10 else ""
        return (
            f"{length:,} {self.item}{'s' * (length > 1)} drawn from the {escape(self.name)} "
            f"({beginning}{dots}), in bits: {totals}. "
            f"The entropy asks for {length * self.entropy:.0f}.{self.outcomes.note}"
        )


def reverse_from_binomial(p: ArrayLike, pmf: ArrayLike) -> float | FloatArray:
    """Give KL(binomial with p ‖ data) in nats, for each p.

    Between 0 and 1 a binomial calls nothing impossible, however small a probability
    becomes: an outcome that the data never show makes the divergence infinite.
    """
    reverse = kl_divergence(binomial_pmf(len(pmf) - 1, p), pmf)
    if np.all(pmf):
        return reverse
    inside = (np.asarray(p) > 0) & (np.asarray(p) < 1)
    return float_or_array(np.where(inside, np.inf, reverse))


def lows_of_reverse(p: FloatArray, pmf: FloatArray) -> FloatArray:
    """Give every p where KL(binomial ‖ data) is finite and lower than all around.

    The grid of p shows where the low points are. Where two finer ones find a place that
    is lower in the first four decimals, they are moved there.
    """
    values = reverse_from_binomial(p, pmf)
    before, after = np.append(np.inf, values[:-1]), np.append(values[1:], np.inf)
    low = np.isfinite(values) & (values < before) & (values <= after)
    lows, lowest = p[low], values[low]
    for step in (1 / p.size, 0.02 / p.size) if lows.size else ():
        beside = np.clip(lows + step * np.linspace(-1, 1, 101)[:, None], 0, 1)
        reverse = reverse_from_binomial(beside.ravel(), pmf).reshape(beside.shape)
        lower = reverse.min(axis=0) < lowest - 1e-5
        lows = np.where(lower, beside[reverse.argmin(axis=0), np.arange(lows.size)], lows)
        lowest = np.where(lower, reverse.min(axis=0), lowest)
    return lows


def best_beta_binomial(pmf: FloatArray) -> tuple[FloatArray, bool]:
    """Give the logarithms of the best beta-binomial, or of its limit where no pair is best.

    Data that only show 0 and n are met exactly in the limit; for all others that have
    no best pair the limit is the binomial.
    """
    n = len(pmf) - 1
    try:
        return log_beta_binomial_pmf(n, *fit_beta_binomial(pmf)), True
    except ValueError:
        if np.any(pmf[1:-1]):
            return log_binomial_pmf(n, fit_binomial(pmf)), False
    with np.errstate(divide="ignore"):
        return np.log(pmf), False


def _if_lowest(p: float, best: float) -> str:
    return " (its lowest)" if p == best else ""


def _peak(part: FloatArray, outcomes: Outcomes) -> str:
    """Say where one part of a mixture peaks; with no weight it has no peak."""
    return f"peaks at {outcomes.listed(peaks(part))}" if part.any() else "lies flat at zero"


def _bits(value: float, digits: str = ".2f") -> str:
    return "infinity" if np.isinf(value) else f"{value:{digits}}"
