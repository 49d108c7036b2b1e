"""Parts that several pictures share: bars for the worms, diamonds for a model."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.validation import FloatArray


class Diamonds:
    """A model's probabilities: diamonds on stems, which move.

    A probability above the top of the axes is shown by an arrow head there.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where they are drawn.
    n_outcomes : int
        How many, at 0, 1, 2, ...
    label : str
        Name in the legend.
    color : str
        Colour of diamonds and stems.
    marker : str
        Shape of the heads, matplotlib's letter.
    """

    def __init__(
        self,
        axes: Axes,
        n_outcomes: int,
        label: str,
        color: str = style.MODEL,
        marker: str = "D",
    ) -> None:
        self.axes = axes
        self.outcomes = np.arange(n_outcomes)
        size = 7 if n_outcomes <= 25 else 3
        look = {"color": color, "mec": "white", "mew": 0.8, "ls": "none"}
        nowhere = np.full(n_outcomes, np.nan)
        self.stems: LineCollection = axes.vlines(self.outcomes, 0, 0, color=color, lw=2)
        (self.heads,) = axes.plot(
            self.outcomes, nowhere, marker, ms=size, label=label, clip_on=False, **look
        )
        (self.arrows,) = axes.plot(self.outcomes, nowhere, "^", ms=12, clip_on=False, **look)

    @property
    def artists(self) -> list[Artist]:
        """The artists that move, the lowest first."""
        return [self.stems, self.heads, self.arrows]

    def set(self, heights: ArrayLike) -> None:
        """Move the diamonds.

        Parameters
        ----------
        heights : array_like, shape (n_outcomes,)
            The probabilities.
        """
        heights = np.asarray(heights)
        top = self.axes.get_ylim()[1]
        self.heads.set_ydata(np.where(heights <= top, heights, np.nan))
        self.arrows.set_ydata(np.where(heights > top, 0.97 * top, np.nan))
        ends = np.minimum(heights, top)
        self.stems.set_segments(
            [((x, 0), (x, end)) for x, end in zip(self.outcomes, ends, strict=True)]
        )


def draw_bars(axes: Axes, pmf: FloatArray, label: str) -> None:
    """Draw the data's probabilities as bars that stand still.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where they are drawn.
    pmf : ndarray, shape (k,)
        Probabilities of the outcomes 0 ... k - 1.
    label : str
        Name in the legend.
    """
    axes.bar(np.arange(pmf.size), pmf, width=0.8, color=style.WORMS, label=label)


def label_outcomes(axes: Axes, n_outcomes: int, top: float, name: str = "number of teeth") -> None:
    """Fix the axes of a picture of probabilities, so that nothing jumps.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The axes.
    n_outcomes : int
        Number of outcomes on the horizontal axis.
    top : float
        Upper end of the vertical axis.
    name : str
        What the outcomes count.
    """
    axes.set(xlabel=name, ylabel="probability", xlim=(-0.6, n_outcomes - 0.4), ylim=(0, top))
    if n_outcomes <= 12:
        axes.set_xticks(range(n_outcomes))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))


def legend_above(figure: Figure) -> None:
    """Put one legend above all axes, where nothing that moves can run into it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A figure whose labelled artists are all drawn.
    """
    figure.legend(loc="outside upper center", ncols=4, columnspacing=1.2, handletextpad=0.5)


def off_scale(heights: ArrayLike, top: float) -> str:
    """Say which probabilities end above the picture; an empty text if none does.

    Parameters
    ----------
    heights : array_like, shape (k,)
        The probabilities of the outcomes 0 ... k - 1.
    top : float
        Upper end of the vertical axis.

    Returns
    -------
    str
        A sentence, or nothing.

    Examples
    --------
    >>> off_scale([0.9, 0.1], top=0.5)
    ' An arrow head marks a probability above the scale: 0.9000 at 0.'
    """
    heights = np.asarray(heights)
    over = [f"{written(heights[k])} at {k}" for k in np.flatnonzero(heights > top)]
    if not over:
        return ""
    return f" An arrow head marks a probability above the scale: {', '.join(over)}."


def written(number: float) -> str:
    """Write a number with four digits, the small ones with a power of ten.

    Parameters
    ----------
    number : float
        Any number, an infinite one too.

    Returns
    -------
    str
        What a sentence shows.

    Examples
    --------
    >>> written(0.25), written(0.0000123), written(float("inf"))
    ('0.2500', '1.230 × 10⁻⁵', 'infinity')
    """
    if np.isinf(number):
        return "infinity" if number > 0 else "minus infinity"
    if number == 0 or abs(number) >= 1e-3:
        return f"{number:.4f}".replace("-", "−")
    digits, exponent = f"{number:.3e}".split("e")
    power = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{digits} × 10{power}".replace("-", "−")
