"""Pictures of worms that are collected, and of the uniform model beside them."""

import random
from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.divergence import kl_divergence
from kl_helpers.figures.parts import (
    Diamonds,
    draw_bars,
    label_outcomes,
    listed,
    nats,
    off_scale,
    teeth,
)
from kl_helpers.models import uniform_pmf
from kl_helpers.picture import Handle, Picture
from kl_helpers.validation import FloatArray, as_pmf
from kl_helpers.worms import TEETH_COUNTS, teeth_distribution

SEED = 38
"""Starts a sample that is typical: its first hundred worms are neither lucky nor unlucky."""


def draw_outcomes(pmf: ArrayLike, n: int, seed: int) -> list[int]:
    """Draw outcomes from a distribution, the same ones for the same seed everywhere.

    Python promises that its random numbers stay the same; numpy does not.

    Parameters
    ----------
    pmf : array_like, shape (k,)
        Probabilities of the outcomes 0 ... k - 1.
    n : int
        How many to draw.
    seed : int
        Where the random numbers start.

    Returns
    -------
    list of int
        The outcomes.

    Examples
    --------
    >>> draw_outcomes([0.5, 0, 0.5], 6, seed=1)
    [0, 2, 2, 0, 0, 0]
    """
    source = random.Random(seed)
    ends = np.cumsum(as_pmf(pmf))
    picks = [source.random() * ends[-1] for _ in range(n)]
    return np.searchsorted(ends, picks, side="right").tolist()


class CollectWorms(Picture):
    """Shares among the worms collected so far. Slider value: how many.

    The worms come from a planet that has exactly the shares of the first hundred.
    They are drawn once, so that a larger collection keeps the worms of a smaller one.

    Parameters
    ----------
    most : int
        Size of the largest collection.
    """

    def __init__(self, most: int) -> None:
        self.pmf = teeth_distribution()
        self.teeth = draw_outcomes(self.pmf, most, SEED)
        super().__init__()

    def counts(self, n_worms: int) -> np.ndarray:
        """Give how many of the first n worms have 0, 1, ... 10 teeth."""
        return np.bincount(self.teeth[:n_worms], minlength=self.pmf.size)

    def largest_gap(self, n_worms: int) -> tuple[int, float]:
        """Give the outcome whose share is farthest from its probability, and how far."""
        gaps = np.abs(self.counts(n_worms) / n_worms - self.pmf)
        return int(gaps.argmax()), float(gaps.max())

    def build(self) -> Sequence[Artist]:
        """Draw the planet's probabilities, which stand still; the bars move."""
        (axes,) = self.panels()
        draw_bars(axes, self.pmf, "worms collected")
        bars = list(axes.containers[0].patches)
        outcomes = np.arange(self.pmf.size)
        (lines,) = axes.plot(
            outcomes, self.pmf, "_", color=style.INK, ms=18, mew=2.5, label="probability p(x)"
        )
        self.bars = bars
        label_outcomes(axes, self.pmf.size, 0.42)
        axes.set_ylabel("share")
        self.legend()
        lines.set_markersize(30)  # as wide as a bar; in the legend it would run into the words
        return [*bars, lines]

    def update(self, n_worms: int) -> None:
        """Set the bars to the shares."""
        for bar, share in zip(self.bars, self.counts(n_worms) / n_worms, strict=True):
            bar.set_height(share)

    def alt(self, n_worms: int) -> str:
        """Say how far the bars are from the lines."""
        farthest, gap = self.largest_gap(n_worms)
        likeness = (
            "jump far above and below"
            if gap > 0.06
            else "end close to"
            if gap > 0.01
            else "end almost exactly at"
        )
        missing = listed(np.flatnonzero(self.counts(n_worms) == 0))
        none = "" if missing == "no outcome" else f" No bar yet at {missing}."
        return (
            f"Bars for {n_worms:,} collected worms {likeness} the black lines that mark the "
            f"probabilities. The share farthest from its line is that of {teeth(farthest)}.{none}"
        )

    def sentence(self, n_worms: int) -> str:
        """Say one count, its share, and the largest distance."""
        count = int(self.counts(n_worms)[4])
        farthest, gap = self.largest_gap(n_worms)
        return (
            f"{n_worms:,} worms, {count:,} of them with 4 teeth: a share of "
            f"<b>{count / n_worms:.4f}</b>, and p(4) = {self.pmf[4]:.2f}. The share farthest from "
            f"its probability is {gap:.4f} off, at {teeth(farthest)}."
        )


class UniformOutcomes(Picture):
    """The worms, and a uniform model over 0, 1, 2, ... Slider value: its number of outcomes.

    Parameters
    ----------
    most : int
        Largest number of outcomes.
    """

    top = 0.36

    def __init__(self, most: int) -> None:
        self.most = most
        self.pmf = teeth_distribution()
        super().__init__()

    def build(self) -> Sequence[Artist]:
        """Draw bars that stand still; the diamonds and the crosses move."""
        (axes,) = self.panels()
        draw_bars(axes, self.pmf, "worms")
        self.model = Diamonds(axes, self.most, "uniform model")
        self.handles.append(Handle(0, axes, lambda n_outcomes: n_outcomes - 1))
        self.places = np.arange(self.pmf.size)
        (self.crosses,) = axes.plot(
            self.places,
            np.full(self.pmf.size, np.nan),
            "X",
            color=style.MODEL,
            mec=style.INK,
            ms=11,
            label="seen, but impossible for the model",
        )
        label_outcomes(axes, self.most, self.top)
        axes.set_xticks(range(self.most))
        self.legend()
        return [*self.model.artists, self.crosses]

    def model_pmf(self, n_outcomes: int) -> FloatArray:
        """Give the model's probabilities of all outcomes shown; 0 for those left out."""
        left_out = np.zeros(self.most - n_outcomes)
        return np.concatenate([uniform_pmf(n_outcomes), left_out])

    def kl(self, n_outcomes: int) -> float:
        """KL(worms ‖ uniform) in nats; infinite where a worm is called impossible."""
        never_seen = np.zeros(self.most - self.pmf.size)
        worms = np.concatenate([self.pmf, never_seen])
        return kl_divergence(worms, self.model_pmf(n_outcomes))

    def update(self, n_outcomes: int) -> None:
        """Move the diamonds, and the crosses above the bars that the model leaves out."""
        model = self.model_pmf(n_outcomes)
        self.model.set(np.where(model > 0, model, np.nan))
        impossible = self.places >= n_outcomes
        self.crosses.set_ydata(np.where(impossible, self.pmf + 0.018, np.nan))

    def alt(self, n_outcomes: int) -> str:
        """Say how the diamonds stand and which bars carry a cross."""
        model = self.model_pmf(n_outcomes)
        impossible = listed(np.arange(n_outcomes, self.pmf.size))
        unseen = listed(np.arange(self.pmf.size, n_outcomes))
        return (
            f"Bars for the worms, diamonds in a level row at {listed(np.arange(n_outcomes))}. "
            f"Bars with a cross: {impossible}. Diamonds without a bar: {unseen}."
            + off_scale(model, self.top)
        )

    def sentence(self, n_outcomes: int) -> str:
        """Say what each outcome gets, what is left out, and the divergence."""
        return (
            f"{_outcomes(n_outcomes)}, each 1/{n_outcomes} = {1 / n_outcomes:.4f}. "
            f"{self._verdict(n_outcomes)} "
            f"KL(worms ‖ uniform) = <b>{nats(self.kl(n_outcomes))}</b>."
        )

    def _verdict(self, n_outcomes: int) -> str:
        seen = self.pmf.size
        if n_outcomes < seen:
            worms = int(TEETH_COUNTS[n_outcomes:].sum())
            teeth = "10 teeth" if n_outcomes == 10 else f"{n_outcomes} to 10 teeth"
            return f"It calls {teeth} impossible, but {worms} worms of 100 have them."
        if n_outcomes == seen:
            return "No worm is called impossible, and no probability is wasted."
        wasted = (n_outcomes - seen) / n_outcomes
        return f"No worm is called impossible, but {wasted:.4f} goes to outcomes no worm shows."


def _outcomes(number: int) -> str:
    return "1 outcome, 0 teeth" if number == 1 else f"{number} outcomes, 0 to {number - 1} teeth"
