"""Pictures joined to sliders.

A `Flipbook` draws every frame beforehand and lets the browser flip them, so that
neither the kernel nor the network stands between a key press and its picture. A
`LivePicture` draws on demand, for what has too many states to draw beforehand.

Both are boxes of core ipywidgets, so that they work wherever ipywidgets does; a
flipbook also moves in a web page that has no kernel at all.
"""

import asyncio
import base64
import math
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from IPython import get_ipython
from IPython.display import display
from ipywidgets import (
    HTML,
    IntProgress,
    Layout,
    SelectionSlider,
    Stack,
    VBox,
    Widget,
    jslink,
)
from ipywidgets.widgets.widget_string import HTMLStyle

from kl_helpers.picture import Frame, Picture

MAX_FRAMES = 400
"""More frames than this take too long to draw beforehand."""

SECONDS_BETWEEN_DRAWINGS = 0.03
"""A live picture is drawn at most this often; what it skips is never the newest."""

SLIDER_HEIGHT = 34
"""Height of one slider in the browser, in pixels."""


@dataclass(frozen=True)
class Control:
    """What one slider moves.

    Attributes
    ----------
    symbol : str
        The slider's label, with the symbol that the text uses.
    values : sequence of float
        Its stops, in order.
    start : float
        The stop where it stands first, one of `values`.
    label : str
        Format of a stop, such as "{:.2f}".
    """

    symbol: str
    values: Sequence[float]
    start: float
    label: str = "{:g}"

    def slider(self) -> SelectionSlider:
        """Make the slider, standing at `start`."""
        if self.start not in self.values:
            raise ValueError(f"{self.symbol} cannot start at {self.start}, which is no stop of it")
        return SelectionSlider(
            options=[(self.label.format(value), value) for value in self.values],
            value=self.start,
            description=self.symbol,
            layout=Layout(width="98%", max_width="600px"),
            style={"description_width": "9em"},
        )


class Explorer(VBox):
    """A picture below its sliders, drawn page by page.

    Its first page shows at once, also where widgets do not: in a stored notebook
    and in an export.

    Parameters
    ----------
    picture : Picture
        What is drawn.
    *controls : Control
        One for each value that the picture takes, in that order.

    Attributes
    ----------
    sliders : tuple of ipywidgets.SelectionSlider
        One for each control.
    """

    def __init__(self, picture: Picture, *controls: Control) -> None:
        self.picture = picture
        self.controls = controls
        self.sliders = tuple(control.slider() for control in controls)
        self._first = picture.frame(*self.values)
        self._links: list[Widget] = []
        self._pages: dict[tuple[float, ...], HTML] = {}
        self._page_look = {
            "layout": Layout(width="100%", margin="0"),
            "style": HTMLStyle(),
        }
        super().__init__(layout=Layout(width="100%", overflow="hidden"))
        self.add_class("kl-explorer")

    @property
    def values(self) -> tuple[float, ...]:
        """Where the sliders stand."""
        return tuple(slider.value for slider in self.sliders)

    @property
    def shown(self) -> str:
        """HTML of the page for where the sliders stand."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Do what takes time; called once the first page is on display."""

    def close(self) -> None:
        """Take the explorer out of the browser's memory and the kernel's."""
        if self.comm is None:  # closed before, or never opened: refused for its size
            return
        for widget in [*_family(self), *self._links]:
            if isinstance(widget, HTML):
                _empty(widget)
            Widget.close(widget)
        self.children, self._links, self._pages = (), [], {}
        del self.picture  # its figure takes megabytes, and IPython's Out may hold this explorer

    def _slider_box(self) -> VBox:
        return VBox(self.sliders, layout=Layout(width="100%", overflow="hidden"))

    def _new_page(self, frame: Frame) -> HTML:
        return HTML(page_html(frame, self.picture.width, self.picture.height), **self._page_look)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        """Add to the widget a picture and words, for wherever widgets are not shown."""
        alt, sentence = self._first.alt, as_plain_text(self._first.sentence)
        data = super()._repr_mimebundle_(**kwargs) | {
            "text/plain": f"{alt}\n{sentence}",
            "image/png": base64.b64encode(self._first.png).decode(),
        }
        size = {"width": self.picture.width, "height": self.picture.height}
        return data, {"image/png": {"alt": f"{alt} {sentence}", **size}}

    def _ipython_display_(self) -> None:
        _close_what_this_cell_showed_before(self)
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        self.prepare()


class Flipbook(Explorer):
    """An explorer whose pages are all drawn beforehand and flipped in the browser.

    One slider flips the pages of a stack. With two, the first slider flips
    between stacks and the second flips the pages of each.

    Parameters
    ----------
    picture : Picture
        What is drawn.
    *controls : Control
        One for each value that the picture takes; all their stops together make
        400 pages at most.

    Raises
    ------
    ValueError
        If there would be more pages than that.
    """

    def __init__(self, picture: Picture, *controls: Control) -> None:
        n_pages = math.prod(len(control.values) for control in controls)
        if n_pages > MAX_FRAMES:
            raise ValueError(
                f"{n_pages} pages are too many to draw beforehand (at most {MAX_FRAMES}); "
                "take fewer stops or a LivePicture"
            )
        super().__init__(picture, *controls)
        self._pages[self.values] = self._new_page(self._first)
        self._progress = IntProgress(
            max=n_pages,
            description=f"Drawing {n_pages} pictures",
            style={"description_width": "9em"},
        )
        self._header = Stack(
            [self._progress, self._slider_box()],
            selected_index=0,
            layout=Layout(
                width="100%",
                min_height=f"{SLIDER_HEIGHT * len(controls)}px",
                overflow="hidden",
            ),
        )
        self.children = [self._header, self._pages[self.values]]

    @property
    def shown(self) -> str:
        """HTML of the page for where the sliders stand."""
        return self._page(*self.values).value

    def prepare(self) -> None:
        """Draw all pages, then hand them and the sliders to the browser."""
        if self._header.selected_index != 0:
            return
        try:
            stack = self._stack()
        except KeyboardInterrupt:
            self._progress.bar_style = "warning"
            self._progress.description = "Stopped. Run the cell again."
            raise
        self.children = [self._header, stack]
        self._header.selected_index = 1

    def _stack(self, *chosen: float) -> Stack:
        """Pages, or stacks of pages, for every stop of the next slider."""
        depth = len(chosen)
        deeper = self._page if depth + 1 == len(self.controls) else self._stack
        children = [deeper(*chosen, value) for value in self.controls[depth].values]
        slider = self.sliders[depth]
        stack = Stack(children, selected_index=slider.index)
        self._links.append(jslink((slider, "index"), (stack, "selected_index")))
        return stack

    def _page(self, *values: float) -> HTML:
        if values not in self._pages:
            self._pages[values] = self._new_page(self.picture.frame(*values))
            self._progress.value = len(self._pages)
        return self._pages[values]


class LivePicture(Explorer):
    """An explorer that draws on demand; it needs a kernel.

    Parameters
    ----------
    picture : Picture
        What is drawn.
    *controls : Control
        One for each value that the picture takes.
    """

    def __init__(self, picture: Picture, *controls: Control) -> None:
        super().__init__(picture, *controls)
        self._page = self._new_page(self._first)
        self._waiting: asyncio.TimerHandle | None = None
        self._drawn_at = -math.inf
        for slider in self.sliders:
            slider.observe(self._on_move, "value")
        self.children = [self._slider_box(), self._page]

    @property
    def shown(self) -> str:
        """HTML of the page that was drawn last."""
        return self._page.value

    def _on_move(self, change: dict) -> None:
        """Draw now, or a little later if the last drawing is fresh.

        A slider that is dragged sends moves faster than they can be drawn. Moves
        that come in while a drawing waits are drawn with it, all at once.
        """
        wait = self._drawn_at + SECONDS_BETWEEN_DRAWINGS - time.monotonic()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            wait = 0
        if wait <= 0:
            self._draw()
        elif self._waiting is None:
            self._waiting = loop.call_later(wait, self._draw)

    def _draw(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        frame = self.picture.frame(*self.values)
        self._page.value = page_html(frame, self.picture.width, self.picture.height)
        self._drawn_at = time.monotonic()


_shown: dict[str, tuple[str, list[Explorer]]] = {}
"""For each cell its last run, and the explorers that this run showed."""


def _close_what_this_cell_showed_before(explorer: Explorer) -> None:
    """Close the explorers of an earlier run of this cell; their output is gone.

    Otherwise each run of a cell would leave a hundred pages in memory.
    """
    cell, run = _running_cell()
    if cell is None:
        return
    earlier_run, earlier = _shown.get(cell, (run, []))
    _shown[cell] = (run, [*earlier, explorer] if earlier_run == run else [explorer])
    in_use = [one for _, explorers in _shown.values() for one in explorers]
    for old in earlier:
        if old not in in_use:
            old.close()


def _running_cell() -> tuple[str | None, str | None]:
    """Give the identity of the cell that runs and of this run, as far as it is known."""
    shell = get_ipython()
    request = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return request.get("metadata", {}).get("cellId"), request.get("header", {}).get("msg_id")


def _empty(page: HTML) -> None:
    """Take its text from a page in the browser, twice.

    JupyterLab keeps each widget that was closed, with its last state and the one before.
    """
    page.value = ""
    page.value = " "


def _family(widget: Widget) -> Iterator[Widget]:
    """Give a widget and all that it holds: children, layouts, styles."""
    for name in widget.keys:
        value = getattr(widget, name)
        for held in value if isinstance(value, tuple) else (value,):
            if isinstance(held, Widget):
                yield from _family(held)
    yield widget


def page_html(frame: Frame, width: int, height: int) -> str:
    """Put a frame into HTML: the picture, and the sentence below it.

    Parameters
    ----------
    frame : Frame
        What is shown.
    width, height : int
        Size of the picture in CSS pixels; a narrower window shrinks it.

    Returns
    -------
    str
        An HTML fragment of one height for all frames, so that nothing jumps.

    Examples
    --------
    >>> page_html(Frame(b"", "Two < three.", "2 &lt; 3"), 10, 5)[:62]
    '<img src="data:image/png;base64," alt="Two &lt; three." width='
    """
    source = base64.b64encode(frame.png).decode()
    return (
        f'<img src="data:image/png;base64,{source}" alt="{escape(frame.alt)}"'
        f' width="{width}" height="{height}"'
        f' style="width: 100%; max-width: {width}px; height: auto; background: white">'
        f'<p style="max-width: {width}px; min-height: 4.5em; margin: 0.4em 0; line-height: 1.5">'
        f"{frame.sentence}</p>"
    )


def as_plain_text(fragment: str) -> str:
    """Take the tags out of an HTML fragment.

    Parameters
    ----------
    fragment : str
        HTML, with special characters escaped.

    Returns
    -------
    str
        Its text.

    Examples
    --------
    >>> as_plain_text("<b>2 &lt; 3</b>")
    '2 < 3'
    """
    return unescape(re.sub(r"<[^>]*>", "", fragment))
