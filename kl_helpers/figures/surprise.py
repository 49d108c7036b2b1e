"""Picture of surprise: what an outcome of probability q costs a model."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from kl_helpers import style
from kl_helpers.figures.parts import Pointer
from kl_helpers.picture import Handle, Picture


def surprise_in_nats(q: float) -> float:
    """Give ln(1 / q) in nats: 0 for what is certain, infinite for what is impossible.

    Parameters
    ----------
    q : float
        Probability that the model gives to what happens.

    Returns
    -------
    float
        The surprise.

    Examples
    --------
    >>> round(surprise_in_nats(0.5), 4), surprise_in_nats(1), surprise_in_nats(0)
    (0.6931, 0.0, inf)
    """
    return float(-np.log(q)) + 0.0 if q > 0 else float("inf")


class Surprise(Picture):
    """Surprise over q, and the surprises of two independent outcomes on top of each other.

    Slider values: q of the first outcome, q of the second.
    """

    top = 9.6

    def build(self) -> Sequence[Artist]:
        """Draw the axes; the curve is traced, two markers and three bars move."""
        left, right = self.panels(2)
        left.set(xlim=(-0.04, 1.04), ylim=(0, self.top), xlabel="q, probability in the model")
        left.set_ylabel("surprise in nats")
        q = np.append(np.exp(-self.top), np.linspace(0.001, 1, 1000))
        (curve,) = left.plot(q, -np.log(q), color=style.HIGHLIGHT, label="surprise of every q")
        self.markers = Pointer(left, style.MODEL), Pointer(left, style.SECOND_MODEL, "s", row=1)
        self.handles += [Handle(0, left, lambda q: q), Handle(1, left, lambda q: q)]
        self.trace(curve, 0)
        bars = self._build_bars(right)
        self.legend([curve, *self.bars])
        return [artist for marker in self.markers for artist in marker.artists] + bars

    def _build_bars(self, axes: Axes) -> list[Artist]:
        axes.set(xlim=(-0.6, 1.6), ylim=(0, self.top))
        axes.set(xlabel="two independent outcomes", ylabel="surprise in nats")
        axes.set_xticks([0, 1], ["one, then the other", "both as one"])
        looks = [
            (0, {"facecolor": style.MODEL, "label": "first outcome"}),
            (0, {"facecolor": style.SECOND_MODEL, "hatch": "||", "label": "second outcome"}),
            (1, {"facecolor": style.MUTED, "label": "both, with q₁ × q₂"}),
        ]
        self.bars = [
            axes.add_patch(Rectangle((x - 0.35, 0), 0.7, 0, edgecolor=style.INK, **look))
            for x, look in looks
        ]
        look = {"fontsize": 18, "ha": "center", "va": "top", "color": style.PAPER}
        self.signs = [axes.text(x, self.top, "∞", **look) for x in (0, 1)]
        return [*self.bars, *self.signs]

    def update(self, first: float, second: float) -> None:
        """Move the markers, and stack the second surprise on the first."""
        one, other = surprise_in_nats(first), surprise_in_nats(second)
        self.markers[0].set(first, one)
        self.markers[1].set(second, other)
        ends = np.minimum([one, one + other, one + other], self.top)
        for bar, start, end in zip(self.bars, [0, ends[0], 0], ends, strict=True):
            bar.set(y=start, height=end - start)
        for sign in self.signs:
            sign.set_visible(bool(np.isinf(one + other)))

    def alt(self, first: float, second: float) -> str:
        """Say how high the markers and the bars reach."""
        one, other = surprise_in_nats(first), surprise_in_nats(second)
        return (
            f"Left, over q from 0 to 1, a marker at q = {first:g} {_place(one)}, and a square at "
            f"q = {second:g} {_place(other)}. Right, a bar in which the surprise of the second "
            f"outcome stands on that of the first, and beside it a bar for both as one outcome; "
            f"both bars {_reach(one + other)}."
        )

    def sentence(self, first: float, second: float) -> str:
        """Give the surprise of one outcome, or of two and of both as one."""
        one, other = surprise_in_nats(first), surprise_in_nats(second)
        start = f"q₁ = {first:g}, q₂ = {second:g}: "
        if np.isinf(one + other):
            return f"{start}what was called impossible surprises by <b>infinity</b>."
        if second == 1:
            return f"{start}the first surprises by ln(1 / {first:g}) = <b>{one:.4f} nats</b>."
        return (
            f"{start}the two surprise by {one:.4f} and {other:.4f} nats. Both as one outcome have "
            f"the probability {first:g} × {second:g} = {first * second:g} and surprise by "
            f"ln(1 / {first * second:g}) = <b>{one + other:.4f} nats</b>."
        )


def _place(surprise: float) -> str:
    return "leaves the picture at the top" if np.isinf(surprise) else f"at {surprise:.4f} nats"


def _reach(surprise: float) -> str:
    return "go up to infinity" if np.isinf(surprise) else f"reach {surprise:.4f} nats"
