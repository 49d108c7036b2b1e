"""Pictures of a distribution in pieces, and of events: bars, and areas under a curve."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from kl_helpers import style
from kl_helpers.figures.parts import draw_bars, label_outcomes, teeth
from kl_helpers.lengths import LONGEST, length_density, length_probability
from kl_helpers.picture import Handle, Picture
from kl_helpers.validation import FloatArray
from kl_helpers.worms import TEETH_COUNTS, teeth_distribution

PEAK = 1.0
"""The length at which the thread is highest, in centimetres."""

EVENT_HATCH = "////"


def draw_thread(axes: Axes) -> None:
    """Draw the density of the lengths, and fix the axes around it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where it is drawn.
    """
    x = np.linspace(0, LONGEST, 301)
    axes.plot(x, length_density(x), color=style.INK, label="thread f(x)", zorder=4, clip_on=False)
    axes.axhline(1, color=style.MUTED, ls=":", lw=1.2, label="height 1")
    axes.set(xlim=(0, LONGEST), ylim=(0, 1.3), xlabel="length x in cm")
    axes.set_ylabel("density in 1/cm")


class CutIntoPieces(Picture):
    """The thread, and the bars of equal pieces with the same areas. Slider value: pieces."""

    def build(self) -> Sequence[Artist]:
        """Draw the thread, which stands still; the bars and their edges move."""
        (axes,) = self.panels()
        draw_thread(axes)
        self.bars = axes.stairs(
            [0.0], [0, LONGEST], fill=True, color=style.WORMS, alpha=0.75, label="pieces"
        )
        self.edges = axes.vlines([0], 0, 0, color="white", lw=1)
        thread, one = axes.get_lines()
        self.legend()
        return [self.bars, self.edges, one, thread]

    def pieces(self, n_pieces: int) -> tuple[FloatArray, FloatArray]:
        """Give the edges of the pieces in cm and their probabilities."""
        edges = np.linspace(0, LONGEST, n_pieces + 1)
        return edges, length_probability(edges[:-1], edges[1:])

    def heights(self, n_pieces: int) -> FloatArray:
        """Give each piece's probability divided by its width, in 1/cm."""
        _, probabilities = self.pieces(n_pieces)
        return probabilities / (LONGEST / n_pieces)

    def largest_gap(self, n_pieces: int) -> float:
        """Give the largest distance between bars and thread, in 1/cm.

        Within a piece the thread is farthest from the flat top at one of the two
        edges, or at the peak.
        """
        edges, _ = self.pieces(n_pieces)
        left, right = edges[:-1], edges[1:]
        places = np.array([left, right, np.clip(PEAK, left, right)])
        return float(np.abs(length_density(places) - self.heights(n_pieces)).max())

    def update(self, n_pieces: int) -> None:
        """Cut anew."""
        edges, _ = self.pieces(n_pieces)
        heights = self.heights(n_pieces)
        self.bars.set_data(heights, edges)
        cuts = zip(edges[1:-1], np.maximum(heights[:-1], heights[1:]), strict=True)
        self.edges.set_segments([((x, 0), (x, height)) for x, height in cuts])

    def alt(self, n_pieces: int) -> str:
        """Say how far the bars are from the thread."""
        gap = self.largest_gap(n_pieces)
        likeness = (
            "The bars are hard to tell from the thread"
            if gap < 0.05
            else "A staircase of bars follows the thread"
            if gap < 0.5
            else "Here the thread is far above the flat tops, there far below"
        )
        bars = "One bar carries" if n_pieces == 1 else f"{n_pieces} bars of equal width carry"
        return (
            "A smooth thread rises slowly from 0 cm to its peak at 1 cm, above the dotted line at "
            f"height 1, and falls steeply to 1.5 cm. {bars} the areas below it. {likeness}."
        )

    def sentence(self, n_pieces: int) -> str:
        """Say width, height and area of the tallest bar, and all areas together."""
        _, probabilities = self.pieces(n_pieces)
        width, tallest = LONGEST / n_pieces, probabilities.max()
        pieces = "1 piece" if n_pieces == 1 else f"{n_pieces} pieces"
        return (
            f"{pieces}, {width:.4g} cm wide. The tallest bar has area {tallest:.6g}, so its height "
            f"is {tallest:.6g} / {width:.4g} = {tallest / width:.4f} per cm. "
            f"All areas together: <b>{probabilities.sum():.4f}</b>. "
            f"Largest gap between bars and thread: {self.largest_gap(n_pieces):.4f} per cm."
        )


class DiscreteEvent(Picture):
    """The worms as bars, with the event X = k marked. Slider value: k."""

    def build(self) -> Sequence[Artist]:
        """Draw the bars, which stand still; the mark and its number move."""
        self.pmf = teeth_distribution()
        (axes,) = self.panels()
        draw_bars(axes, self.pmf, "worms")
        look = {"facecolor": style.HIGHLIGHT, "edgecolor": style.INK, "hatch": EVENT_HATCH}
        bars = axes.bar([0], [0.1], width=0.8, label="the event X = k", **look)
        self.mark = bars.patches[0]
        self.number = axes.annotate(
            "", (0, 0), (0, 4), textcoords="offset points", ha="center", fontsize=12
        )
        label_outcomes(axes, self.pmf.size, 0.2)
        self.handles.append(Handle(0, axes, lambda k: k))
        self.legend()
        return [self.mark, self.number]

    def update(self, k: int) -> None:
        """Mark the bar of k and write its probability above it."""
        self.mark.set(x=k - 0.4, height=self.pmf[k])
        self.number.xy = (k, self.pmf[k])
        self.number.set_text(f"{self.pmf[k]:.2f}")

    def alt(self, k: int) -> str:
        """Say which bar is marked, and how it compares with the others."""
        taller = int((self.pmf > self.pmf[k]).sum())
        rank = "No bar is taller" if taller == 0 else f"Taller bars: {taller}"
        return (
            f"Eleven bars for worms with 0 to 10 teeth. The bar at {k} is hatched and carries "
            f"the number {self.pmf[k]:.2f}. {rank}."
        )

    def sentence(self, k: int) -> str:
        """Say the probability of the event and of its opposite."""
        return (
            f"The event X = {k}: {TEETH_COUNTS[k]} worms of {TEETH_COUNTS.sum()} have {teeth(k)}, "
            f"so P(X = {k}) = <b>{self.pmf[k]:.2f}</b>. All other outcomes together: "
            f"P(X ≠ {k}) = {1 - self.pmf[k]:.2f}."
        )


class IntervalEvent(Picture):
    """An interval of lengths as an area, and what remains of it as it gets narrower.

    Slider values: the interval's centre, then its width, both in centimetres.

    Parameters
    ----------
    widths : sequence of float
        All widths that the slider takes, in order.
    """

    def __init__(self, widths: Sequence[float]) -> None:
        self.widths = np.array(widths)
        super().__init__()

    def build(self) -> Sequence[Artist]:
        """Draw thread and axes; the area on the left and both rows of points move."""
        left, right = self.panels(2)
        draw_thread(left)
        look = {"facecolor": style.HIGHLIGHT, "edgecolor": style.INK, "hatch": EVENT_HATCH}
        (self.area,) = left.fill([0, 0, 0], [0, 0, 0], label="probability", **look)
        moving = self._draw_rows(right)
        self.legend()
        self.handles += [
            Handle(0, left, lambda centre: centre),
            Handle(1, left, lambda centre, width: centre - width / 2, of=(0, 1)),
            Handle(1, left, lambda centre, width: centre + width / 2, of=(0, 1)),
            Handle(1, right, self._step),
        ]
        self.trace(self.probability, 1)
        self.trace(self.ratio, 1)
        self.find(self.density, {1: self.widths.min()})
        thread, _ = left.get_lines()
        return [self.area, thread, *moving]

    def _draw_rows(self, axes: Axes) -> list[Artist]:
        steps = np.arange(self.widths.size)
        axes.set(xlim=(-0.5, steps[-1] + 0.5), ylim=(0, 1.3), xlabel="width in cm")
        axes.set_xticks(steps, [f"{width:g}" for width in self.widths], fontsize=11.5)
        nothing = np.full(steps.size, np.nan)
        shared = {"ms": 6, "clip_on": False}
        (self.probability,) = axes.plot(steps, nothing, "s", color=style.HIGHLIGHT, **shared)
        (self.ratio,) = axes.plot(
            steps, nothing, "o", color=style.SECOND_MODEL, label="probability / width", **shared
        )
        (self.density,) = axes.plot(
            axes.get_xlim(), [0, 0], "--", color=style.INK, lw=1.2, label="density"
        )
        ring = {"mfc": "none", "mec": style.INK, "mew": 1.6, "ls": "none", "clip_on": False}
        (self.chosen,) = axes.plot([0, 0], [0, 0], "o", ms=13, **ring)
        return [self.density, self.probability, self.ratio, self.chosen]

    def probabilities(self, centre: float) -> FloatArray:
        """Give the probability of the interval around centre, for each width."""
        return length_probability(centre - self.widths / 2, centre + self.widths / 2)

    def update(self, centre: float, width: float) -> None:
        """Shade the area, and ring the two points that belong to this width."""
        x = np.linspace(centre - width / 2, centre + width / 2, 41)
        outline = [(x[0], 0), *zip(x, length_density(x), strict=True), (x[-1], 0)]
        self.area.set_xy(outline)
        probabilities = self.probabilities(centre)
        ratios = probabilities / self.widths
        self.probability.set_ydata(probabilities)
        self.ratio.set_ydata(ratios)
        self.density.set_ydata([length_density(centre)] * 2)
        step = self._step(width)
        self.chosen.set_data([step, step], [probabilities[step], ratios[step]])

    def _step(self, width: float) -> int:
        return int(np.argmin(np.abs(self.widths - width)))

    def alt(self, centre: float, width: float) -> str:
        """Say how wide the area is and where the two points stand."""
        shape = "thin line" if width < 0.02 else "narrow strip" if width <= 0.1 else "wide area"
        probability = length_probability(centre - width / 2, centre + width / 2)
        line = " It lies on a dashed line, the density." if width == self.widths.min() else ""
        return (
            f"Left, under the thread, a hatched {shape} around {centre:g} cm. Right, ringed at the "
            f"width {width:g} cm, a square for the probability at {probability:.4f} and a circle "
            f"for probability / width at {probability / width:.4f}.{line}"
        )

    def sentence(self, centre: float, width: float) -> str:
        """Say the probability, and what remains when it is divided by the width."""
        low, high = centre - width / 2, centre + width / 2
        probability = length_probability(low, high)
        density = f" The density at {centre:g} cm is {length_density(centre):.4f} per cm."
        return (
            f"P({low:.6g} &lt; X &lt; {high:.6g}) = <b>{probability:.6g}</b>. "
            f"Divided by the width: {probability:.6g} / {width:g} = "
            f"{probability / width:.4f} per cm." + (density if width == self.widths.min() else "")
        )
