"""Pictures of curves: bins that become areas, two bells, one bell on two humps, samples."""

import random
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from kl_helpers import style
from kl_helpers.divergence import kl_divergence
from kl_helpers.estimators import ESTIMATORS, kl_estimates
from kl_helpers.figures.parts import Pointer, light_edge, written
from kl_helpers.lengths import LONGEST, length_density, length_probability
from kl_helpers.normals import (
    kl_densities,
    kl_normals,
    log_mixture_density,
    log_normal_density,
    normal_density,
)
from kl_helpers.picture import Handle, Picture
from kl_helpers.validation import FloatArray

SEED = 35
"""Starts a stream of samples whose plain estimate falls below 0 and comes back."""


class BinsToAreas(Picture):
    """The worms' lengths in bins on the left, the divergence of the bins on the right.

    Slider value: number of bins.

    Parameters
    ----------
    numbers : sequence of int
        All stops, each twice the one before.
    """

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = list(numbers)
        self.shares = {number: self._bins(number) for number in numbers}
        self.divergences = {
            number: kl_divergence(p, np.full(number, 1 / number))
            for number, p in self.shares.items()
        }
        super().__init__()

    @staticmethod
    def _bins(number: int) -> FloatArray:
        edges = np.linspace(0, LONGEST, number + 1)
        return length_probability(edges[:-1], edges[1:])

    def build(self) -> Sequence[Artist]:
        """Density and model stand still; the bins and the marker on the right move."""
        left, right = self.panels(2)
        x = np.linspace(0, LONGEST, 101)
        left.plot(x, length_density(x), color=style.INK, ls=":", label="density of the worms")
        left.plot([0, LONGEST], [1 / LONGEST] * 2, color=style.MODEL, ls="--", label="model")
        self.bins = left.stairs([0], [0, LONGEST], fill=True, color=style.WORMS, label="bins")
        self.bins.set(alpha=0.6)
        left.set(xlim=(0, LONGEST), ylim=(0, 1.4), xlabel="length in cm")
        left.set_ylabel("probability per cm")
        self._draw_divergences(right)
        self.marker = Pointer(right, style.WORMS)
        self.handles.append(Handle(0, right, lambda number: number))
        self.legend()
        return [self.bins, *self.marker.artists]

    def _draw_divergences(self, axes: Axes) -> None:
        values = list(self.divergences.values())
        (curve,) = axes.semilogx(self.numbers, values, "o-", color=style.WORMS, ms=5)
        curve.set_label("KL(worms ‖ model)")
        self.trace(curve, 0)
        axes.set(xlim=(0.8, self.numbers[-1] * 1.25), ylim=(-0.01, 0.26), xlabel="bins (log scale)")
        axes.set_ylabel("KL divergence in nats")
        axes.set_xticks(self.numbers[::2], [str(number) for number in self.numbers[::2]])
        axes.minorticks_off()

    def update(self, number: float) -> None:
        """Set the bins to as many."""
        edges = np.linspace(0, LONGEST, int(number) + 1)
        self.bins.set_data(self.shares[number] * number / LONGEST, edges)
        self.marker.set(number, self.divergences[number])

    def alt(self, number: float) -> str:
        """Say how close the bins are to the curve."""
        likeness = (
            "One bar as high as the dashed model"
            if number == 1
            else f"{number:g} bars, a staircase along the dotted density"
            if number < 64
            else f"{number:g} bars that fill the dotted density"
        )
        return (
            f"Left, {likeness[0].lower()}{likeness[1:]} of the worms' lengths. Right, KL over the "
            f"number of bins; the marker stands at {self.divergences[number]:.4f}."
        )

    def sentence(self, number: float) -> str:
        """Give the divergence and what the last cut has added."""
        kl = self.divergences[number]
        before = self.divergences.get(number // 2)
        bins = "1 bin" if number == 1 else f"{number:g} bins"
        gain = "" if before is None else f", {written(kl - before)} more than with half as many"
        return f"{bins}: KL(worms ‖ model) = <b>{kl:.4f} nats</b>{gain}."


class Bell:
    """A bell curve with two grips, at its top and at its shoulder, that moves.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where it is drawn.
    label : str
        Name in the legend.
    """

    z = np.linspace(-3.6, 3.6, 31)

    def __init__(self, axes: Axes, label: str) -> None:
        self.axes = axes
        (self.curve,) = axes.plot([], [], color=style.MODEL, ls="--", label=label)
        self.curve.set_path_effects(light_edge(2))
        (self.grips,) = axes.plot([], [], "D", color=style.MODEL, mec=style.PAPER, ms=9)

    @property
    def artists(self) -> list[Artist]:
        """The artists that move, the lowest first."""
        return [self.curve, self.grips]

    def handles(self, mean: int, width: int) -> list[Handle]:
        """Let its top be taken hold of for the mean, and its shoulder for the width.

        Parameters
        ----------
        mean, width : int
            Which sliders they are.

        Returns
        -------
        list of Handle
            Of the top and of the shoulder.
        """
        return [
            Handle(mean, self.axes, lambda value: value),
            Handle(width, self.axes, lambda middle, sd: middle + sd, of=(mean, width)),
        ]

    def set(self, mean: float, width: float) -> None:
        """Move the bell.

        Parameters
        ----------
        mean, width : float
            Its mean and its standard deviation.
        """
        x = mean + width * self.z
        self.curve.set_data(x, normal_density(x, mean, width))
        places = [mean, mean + width]
        self.grips.set_data(places, normal_density(places, mean, width))


class TwoNormals(Picture):
    """Two bells on the left, what each place adds to their divergence on the right.

    P is N(0, 1). Slider values: mean and width of Q.
    """

    x = np.linspace(-7, 7, 71)

    def build(self) -> Sequence[Artist]:
        """P stands still; Q, and on the right the terms and their areas, move."""
        left, right = self.panels(2)
        left.fill_between(self.x, normal_density(self.x), color=style.WORMS, alpha=0.5, lw=0)
        left.collections[0].set_label("P, N(0, 1)")
        self.q = Bell(left, "Q")
        left.set(xlim=(-7, 7), ylim=(0, 0.85), xlabel="x", ylabel="density")
        right.axhline(0, color=style.INK, lw=1)
        look = {"ec": style.INK, "lw": 1}
        (self.above,) = right.fill([0], [0], fc=style.HIGHLIGHT, label="adds", **look)
        (self.below,) = right.fill([0], [0], fc="none", hatch="////", label="takes away", **look)
        right.set(xlim=(-7, 7), ylim=(-0.6, 2.2), xlabel="x", ylabel="f(x) ln(f(x) / g(x))")
        self.handles.extend(self.q.handles(mean=0, width=1))
        self.legend()
        return [self.above, self.below, *self.q.artists]

    def _term(self, mean: float, width: float) -> FloatArray:
        ratio = log_normal_density(self.x) - log_normal_density(self.x, mean, width)
        return normal_density(self.x) * ratio

    def update(self, mean: float, width: float) -> None:
        """Move Q and the terms."""
        self.q.set(mean, width)
        terms = self._term(mean, width)
        for area, heights in [(self.above, terms.clip(min=0)), (self.below, terms.clip(max=0))]:
            ends = [[self.x[-1], 0], [self.x[0], 0]]
            area.set_xy(np.concatenate([np.column_stack([self.x, heights]), ends]))

    def alt(self, mean: float, width: float) -> str:
        """Say where Q stands, and where it costs."""
        side = "over" if mean == 0 else "left of" if mean < 0 else "right of"
        shape = "as wide" if width == 1 else "narrower" if width < 1 else "wider"
        terms = self._term(mean, width)
        cut = " The curve leaves the picture above." if terms.max() > 2.2 else ""
        if not np.abs(terms).max() > 1e-12:
            return "Left, two bells that cover each other. Right, a flat line at zero."
        return (
            f"Left, the dashed bell Q stands {side} the filled bell P and is {shape}. Right, the "
            f"terms: highest at x = {self.x[terms.argmax()]:.1f}, hatched where they are "
            f"negative, lowest at x = {self.x[terms.argmin()]:.1f}.{cut}"
        )

    def sentence(self, mean: float, width: float) -> str:
        """Give the divergence in both directions."""
        forward, reverse = kl_normals(0, 1, mean, width), kl_normals(mean, width, 0, 1)
        return (
            f"Q is a bell with mean {_short(mean)} and width {width:g}: KL(P ‖ Q) = "
            f"<b>{forward:.4f} nats</b>, KL(Q ‖ P) = {reverse:.4f} nats."
        )


class BellOnTwoHumps(Picture):
    """One bell for two kinds of worms on the left, both divergences on the right.

    Slider values: width and mean of the bell, in centimetres.

    Parameters
    ----------
    widths : sequence of float
        All stops of the width.
    means : sequence of float
        All stops of the mean.
    """

    humps = ([3, 9], [1, 1], [0.5, 0.5])
    x = np.linspace(-4, 17, 85)
    grid = np.arange(-40, 52, 0.02)

    def __init__(self, widths: Sequence[float], means: Sequence[float]) -> None:
        self.means = list(means)
        log_humps = log_mixture_density(self.grid, *self.humps)
        self.curves = {}
        for width in widths:
            bells = [log_normal_density(self.grid, mean, width) for mean in means]
            self.curves[width] = (
                np.array([kl_densities(log_humps, bell, 0.02) for bell in bells]),
                np.array([kl_densities(bell, log_humps, 0.02) for bell in bells]),
            )
        super().__init__()

    def build(self) -> Sequence[Artist]:
        """Humps stand still; the bell, both curves and their markers move."""
        left, right = self.panels(2)
        humps = np.exp(log_mixture_density(self.x, *self.humps))
        left.fill_between(self.x, humps, color=style.WORMS, alpha=0.5, lw=0, label="worms")
        self.bell = Bell(left, "bell")
        left.set(xlim=(-4, 17), ylim=(0, 0.85), xlabel="length in cm", ylabel="density")
        left.set_xticks(range(-3, 16, 3))
        curves = self._draw_divergences(right)
        self.markers = Pointer(right, style.MODEL), Pointer(right, style.SECOND_MODEL, "s", row=1)
        self.handles.extend(self.bell.handles(mean=1, width=0))
        self.handles.append(Handle(1, right, lambda mean: mean))
        self.legend()
        marks = [artist for marker in self.markers for artist in marker.artists]
        return [*self.bell.artists, *curves, *marks]

    def _draw_divergences(self, axes: Axes) -> list[Artist]:
        looks = [
            ("-", style.MODEL, "KL(worms ‖ bell)"),
            ("--", style.SECOND_MODEL, "KL(bell ‖ worms)"),
        ]
        self.lines = [
            axes.semilogy(self.means, np.ones(len(self.means)), ls, color=color, label=label)[0]
            for ls, color, label in looks
        ]
        for line in self.lines:
            self.trace(line, 1)
        axes.set(xlim=(-0.4, 12.4), ylim=(0.3, 100), xlabel="mean of the bell in cm")
        axes.set_ylabel("KL divergence in nats (log scale)")
        axes.yaxis.set_major_formatter("{x:g}")
        return self.lines

    def both(self, width: float, mean: float) -> tuple[float, float]:
        """Give KL(worms ‖ bell) and KL(bell ‖ worms), in nats."""
        forward, reverse = self.curves[width]
        place = self.means.index(mean)
        return float(forward[place]), float(reverse[place])

    def update(self, width: float, mean: float) -> None:
        """Move the bell, and draw both divergences for its width."""
        self.bell.set(mean, width)
        for line, curve in zip(self.lines, self.curves[width], strict=True):
            line.set_ydata(curve)
        for marker, kl in zip(self.markers, self.both(width, mean), strict=True):
            marker.set(mean, kl)

    def alt(self, width: float, mean: float) -> str:
        """Say what the bell covers, and which divergence is larger."""
        place = (
            f"between the two humps, at {mean:g} cm"
            if 4 <= mean <= 8
            else f"on the {'left' if mean < 6 else 'right'} hump, at {mean:g} cm"
            if 2 <= mean <= 10
            else f"beside both humps, at {mean:g} cm"
        )
        forward, reverse = self.both(width, mean)
        higher = "solid curve, worms first," if forward > reverse else "dashed curve, bell first,"
        return (
            f"Left, two humps at 3 and 9 cm, and a bell of width {width:.4g} with its top {place}. "
            f"Right, both divergences over the mean for this width; here the {higher} is higher."
        )

    def sentence(self, width: float, mean: float) -> str:
        """Give both divergences."""
        forward, reverse = self.both(width, mean)
        return (
            f"Width {width:.4g} cm, mean {mean:g} cm: forward, KL(worms ‖ bell) = "
            f"<b>{forward:.4f} nats</b>; reverse, KL(bell ‖ worms) = {reverse:.4f} nats."
        )


class EstimateFromSamples(Picture):
    """Samples from P on the left, three estimates from them on the right.

    P is N(0, 1) and Q is N(1, 1). Slider value: number of samples.

    Parameters
    ----------
    numbers : sequence of int
        All stops.
    """

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = np.array(numbers)
        source, bell = random.Random(SEED), NormalDist()
        self.samples = np.array([bell.inv_cdf(source.random()) for _ in range(numbers[-1])])
        terms = kl_estimates(log_normal_density(self.samples), log_normal_density(self.samples, 1))
        self.estimates = np.cumsum(terms, axis=1)[:, self.numbers - 1] / self.numbers
        self.true = kl_normals(0, 1, 1, 1)
        super().__init__()

    def build(self) -> Sequence[Artist]:
        """Both bells and the true value stand still; samples and markers move."""
        left, right = self.panels(2)
        x = np.linspace(-4, 5, 91)
        left.fill_between(x, normal_density(x), color=style.WORMS, alpha=0.5, lw=0, label="P")
        left.plot(x, normal_density(x, 1), color=style.MODEL, ls="--", label="Q")
        (self.ticks,) = left.plot([], [], "|", color=style.INK, ms=14, mew=1, label="samples")
        left.set(xlim=(-4, 5), ylim=(-0.05, 0.5), xlabel="x", ylabel="density")
        right.axhline(self.true, color=style.INK, ls=":", label="KL(P ‖ Q)")
        right.axhline(0, color=style.MUTED, lw=1)
        self._draw_estimates(right)
        self.handles.append(Handle(0, right, lambda number: number))
        self.legend()
        return [self.ticks, *(artist for marker in self.markers for artist in marker.artists)]

    def _draw_estimates(self, axes: Axes) -> None:
        axes.set(xscale="log", xlim=(0.8, self.numbers[-1] * 1.25), ylim=(-0.8, 1.6))
        axes.set(xlabel="samples (log scale)", ylabel="estimate in nats")
        colors = (style.MODEL, style.SECOND_MODEL, style.WORMS)
        shapes, lines = ("D", "s", "o"), ("-", "--", "-.")
        looks = zip(ESTIMATORS, self.estimates, colors, lines, strict=True)
        for name, estimate, color, line in looks:
            (curve,) = axes.plot(self.numbers, estimate, line, color=color, label=name)
            self.trace(curve, 0)
        self.markers = [
            Pointer(axes, color, shape, row)
            for row, (color, shape) in enumerate(zip(colors, shapes, strict=True))
        ]

    def update(self, number: float) -> None:
        """Show as many samples, 200 at most, and move the markers."""
        shown = self.samples[: min(int(number), 200)]
        self.ticks.set_data(shown, np.full(shown.size, -0.02))
        for marker, estimate in zip(self.markers, self._at(number), strict=True):
            marker.set(number, estimate)

    def _at(self, number: float) -> FloatArray:
        return self.estimates[:, int(np.flatnonzero(self.numbers == number)[0])]

    def alt(self, number: float) -> str:
        """Say where the three markers stand."""
        places = [f"{name} {self._place(value)}" for name, value in self._named(number)]
        ticks = "one sample" if number == 1 else f"{min(int(number), 200)} samples"
        return (
            f"Left, the bells P and Q, and {ticks} as ticks below. Right, three estimates over the "
            f"number of samples, with a dotted line at 0.5: {', '.join(places)}."
        )

    def _named(self, number: float) -> list[tuple[str, float]]:
        return list(zip(ESTIMATORS, self._at(number).tolist(), strict=True))

    def _place(self, estimate: float) -> str:
        if estimate < 0:
            return "below zero"
        near = abs(estimate - self.true) < 0.05
        return "close to it" if near else "below it" if estimate < self.true else "above it"

    def sentence(self, number: float) -> str:
        """Give the three estimates."""
        values = ", ".join(f"{name} {written(value)}" for name, value in self._named(number))
        samples = "1 sample" if number == 1 else f"{number:,.0f} samples"
        return f"{samples}: <b>{values}</b> nats. The true value is {self.true:g}."


def _short(number: float) -> str:
    """Write a number with as few digits as it has, and with a true minus sign."""
    return f"{number:g}".replace("-", "−")
