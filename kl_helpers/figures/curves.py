"""Pictures of KL divergence as a curve over the binomial's p."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.divergence import kl_divergence, kl_from_binomial
from kl_helpers.figures.parts import (
    DataPicture,
    Pointer,
    as_label,
    chance,
    nats,
    off_scale,
)
from kl_helpers.models import binomial_pmf, fit_binomial, uniform_pmf
from kl_helpers.picture import Handle

LOWEST_SHOWN = 1e-3
"""The logarithmic axis has no zero: smaller divergences are drawn at this height."""


class KLCurve(DataPicture):
    """The binomial against data on the left, its KL on the curve on the right.

    Slider value: p.
    """

    def __init__(self, pmf: ArrayLike, name: str = "worms") -> None:
        self.best_p = fit_binomial(pmf)
        self.best = kl_from_binomial(pmf, self.best_p)
        self.uniform = kl_divergence(pmf, uniform_pmf(len(pmf)))
        super().__init__(pmf, name)

    def build(self) -> Sequence[Artist]:
        """Bars, curve and lines stand still; diamonds and the marker move."""
        left, right = self.panels(2)
        self.draw_data(left, "binomial")
        self._draw_curve(right)
        self.marker = Pointer(right, style.MODEL)
        self.handles.append(Handle(0, right, lambda p: p))
        self.legend()
        return [*self.model.artists, *self.marker.artists]

    def _draw_curve(self, axes: Axes) -> None:
        p = np.linspace(0.005, 0.995, 199)
        kl = np.maximum(kl_from_binomial(self.pmf, p), LOWEST_SHOWN)
        (curve,) = axes.semilogy(
            p, kl, color=style.MODEL, label=f"KL({as_label(self.name)} ‖ binomial)"
        )
        self.trace(curve, 0)
        (star,) = axes.plot(
            [self.best_p],
            [max(self.best, LOWEST_SHOWN)],
            "*",
            color=style.INK,
            ms=14,
            ls="none",
            label="lowest point",
        )
        self.find(star, {0: self.best_p})
        axes.axhline(
            max(self.uniform, LOWEST_SHOWN), color=style.SECOND_MODEL, ls="--", label="uniform"
        )
        bottom = max(min(kl.min(), self.uniform), LOWEST_SHOWN)
        axes.set(xlim=(0, 1), ylim=(bottom / 1.6, kl.max() * 1.6), xlabel="p")
        axes.set_ylabel("KL divergence in nats (log scale)")
        axes.yaxis.set_major_formatter("{x:g}")

    def update(self, p: float) -> None:
        """Move the diamonds and the marker."""
        self.model.set(binomial_pmf(self.n, p))
        self.marker.set(p, max(self.kl(p), LOWEST_SHOWN))

    def kl(self, p: float) -> float:
        """KL(data ‖ binomial with p), in nats."""
        return kl_from_binomial(self.pmf, p)

    def alt(self, p: float) -> str:
        """Say where the marker stands on the curve."""
        lowest = ", its lowest point" if p == self.best_p else ""
        return (
            f"Left, bars for the {self.name} and diamonds for the binomial with p = {chance(p)}. "
            f"Right, a marker on the curve of KL over p, at {nats(self.kl(p))}{lowest}, and a "
            f"dashed line for the uniform model, at {nats(self.uniform)}."
            + off_scale(binomial_pmf(self.n, p), self.top, self.outcomes)
        )

    def sentence(self, p: float) -> str:
        """Give KL here, and the uniform's beside it."""
        lowest, name = ", the lowest of all p" if p == self.best_p else "", self.html_name
        return (
            f"p = {chance(p)}: KL({name} ‖ binomial) = <b>{nats(self.kl(p))}</b>{lowest}. "
            f"KL({name} ‖ uniform) = {nats(self.uniform)}."
        )
