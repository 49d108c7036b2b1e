"""A picture of code lengths: how long each pattern is, and how often it is written."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from kl_helpers import style
from kl_helpers.figures.beyond import WASTE_LOOK
from kl_helpers.figures.parts import DataPicture, draw_bars, label_outcomes
from kl_helpers.models import fit_binomial, log_binomial_pmf
from kl_helpers.picture import Handle
from kl_helpers.worms import teeth_distribution

SAVED_LOOK = {"facecolor": "none", "edgecolor": style.INK, "ls": ":", "lw": 1.5}
"""What the worms' own code takes beyond the binomial's."""


class CodeLengths(DataPicture):
    """The lengths of two codes outcome by outcome, and beside them as areas.

    One code is built for the worms, one for the best binomial. On the right each number
    of teeth is a block as wide as its probability and as high as its pattern is long, so
    that an area is a number of bits per worm. What the binomial's code takes is shown for
    those numbers of teeth that the reader has chosen.

    Slider value: the number of teeth k.
    """

    def __init__(self) -> None:
        pmf = teeth_distribution()
        self.p = fit_binomial(pmf)
        self.own = -np.log2(pmf)
        self.other = -log_binomial_pmf(pmf.size - 1, self.p) / np.log(2)
        self.starts = np.cumsum(pmf) - pmf
        super().__init__(pmf)

    def build(self) -> Sequence[Artist]:
        """Draw both codes, the binomial's to be found; the marks of the choice move."""
        left, right = self.panels(2)
        top = 1.1 * self.other.max()
        draw_bars(left, self.own, "code for the worms")
        label_outcomes(left, self.n + 1, top)
        right.set(xlim=(0, 1), ylim=(0, top), xlabel="share of the worms, 0 to 10 teeth")
        for axes in (left, right):
            axes.set_ylabel("bits in a pattern")
        self._draw_diamonds(left)
        looks = self._draw_blocks(right)
        self.legend([*left.get_legend_handles_labels()[0], *(Patch(**look) for look in looks)])
        (self.ring,) = left.plot([0], [0], "o", ms=17, mfc="none", mec=style.INK, mew=1.5)
        self.outline = right.add_patch(Rectangle((0, 0), 0, 0, fill=False, ec=style.INK, lw=2.5))
        self.handles += [
            Handle(0, left, lambda k: k),
            Handle(0, right, lambda k: self.starts[k] + self.pmf[k] / 2),
        ]
        return [self.ring, self.outline]

    def _draw_diamonds(self, axes: Axes) -> None:
        look = {"color": style.MODEL, "ms": 8, "mec": style.PAPER, "ls": "none"}
        for k, bits in enumerate(self.other):
            label = "_nolegend_" if k else "code for the binomial"
            (diamond,) = axes.plot([k], [bits], "D", label=label, **look)
            self.find(diamond, {0: k})

    def _draw_blocks(self, axes: Axes) -> list[dict]:
        """Draw what both codes take, what only the binomial's does, and what only the other."""
        both = np.minimum(self.own, self.other)
        parts = [
            (0 * both, both, {"facecolor": style.WORMS, "label": "both codes"}),
            (both, self.other, {**WASTE_LOOK, "label": "only the binomial's: wasted"}),
            (both, self.own, {**SAVED_LOOK, "label": "only the worms' own: saved"}),
        ]
        for low, high, look in parts:
            for k in np.flatnonzero(high > low):
                height = high[k] - low[k]
                (block,) = axes.bar(
                    self.starts[k], height, self.pmf[k], low[k], align="edge", **look
                )
                self.find(block, {0: int(k)})
        return [look for _, _, look in parts]

    def update(self, k: int) -> None:
        """Surround what belongs to this number of teeth."""
        self.ring.set_data([k], [self.other[k]])
        top = max(self.own[k], self.other[k])
        self.outline.set_bounds(self.starts[k], 0, self.pmf[k], top)

    def alt(self, k: int) -> str:
        """Say how the two lengths stand to each other."""
        top = "is hatched" if self.other[k] > self.own[k] else "has a dotted frame"
        return (
            "Left, over the number of teeth, bars for the patterns of a code for the worms and "
            f"diamonds for those of a code for the binomial with p = {self.p:g}; that of {k} is "
            "ringed. Right, blocks as wide as the shares and as high as the patterns are long. "
            f"The block of {k} {top} on top."
        )

    def sentence(self, k: int) -> str:
        """Give both lengths, and both codes' averages over all worms."""
        averages = self.pmf @ self.own, self.pmf @ self.other
        return (
            f"k = {k}, {100 * self.pmf[k]:.0f} worms of 100. The code for the worms spends "
            f"<b>{self.own[k]:.3f} bits</b> on each of them, the code for the binomial with "
            f"p = {self.p:g} spends <b>{self.other[k]:.3f} bits</b>. Averages over all worms: "
            f"{averages[0]:.3f} and {averages[1]:.3f} bits."
        )
