"""Pictures that are drawn once and then only updated.

A `Picture` has one panel or several, each a figure of its own, so that a phone can
stack them. What stands still is drawn once. For each frame only the artists that
move are drawn. Both come as vectors, sharp at every size.
"""

import io
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

import matplotlib.style
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.offsetbox import DrawingArea
from PIL import Image

from kl_helpers import style, svg

SWATCH = (34, 18)
"""Width and height of a legend's sample, in CSS pixels."""


@dataclass(frozen=True)
class Frame:
    """One state of a picture, drawn and in words.

    Attributes
    ----------
    panels : tuple of str
        What moves, as a fragment of SVG for each panel.
    alt : str
        What the drawing shows, for a reader who cannot see it.
    sentence : str
        The numbers, for everybody.
    """

    panels: tuple[str, ...]
    alt: str
    sentence: str


@dataclass(frozen=True)
class Handle:
    """Where a picture shows a slider's value, so that it can be taken hold of there.

    Attributes
    ----------
    control : int
        Which slider it moves.
    axes : matplotlib.axes.Axes
        Where it is.
    at : callable
        Gives the place along the axis, in data coordinates.
    direction : str
        "x" or "y".
    of : tuple of int
        The sliders whose values `at` takes; that of `control` alone unless given.
    """

    control: int
    axes: Axes
    at: Callable[..., float]
    direction: str = "x"
    of: tuple[int, ...] = ()


@dataclass(frozen=True)
class Hidden:
    """What a reader discovers by moving a slider.

    Attributes
    ----------
    artist : matplotlib.artist.Artist
        A curve, shown where the slider has been, or a mark, shown once it is found.
    control : int or None
        The slider along which a curve shows; None for a mark.
    found : dict
        The stop of each slider, by its index, at which a mark is found.
    """

    artist: Artist
    control: int | None = None
    found: Mapping[int, float] = field(default_factory=dict)


class Picture(ABC):
    """One panel or several, with moving artists.

    A subclass says in `build` what stands still and what moves, in `update` how
    it moves, and in `alt` and `sentence` what is then to be seen. All but
    `build` take the values of the sliders, in their order.

    Attributes
    ----------
    figures : list of matplotlib.figure.Figure
        A figure for each panel.
    handles : list of Handle
        Where it can be taken hold of; `build` fills it.
    stills : list of str
        What stands still, as a fragment of SVG for each panel.
    swatches : list of tuple
        The legend: a sample as a fragment of SVG, and its text.
    """

    panel_size = style.PANEL

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.handles: list[Handle] = []
        self.hidden: list[Hidden] = []
        self.swatches: list[tuple[str, str]] = []
        with _settings():
            self._moving = list(self.build())
            for artist in [*self._moving, *(hidden.artist for hidden in self.hidden)]:
                artist.set_animated(True)
            self.stills = [self._still(figure) for figure in self.figures]

    @abstractmethod
    def build(self) -> Sequence[Artist]:
        """Draw what stands still and give the artists that move, the lowest first."""

    @abstractmethod
    def update(self, *values: float) -> None:
        """Move the moving artists to the sliders' `values`."""

    @abstractmethod
    def alt(self, *values: float) -> str:
        """Say what the picture shows at `values`."""

    @abstractmethod
    def sentence(self, *values: float) -> str:
        """Say the numbers at `values`, as HTML."""

    def panels(self, number: int = 1) -> list[Axes]:
        """Open panels, side by side where there is room and below each other where not.

        Parameters
        ----------
        number : int
            How many.

        Returns
        -------
        list of matplotlib.axes.Axes
            The axes of each.
        """
        size = [pixels / style.DPI for pixels in self.panel_size]
        self.figures = [
            Figure(figsize=size, dpi=style.DPI, layout="constrained") for _ in range(number)
        ]
        for figure in self.figures:
            FigureCanvasAgg(figure)
        return [figure.subplots() for figure in self.figures]

    def legend(self, handles: Sequence[Artist] | None = None) -> None:
        """Name what the panels show, above them all.

        Parameters
        ----------
        handles : sequence of matplotlib.artist.Artist, optional
            What it names; every labelled artist unless given.
        """
        if handles is None:
            panels = [figure.axes[0] for figure in self.figures]
            handles = [h for axes in panels for h in axes.get_legend_handles_labels()[0]]
        self.swatches = _swatches(self.figures[0], handles)

    def trace(self, artist: Artist, control: int) -> None:
        """Show a curve only where a slider has been.

        Parameters
        ----------
        artist : matplotlib.artist.Artist
            The curve, in a panel with a handle of that slider.
        control : int
            Which slider.
        """
        self.hidden.append(Hidden(artist, control))

    def find(self, artist: Artist, found: Mapping[int, float]) -> None:
        """Show a mark only once the sliders have been where it is.

        Parameters
        ----------
        artist : matplotlib.artist.Artist
            The mark.
        found : mapping
            A stop for each slider that matters, by the slider's index.
        """
        self.hidden.append(Hidden(artist, found=found))

    def frame(self, *values: float) -> Frame:
        """Draw the picture at the sliders' `values`.

        Parameters
        ----------
        *values : float
            One value for each slider.

        Returns
        -------
        Frame
            The drawing and its two texts.
        """
        return self.frames([values])[0]

    def frames(self, states: Iterable[Sequence[float]]) -> list[Frame]:
        """Draw the picture at several states, which is quicker than one by one.

        Parameters
        ----------
        states : iterable of sequence of float
            For each frame one value for each slider.

        Returns
        -------
        list of Frame
            The drawings and their texts.
        """
        with _settings():
            return [self._frame(*values) for values in states]

    def _frame(self, *values: float) -> Frame:
        self.update(*values)
        panels = tuple(self._drawn(figure) for figure in self.figures)
        return Frame(panels, self.alt(*values), self.sentence(*values))

    def png(self, *values: float) -> bytes:
        """Draw the picture, without what is hidden, for where no SVG is shown.

        Parameters
        ----------
        *values : float
            One value for each slider.

        Returns
        -------
        bytes
            An opaque PNG of twice the panels' size, the panels side by side.
        """
        with _settings():
            self.update(*values)
            images = [self._image(figure) for figure in self.figures]
        whole = Image.new("RGB", (sum(i.width for i in images), images[0].height), style.PAPER)
        for place, image in enumerate(images):
            whole.paste(image, (place * image.width, 0), image)
        file = io.BytesIO()
        few_colours = whole.quantize(64, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few_colours.save(file, "PNG")
        return file.getvalue()

    def _still(self, figure: Figure) -> str:
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        drawn = svg.fragment(figure, [figure])
        return drawn + self._hidden_fragments(figure, moving=False)

    def _drawn(self, figure: Figure) -> str:
        drawn = svg.fragment(figure, self._shown(figure))
        return self._hidden_fragments(figure, moving=True) + drawn

    def _shown(self, figure: Figure) -> list[Artist]:
        """Give what moves in a figure and is neither hidden nor invisible just now."""
        secret = [hidden.artist for hidden in self.hidden]
        own = [artist for artist in self._moving if artist.get_figure() is figure]
        return [artist for artist in own if artist.get_visible() and artist not in secret]

    def _image(self, figure: Figure) -> Image.Image:
        """Draw a figure as pixels: what stands still, and what moves on top of it."""
        figure.set_dpi(2 * style.DPI)
        figure.canvas.draw()
        for artist in self._shown(figure):
            artist.draw(figure.canvas.renderer)
        image = Image.fromarray(np.asarray(figure.canvas.buffer_rgba()))
        figure.set_dpi(style.DPI)
        return image

    def _hidden_fragments(self, figure: Figure, moving: bool) -> str:
        """Wrap what is hidden, so that `explorer.js` finds it; it lies below what moves."""
        return "".join(
            f"<g {_class_of(hidden)}>{svg.fragment(figure, [hidden.artist], f'{number}-')}</g>"
            for number, hidden in enumerate(self.hidden)
            if hidden.artist.get_figure() is figure and (hidden.artist in self._moving) == moving
        )


@contextmanager
def _settings() -> Iterator[None]:
    """Draw with our settings and none of the reader's own, be they matplotlib's or numpy's."""
    numpys_own = np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")
    with matplotlib.style.context(["default", style.MATPLOTLIB_SETTINGS]), numpys_own:
        yield


def _class_of(hidden: Hidden) -> str:
    if hidden.control is not None:
        return f'class="kl-trace" data-control="{hidden.control}"'
    stops = {control: float(stop) for control, stop in hidden.found.items()}
    return f'class="kl-found" data-stops="{escape(json.dumps(stops))}"'


def _swatches(figure: Figure, handles: Sequence[Artist]) -> list[tuple[str, str]]:
    """Let matplotlib draw a legend, and take its samples out one by one."""
    # The texts go into the page, which has more letters than matplotlib's font.
    texts = [handle.get_label().replace(r"\$", "$").strip() for handle in handles]
    legend = figure.legend(handles, ["." for _ in texts], handlelength=1.6)
    svg.fragment(figure, [legend])  # puts the samples into their places
    samples = [_sample(figure, area) for area in legend.findobj(DrawingArea)]
    legend.remove()
    return list(zip(samples, texts, strict=True))


def _sample(figure: Figure, area: DrawingArea) -> str:
    """Draw a legend's sample in the middle of a swatch."""
    left, bottom = area.get_offset()
    x = (SWATCH[0] - area.width) / 2 - left
    y = (SWATCH[1] + area.height) / 2 - (figure.bbox.height - bottom)
    return f'<g transform="translate({x:.2f} {y:.2f})">{svg.fragment(figure, [area])}</g>'
