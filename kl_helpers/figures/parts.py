"""Parts that several pictures share: bars for the data, diamonds for a model, texts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from unicodedata import bidirectional

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.font_manager import findfont, get_font
from matplotlib.patheffects import AbstractPathEffect, withStroke
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation, Transform
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.models import binomial_pmf, fit_binomial
from kl_helpers.own_data import Data
from kl_helpers.picture import Frame, Picture
from kl_helpers.validation import FloatArray, as_pmf

MOST_NAMES = 20
"""More names than this do not stand beside each other at an axis."""

MOST_APART = 60
"""Bars of more outcomes than this touch each other."""

MOST_LETTERS = 30
"""Names that have more, all together, are written upright."""

RIGHT_TO_LEFT = {"R", "AL"}
"""Unicode's classes of letters that are written from right to left."""

ROUNDING = 1e-9
"""What differs by less cannot be told from rounding."""


class DataPicture(Picture):
    """A picture of data, the worms or a reader's own, beside a model.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the outcomes 0 ... n, or `Shares` that have others.
    name : str
        What the data are called, in the legend and in the texts.

    Attributes
    ----------
    n : int
        Number of trials of a binomial beside the data, one less than there are outcomes.
    outcomes : Outcomes
        How the outcomes are written, in pictures and in texts.
    html_name : str
        The name, for a sentence: the reader chose it, so it is escaped.
    model_counts : bool
        Whether the model is one of whole numbers, to which names mean nothing.
    """

    model_counts = True

    def __init__(self, pmf: ArrayLike, name: str = "worms") -> None:
        self.pmf = as_pmf(pmf)
        self.n = self.pmf.size - 1
        self.outcomes = Outcomes.of(pmf)
        self.name = name
        self.html_name = escape(name)
        self.top = room_above(self.pmf)
        super().__init__()

    def draw_data(self, axes: Axes, model: str, prefixes: tuple[str, str] = ("", "")) -> None:
        """Draw the data as bars that stand still, and diamonds for a model, `self.model`.

        Parameters
        ----------
        axes : matplotlib.axes.Axes
            Where they are drawn.
        model : str
            Name of the model in the legend.
        prefixes : tuple of str
            What stands before the two names in the legend, such as "P: ".
        """
        draw_bars(axes, self.pmf, prefixes[0] + self.name)
        self.model = Diamonds(axes, self.n + 1, prefixes[1] + model)
        label_outcomes(axes, self.n + 1, self.top, outcome_name(self.name), self.outcomes)

    def legend(self, handles: Sequence[Artist] | None = None) -> None:
        """Name what the panels show, and the outcomes that cannot be named at the axis."""
        super().legend(handles)
        if self.outcomes.key:
            self.swatches.append(("", self.outcomes.key))

    def _frame(self, *values: float) -> Frame:
        """Draw the picture, and add to its words how the model sees the outcomes."""
        frame = super()._frame(*values)
        note = self.outcomes.note if self.model_counts else ""
        return replace(frame, sentence=frame.sentence + note + self.outcomes.crowd)


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
    """

    def __init__(self, axes: Axes, n_outcomes: int, label: str) -> None:
        self.axes = axes
        self.outcomes = np.arange(n_outcomes)
        size, edge, stem = (7, 0.8, 2) if n_outcomes <= 25 else (3, 0, 1)
        look = {"color": style.MODEL, "mec": "white", "mew": edge, "ls": "none"}
        nowhere = np.full(n_outcomes, np.nan)
        (self.stems,) = axes.plot([], [], color=style.MODEL, lw=stem, solid_capstyle="butt")
        self.stems.set_path_effects(light_edge(stem))
        (self.heads,) = axes.plot(
            self.outcomes, nowhere, "D", ms=size, label=label, clip_on=False, **look
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
        self.arrows.set_visible(bool((heights > top).any()))  # what shows nothing costs no time
        # One line with gaps: a page draws it quicker than a line for each outcome.
        ends = np.minimum(heights, top)
        self.stems.set_data(
            np.repeat(self.outcomes, 3), np.column_stack([0 * ends, ends, np.nan * ends]).ravel()
        )


class Pointer:
    """A marker that moves along a curve.

    A value outside the axes is shown by an arrow head at their edge, an infinite one
    by an arrow head with the sign of infinity. NaN is not shown.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where it is drawn; its limits must be set.
    color : str
        Colour of marker and arrow head.
    marker : str
        Shape of the marker, matplotlib's letter.
    row : int
        How many places from its own its arrow head keeps, to stand beside others.
    """

    def __init__(self, axes: Axes, color: str, marker: str = "D", row: int = 0) -> None:
        self.axes = axes
        self.row = row
        look = {"color": color, "clip_on": False, "zorder": 5}
        # An open ring, so that what it has been brought to stays in sight.
        (self.head,) = axes.plot([np.nan], [np.nan], marker, ms=11, mfc="none", mew=2.5, **look)
        self.head.set_path_effects(light_edge(2.5))
        (self.arrow,) = axes.plot([np.nan], [np.nan], "^", ms=12, mec=style.PAPER, **look)
        self.sign = axes.annotate(
            "", (0, 0), (9, -3), textcoords="offset points", color=color, fontsize=18, va="center"
        )

    @property
    def artists(self) -> list[Artist]:
        """The artists that move, the lowest first."""
        return [self.head, self.arrow, self.sign]

    def _beside(self, right: float, up: float) -> Transform:
        """Give data coordinates, moved by so many CSS pixels."""
        inches = self.axes.get_figure().dpi_scale_trans
        return self.axes.transData + ScaledTranslation(right / style.DPI, up / style.DPI, inches)

    def set(self, x: float, y: float) -> None:
        """Move the marker.

        Parameters
        ----------
        x, y : float
            Where it points to; y may be infinite or NaN.
        """
        low, high = self.axes.get_ylim()
        inside = low <= y <= high
        edge = high if y > high else low
        inwards = -1 if x > np.mean(self.axes.get_xlim()) else 1
        self.head.set_data([x], [y if inside else np.nan])
        self.arrow.set_data([x], [np.nan if inside or np.isnan(y) else edge])
        self.arrow.set_marker("^" if y > high else "v")
        self.arrow.set_transform(self._beside(32 * self.row * inwards, -7 if y > high else 7))
        self.sign.set_text("∞" if np.isinf(y) else "")
        self.sign.set(ha="right" if inwards < 0 else "left")
        self.sign.set_position(((32 * self.row + 7) * inwards, -9))
        self.sign.xy = (x, edge)
        self.head.set_visible(bool(inside))
        self.arrow.set_visible(not inside)
        self.sign.set_visible(bool(np.isinf(y)))


def light_edge(width: float) -> list[AbstractPathEffect]:
    """Set a line off from what it crosses.

    Parameters
    ----------
    width : float
        Width of the line in CSS pixels.

    Returns
    -------
    list of matplotlib.patheffects.AbstractPathEffect
        For `set_path_effects`.
    """
    return [withStroke(linewidth=width + 2, foreground=style.PAPER)]


class Shares(np.ndarray):
    """Probabilities that know their outcomes: a range, or a tuple of names."""

    outcomes: range | tuple[str, ...]

    @classmethod
    def of(cls, data: Data) -> "Shares":
        """Give the shares of a reader's own data."""
        shares = data.pmf.view(cls)
        shares.outcomes = data.outcomes
        return shares


@dataclass(frozen=True)
class Outcomes:
    """How outcomes are written: as numbers from `start` on, or by name.

    Attributes
    ----------
    labels : tuple of str
        All of them, in order.
    start : int
        The first number; 0 for names.
    named : bool
        Whether they are names.
    """

    labels: tuple[str, ...]
    start: int = 0
    named: bool = False

    @classmethod
    def of(cls, data: ArrayLike) -> "Outcomes":
        """Ask `Shares` for their outcomes; any other array has 0, 1, 2, ..."""
        outcomes = getattr(data, "outcomes", range(len(data)))
        named = not isinstance(outcomes, range)
        return cls(tuple(map(str, outcomes)), 0 if named else outcomes.start, named)

    @property
    def drawn(self) -> bool:
        """Whether names stand at the axis: few, and in letters that matplotlib has."""
        return self.named and len(self.labels) <= MOST_NAMES and all(map(is_drawable, self.labels))

    @property
    def ticks(self) -> list[str]:
        """What stands at the axis: numbers, or names where they can be drawn."""
        if self.named and not self.drawn:
            return [str(place) for place in range(len(self.labels))]
        return [as_label(label, 12) for label in self.labels]

    @property
    def note(self) -> str:
        """Say how a model of whole numbers sees these outcomes; nothing for 0, 1, 2, ..."""
        if self.named:
            return " The model takes the names for 0, 1, 2, … in the order of the data."
        return f" The model counts from {self.start} on." if self.start else ""

    @property
    def crowd(self) -> str:
        """Say what the picture cannot show."""
        if len(self.labels) <= MOST_APART:
            return ""
        return " So many outcomes run into each other in the picture; the numbers are exact."

    @property
    def key(self) -> str:
        """Say which name stands at which place, where the axis cannot."""
        if not self.named or self.drawn or len(self.labels) > MOST_NAMES:
            return ""
        return ", ".join(f"{place} = {label}" for place, label in enumerate(self.labels))

    def listed(self, places: ArrayLike) -> str:
        """Write the outcomes at these places as a list."""
        if not self.named:
            return listed(np.asarray(places, dtype=int) + self.start)
        names = [self.labels[place] for place in places]
        rest = f" and {len(names) - 10} more" if len(names) > 12 else ""
        return (", ".join(names[:10] if rest else names) or "no outcome") + rest


def is_drawable(text: str) -> bool:
    """Tell whether matplotlib's font has all letters, to be written from left to right.

    Parameters
    ----------
    text : str
        A name.

    Returns
    -------
    bool
        False for Chinese, Arabic or emoji, of which it would draw boxes.

    Examples
    --------
    >>> is_drawable("Falter № 3, größer"), is_drawable("红"), is_drawable("أحمر")
    (True, False, False)
    """
    font = get_font(findfont("DejaVu Sans"))
    return all(font.get_char_index(ord(c)) and bidirectional(c) not in RIGHT_TO_LEFT for c in text)


def draw_bars(axes: Axes, pmf: FloatArray, label: str) -> None:
    """Draw the data's probabilities as bars that stand still.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where they are drawn.
    pmf : ndarray, shape (k,)
        Probabilities of the outcomes 0 ... k - 1.
    label : str
        Name in the legend, as the reader gave it.
    """
    axes.bar(np.arange(pmf.size), pmf, width=0.8, color=style.WORMS, label=as_label(label))


def label_outcomes(
    axes: Axes,
    n_outcomes: int,
    top: float,
    name: str = "number of teeth",
    outcomes: Outcomes | None = None,
    more: Sequence[str] = (),
) -> None:
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
    outcomes : Outcomes, optional
        How they are written; 0, 1, 2, ... unless given.
    more : sequence of str
        What stands behind the outcomes.
    """
    outcomes = outcomes or Outcomes.of(range(n_outcomes))
    if outcomes.named and not outcomes.drawn:
        name = "outcome, by its place in the data"
    ticks = [*outcomes.ticks, *more]
    axes.set(xlabel=name, ylabel="probability", xlim=(-0.6, len(ticks) - 0.4), ylim=(0, top))
    if n_outcomes <= 12 or outcomes.drawn:
        upright = outcomes.named and sum(map(len, ticks)) > MOST_LETTERS
        axes.set_xticks(range(len(ticks)), ticks, rotation=90 if upright else 0)
    else:
        axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))
        axes.xaxis.set_major_formatter(lambda at, _: ticks[int(at)] if 0 <= at < len(ticks) else "")


def outcome_name(name: str) -> str:
    """Say what the outcomes of the data called `name` count.

    Parameters
    ----------
    name : str
        What the data are called.

    Returns
    -------
    str
        Label of the horizontal axis; of the reader's own data nothing is known.
    """
    return "number of teeth" if name.endswith("worms") else "outcome"


def as_label(name: str, longest: int = 24) -> str:
    r"""Make a name that the reader chose safe and short enough for a legend.

    matplotlib reads dollar signs as mathematics and leaves out of a legend what
    starts with an underscore.

    Parameters
    ----------
    name : str
        Any text.
    longest : int
        The largest number of characters.

    Returns
    -------
    str
        One line, not longer, which matplotlib draws as it stands.

    Examples
    --------
    >>> as_label("price in $"), as_label("_hidden"), as_label("a " * 20)
    ('price in \\$', ' _hidden', 'a a a a a a a a a a a a…')
    """
    name = " ".join(str(name).split()) or "data"
    name = name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
    return (" " if name.startswith("_") else "") + name.replace("$", r"\$")


def listed(outcomes: ArrayLike) -> str:
    """Write outcomes as a list in which neighbours are drawn together.

    Parameters
    ----------
    outcomes : array_like of int
        Outcomes in rising order.

    Returns
    -------
    str
        What a sentence shows; "no outcome" for none.

    Examples
    --------
    >>> listed([0, 1, 2, 5, 8, 9]), listed([])
    ('0 to 2, 5, 8, 9', 'no outcome')
    """
    outcomes = np.asarray(outcomes, dtype=int)
    if outcomes.size == 0:
        return "no outcome"
    runs = np.split(outcomes, np.flatnonzero(np.diff(outcomes) > 1) + 1)
    return ", ".join(
        f"{run[0]} to {run[-1]}" if run.size > 2 else ", ".join(map(str, run)) for run in runs
    )


def teeth(k: int) -> str:
    """Say a number of teeth.

    Parameters
    ----------
    k : int
        How many.

    Returns
    -------
    str
        Its words.

    Examples
    --------
    >>> teeth(0), teeth(1)
    ('0 teeth', '1 tooth')
    """
    return "1 tooth" if k == 1 else f"{k} teeth"


def above(log_model: FloatArray, pmf: FloatArray) -> FloatArray:
    """Find the outcomes at which a model stands above the data, by more than rounding.

    Parameters
    ----------
    log_model : ndarray, shape (k,)
        Logarithms of the model's probabilities, right also where a float ends.
    pmf : ndarray, shape (k,)
        Probabilities of the data.

    Returns
    -------
    ndarray of int
        The outcomes.

    Examples
    --------
    >>> above(np.log([0.25, 0.3, 0.45]), np.array([0.25, 0.25, 0.5])).tolist()
    [1]
    """
    with np.errstate(divide="ignore"):
        return np.flatnonzero(log_model > np.log(pmf) + ROUNDING)


def peaks(values: FloatArray) -> FloatArray:
    """Find the outcomes with the largest value, all of them where several are equal.

    Parameters
    ----------
    values : ndarray, shape (k,)
        Probabilities, or what each outcome adds.

    Returns
    -------
    ndarray of int
        The outcomes.

    Examples
    --------
    >>> peaks(np.array([0.1, 0.4, 0.4, 0.1])).tolist()
    [1, 2]
    """
    return np.flatnonzero(values >= values.max() - ROUNDING)


def shape(model: FloatArray, outcomes: Outcomes) -> str:
    """Describe a distribution's shape in a few words.

    Parameters
    ----------
    model : ndarray, shape (k,)
        Probabilities of the outcomes.
    outcomes : Outcomes
        How they are written.

    Returns
    -------
    str
        What a sentence shows.

    Examples
    --------
    >>> hill, valley = np.array([0.1, 0.4, 0.4, 0.1]), np.array([0.5, 0.1, 0.4])
    >>> shape(hill, Outcomes.of(hill)), shape(valley, Outcomes.of(valley))
    ('one hill with its top at 1, 2', 'tops at 0, 2')
    """
    rises = np.where(np.abs(np.diff(model)) < ROUNDING, 0, np.diff(model))
    ups, downs = np.flatnonzero(rises > 0), np.flatnonzero(rises < 0)
    if ups.size == downs.size == 0:
        return "level"
    if ups.size == 0 or downs.size == 0:
        return "rising" if ups.size else "falling"
    tops = [k for k in range(model.size) if _is_top(rises, k)]
    one = np.diff(tops).max(initial=1) == 1 and tops[0] > 0 and tops[-1] < model.size - 1
    return f"{'one hill with its top' if one else 'tops'} at {outcomes.listed(tops)}"


def _is_top(rises: FloatArray, k: int) -> bool:
    """Tell whether the first rise or fall before k goes up, and the first after k goes down."""
    before, after = rises[:k][rises[:k] != 0], rises[k:][rises[k:] != 0]
    return (before.size == 0 or before[-1] > 0) and (after.size == 0 or after[0] < 0)


def room_above(pmf: FloatArray) -> float:
    """Give a height for the axes that leaves room for a model above the data's bars.

    Parameters
    ----------
    pmf : ndarray, shape (n + 1,)
        Probabilities of the data.

    Returns
    -------
    float
        Upper end of the vertical axis: 0.42 for the worms, and above the peak of the
        best binomial for data that are spread thinly over many outcomes.

    Examples
    --------
    >>> round(room_above(np.array([0.3, 0.7])), 3)
    1.05
    """
    peak = binomial_pmf(pmf.size - 1, fit_binomial(pmf)).max()
    return float(min(1.05, max(2.625 * pmf.max(), 1.1 * peak)))


def off_scale(heights: ArrayLike, top: float, outcomes: Outcomes | None = None) -> str:
    """Say which probabilities end above the picture; an empty text if none does.

    Parameters
    ----------
    heights : array_like, shape (k,)
        The probabilities of the outcomes.
    top : float
        Upper end of the vertical axis.
    outcomes : Outcomes, optional
        How they are written; 0, 1, 2, ... unless given.

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
    outcomes = outcomes or Outcomes.of(heights)
    over = [f"{written(heights[k])} at {outcomes.labels[k]}" for k in np.flatnonzero(heights > top)]
    if not over:
        return ""
    return f" An arrow head marks a probability above the scale: {', '.join(over)}."


def nats(divergence: float, unit: str = " nats") -> str:
    """Write a divergence or a difference of two, which rounding must not make look like one.

    Parameters
    ----------
    divergence : float
        In nats; may be infinite.
    unit : str
        What follows a number that is finite.

    Returns
    -------
    str
        What a sentence shows.

    Examples
    --------
    >>> nats(0.4273), nats(-3e-16), nats(float("inf"))
    ('0.4273 nats', '0.0000 nats', 'infinity')
    """
    if np.isinf(divergence):
        return written(divergence)
    return written(divergence if abs(divergence) > ROUNDING else 0.0) + unit


def chance(p: float) -> str:
    """Write a probability with four digits; what is not 0 or 1 never looks like it.

    Parameters
    ----------
    p : float
        From 0 to 1.

    Returns
    -------
    str
        What a sentence shows.

    Examples
    --------
    >>> chance(0.25), chance(1), chance(1 - 2e-6), chance(2e-6)
    ('0.25', '1', '1 − 2.000 × 10⁻⁶', '2.000 × 10⁻⁶')
    """
    if 0 < p < 1e-4:
        return written(p)
    return f"1 − {written(1 - p)}" if 0 < 1 - p < 5e-5 else f"{p:.4g}"


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
    return _with_power(f"{number:.3e}")


def significant(number: float, digits: int) -> str:
    """Write a number with so many digits that count, as a product needs that readers check.

    Parameters
    ----------
    number : float
        A finite number.
    digits : int
        How many digits.

    Returns
    -------
    str
        What a sentence shows.

    Examples
    --------
    >>> significant(0.25, 4), significant(0.00144670, 4), significant(0.3**8, 6)
    ('0.25', '0.001447', '6.561 × 10⁻⁵')
    """
    return _with_power(f"{number:.{digits}g}")


def _with_power(text: str) -> str:
    """Write "1.2e-05" as people do."""
    digits, _, exponent = text.replace("-", "−").partition("e")
    if not exponent:
        return digits
    power = str(int(exponent.replace("−", "-")))
    return f"{digits} × 10{power.translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
