"""Parts that several pictures share: bars for the worms, diamonds for a model."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.validation import FloatArray


class Diamonds:
    """A model's probabilities: diamonds on stems, which move.

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
    """

    def __init__(
        self, axes: Axes, n_outcomes: int, label: str, color: str = style.MODEL, marker: str = "D"
    ) -> None:
        self.outcomes = np.arange(n_outcomes)
        zeros = np.zeros(n_outcomes)
        self.stems: LineCollection = axes.vlines(self.outcomes, zeros, zeros, color=color, lw=2)
        size = 7 if n_outcomes <= 25 else 3
        self.heads: Line2D = axes.plot(
            self.outcomes, zeros, marker, color=color, ms=size, mec="white", mew=0.8, label=label
        )[0]

    @property
    def artists(self) -> list[Artist]:
        """The artists that move, the lowest first."""
        return [self.stems, self.heads]

    def set(self, heights: ArrayLike) -> None:
        """Move the diamonds to `heights`, shape (n_outcomes,)."""
        heights = np.asarray(heights)
        self.heads.set_ydata(heights)
        self.stems.set_segments(
            [((x, 0), (x, height)) for x, height in zip(self.outcomes, heights, strict=True)]
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


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does.

    Examples
    --------
    >>> listed(["0", "1", "2"])
    '0, 1 and 2'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
