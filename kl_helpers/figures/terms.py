"""Pictures of KL divergence taken apart: one term, and all terms with their sum."""

from collections.abc import Sequence
from html import escape

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.divergence import kl_terms
from kl_helpers.figures.parts import (
    ROUNDING,
    DataPicture,
    Pointer,
    chance,
    label_outcomes,
    nats,
    off_scale,
    outcome_name,
    peaks,
    written,
)
from kl_helpers.models import binomial_pmf, log_binomial_pmf
from kl_helpers.picture import Handle, Picture
from kl_helpers.validation import FloatArray

NEGATIVE_HATCH = "/////"


def term_in_nats(p: float, q: float) -> float:
    """Give p ln(p / q) in nats: 0 for p = 0, infinite for q = 0 < p.

    Parameters
    ----------
    p, q : float
        Probability of one event for the data and for the model.

    Returns
    -------
    float
        The term.

    Examples
    --------
    >>> round(term_in_nats(0.5, 0.25), 4), term_in_nats(0, 0), term_in_nats(0.5, 0)
    (0.3466, 0.0, inf)
    """
    if p == 0:
        return 0.0
    return float(p * np.log(p / q)) if q > 0 else float("inf")


class OneTerm(Picture):
    """One term of KL divergence over q(x). Slider values: p(x), then q(x)."""

    bottom, top = -0.5, 2.05

    def build(self) -> Sequence[Artist]:
        """Draw the axes; the curve, the bar under the marker and the marker move."""
        (axes,) = self.panels()
        self.q = np.linspace(0, 1, 201)[1:]
        axes.set(xlim=(-0.04, 1.04), ylim=(self.bottom, self.top))
        axes.set(xlabel="q(x), probability in the model", ylabel="term in nats")
        axes.axhline(0, color=style.INK, lw=1)
        (self.curve,) = axes.plot([], [], color=style.HIGHLIGHT, label="term for every q(x)")
        (self.line,) = axes.plot([0, 1], [0, 0], "--", color=style.MUTED, label="p(x) − q(x)")
        self.bar = axes.add_patch(_signed_patch(Rectangle((0, 0), 0.03, 0)))
        handles = [self.curve, self.line, *_sign_handles()]
        self.legend(handles)
        self.pointer = Pointer(axes, style.MODEL)
        self.handles.append(Handle(1, axes, lambda q: q))
        self.trace(self.curve, 1)
        return [self.line, self.curve, self.bar, *self.pointer.artists]

    def update(self, p: float, q: float) -> None:
        """Bend the curve to p(x) and move the marker to q(x)."""
        term = term_in_nats(p, q)
        self.curve.set_data(*self._curve(p))
        self.line.set_ydata([p, p - 1])  # may run out of the axes, which clip it
        _set_signed(self.bar, q - 0.015, 0, min(term, self.top), term < 0)
        self.pointer.set(q, term)

    def _curve(self, p: float) -> tuple[FloatArray, FloatArray]:
        """Give the term for every q, from where it leaves the picture on its way to infinity."""
        if p == 0:
            return self.q, 0 * self.q
        leaves_at = p * np.exp(-self.top / p)
        q = np.append(leaves_at, self.q[self.q > leaves_at])
        return q, p * (np.log(p) - np.log(q))

    def alt(self, p: float, q: float) -> str:
        """Say on which side of zero the marker stands."""
        end = f"{p - 1:g}".replace("-", "−")
        return (
            "Over q(x), a curve drawn where the marker has been, and a dashed line that falls from "
            f"{p:g} to {end}. The marker at q(x) = {q:g} {_place(term_in_nats(p, q))}."
        )

    def sentence(self, p: float, q: float) -> str:
        """Write the term out and say why it has this sign."""
        start = f"p(x) = {p:g}, q(x) = {q:g}: "
        term = written(term_in_nats(p, q))
        if p == 0:
            return f"{start}the term is <b>0 nats</b>. What never happens adds nothing."
        if q == 0:
            return f"{start}the term is <b>infinity</b>. The model calls impossible what happens."
        verdict = {
            -1: "The model says more than is there, so this term is negative.",
            0: "The model is right about this event, so it adds nothing.",
            1: "The model says less than is there, so this term is positive.",
        }[int(np.sign(p - q))]
        return f"{start}{p:g} × ln({p:g} / {q:g}) = <b>{term} nats</b>. {verdict}"


class KLBreakdown(DataPicture):
    """Data and binomial on the left; on the right each term on top of those before.

    Slider value: the binomial's p.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the data.
    name : str
        What the data are called, in the legend and in the texts.
    stops : sequence of float
        All values that the slider takes, for which the axes must have room.
    """

    def __init__(self, pmf: ArrayLike, name: str, stops: Sequence[float]) -> None:
        self.stops = stops
        super().__init__(pmf, name)

    def terms(self, p: float) -> FloatArray:
        """Give what each outcome adds, in nats.

        The binomial's logarithm is taken before it could round to zero, so that
        no term is infinite which is only large.
        """
        return kl_terms(self.pmf, log_q=log_binomial_pmf(self.n, p))

    def build(self) -> Sequence[Artist]:
        """Draw bars that stand still; the diamonds and the staircase of terms move."""
        left, right = self.panels(2)
        self.draw_data(left, "binomial")
        (self.mean,) = left.plot([0], [0], "^", ms=11, color=style.INK, label="mean of the model")
        self.mean.set(clip_on=False, mec=style.PAPER)
        self.handles.append(Handle(0, left, lambda p: self.n * p))
        stairs = self._build_stairs(right)
        names = left.get_legend_handles_labels()[0] + _sign_handles()
        total = Patch(facecolor=style.MUTED, label="sum")
        self.legend([*names, total])
        return [*self.model.artists, self.mean, *stairs]

    def _build_stairs(self, axes: Axes) -> list[Artist]:
        label_outcomes(axes, self.n + 1, 1, outcome_name(self.name), self.outcomes, ["sum"])
        totals = np.array([np.cumsum(self.terms(p)) for p in self.stops])
        low, high = totals.min(initial=0.0), totals.max(initial=0.1)
        room = 0.06 * (high - low)
        axes.set(ylim=(low - room, high + room), ylabel="running total in nats")
        axes.axhline(0, color=style.INK, lw=1)
        self.steps = [axes.add_patch(_signed_patch(Rectangle((0, 0), 0.8, 0))) for _ in self.pmf]
        self.sum = axes.add_patch(Rectangle((0, 0), 0.8, 0, facecolor=style.MUTED))
        edge = 0.8 if self.n <= 40 else 0
        for step in self.steps:
            step.set_linewidth(edge)
        (self.level,) = axes.plot([], [], color=style.INK, lw=0.8, drawstyle="steps-post")
        return [*self.steps, self.sum, self.level]

    def update(self, p: float) -> None:
        """Move the diamonds and stack the terms."""
        terms = self.terms(p)
        after = np.cumsum(terms)
        self.model.set(binomial_pmf(self.n, p))
        self.mean.set_xdata([self.n * p])
        for k, step in enumerate(self.steps):
            _set_signed(step, k - 0.4, after[k] - terms[k], terms[k], terms[k] < -ROUNDING)
        self.sum.set_bounds(self.n + 0.6, 0, 0.8, after[-1])
        self.level.set_data(np.arange(self.n + 2) - 0.4, [*after, after[-1]])

    def kl(self, p: float) -> float:
        """KL(data ‖ binomial with p), in nats."""
        return max(float(self.terms(p).sum()), 0.0)

    def alt(self, p: float) -> str:
        """Say which terms are negative and where the total ends."""
        negative = self.outcomes.listed(np.flatnonzero(self.terms(p) < -ROUNDING))
        return (
            f"Left, bars for the {self.name} and diamonds for the binomial with p = {chance(p)}. "
            "Right, a staircase in which each outcome adds its term to the total so far. "
            f"Hatched steps lead down, at {negative}; the last bar, the sum, reaches "
            f"{nats(self.kl(p))}." + off_scale(binomial_pmf(self.n, p), self.top, self.outcomes)
        )

    def sentence(self, p: float) -> str:
        """Give the sum, and its positive and negative parts."""
        terms, name = self.terms(p), self.html_name
        up, down = terms[terms > 0].sum(), terms[terms < 0].sum()
        return (
            f"p = {chance(p)}: positive terms {nats(up, '')}, negative terms {nats(down, '')}, "
            f"together KL({name} ‖ binomial) = <b>{nats(self.kl(p))}</b>. {self._largest(terms)}"
        )

    def _largest(self, terms: FloatArray) -> str:
        """Name the outcomes with the largest term, which several may share."""
        if np.ptp(terms) < ROUNDING:
            return "No term is larger than another."
        most = peaks(terms)
        outcome = "outcome" if most.size == 1 else "each of the outcomes"
        named = escape(self.outcomes.listed(most))
        return f"The largest term is that of {outcome} {named}: {nats(terms.max())}."


def _place(term: float) -> str:
    if np.isinf(term):
        return "has left the picture at the top, at infinity"
    if term == 0:
        return "stands on zero"
    if term > OneTerm.top:
        return f"lies above the picture, at {written(term)}; an arrow head marks it"
    return (
        f"stands above zero, at {written(term)}, on a solid bar"
        if term > 0
        else f"stands below zero, at {written(term)}, under a hatched bar"
    )


def _signed_patch(patch: Patch) -> Patch:
    patch.set(facecolor=style.HIGHLIGHT, edgecolor=style.INK, linewidth=0.8)
    return patch


def _set_signed(bar: Rectangle, left: float, start: float, height: float, negative: bool) -> None:
    """Place a bar: solid where it adds, hatched on white where it takes away."""
    bar.set_bounds(left, start, bar.get_width(), height)
    bar.set_facecolor("white" if negative else style.HIGHLIGHT)
    bar.set_hatch(NEGATIVE_HATCH if negative else "")


def _sign_handles() -> list[Patch]:
    adds = _signed_patch(Patch(label="adds"))
    takes_away = _signed_patch(Patch(label="takes away", hatch=NEGATIVE_HATCH))
    takes_away.set_facecolor("white")
    return [adds, takes_away]
