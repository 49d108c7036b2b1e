"""A picture joined to sliders: the one widget of this collection.

`Explorer` draws every frame beforehand, as vectors, so that neither the kernel nor
the network stands between a key press and its picture. What has too many states
for that asks the kernel for each frame. `explorer.js` is the browser's side.
"""

import base64
import gzip
import itertools
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets
from IPython import get_ipython

from kl_helpers.picture import SWATCH, Frame, Handle, Picture

MAX_FRAMES = 400
"""More frames than this take too long to draw beforehand."""


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

    def stop(self, value: float) -> float:
        """Give the stop at a value.

        Parameters
        ----------
        value : float
            Where the slider shall stand.

        Returns
        -------
        float
            The stop, which differs from the value by rounding at most.

        Raises
        ------
        ValueError
            If there is no stop.

        Examples
        --------
        >>> Control("p", [0.1, 0.2], 0.1).stop(0.2)
        0.2
        >>> Control("p", [0.1, 0.2], 0.1).stop(0.3)
        Traceback (most recent call last):
        ...
        ValueError: p has no stop at 0.3; the nearest is 0.2
        """
        nearest = min(self.values, key=lambda stop: abs(stop - value))
        if not math.isclose(nearest, value, rel_tol=1e-9, abs_tol=1e-12):
            raise ValueError(f"{self.symbol} has no stop at {value}; the nearest is {nearest}")
        return nearest


def without_comments(module: Path) -> str:
    """Read a JavaScript module without the comments before its parts: each notebook keeps a copy.

    Parameters
    ----------
    module : Path
        Where it is.

    Returns
    -------
    str
        Its text; comments within a line of code stay.

    Examples
    --------
    >>> "@param" in without_comments(Path(__file__).with_name("explorer.js"))
    False
    """
    text = module.read_text(encoding="utf-8")
    return re.sub(r"^ */\*\*(?:(?!\*/).)*\*/\n", "", text, flags=re.DOTALL | re.MULTILINE)


class Explorer(anywidget.AnyWidget):
    """A picture with its sliders, its legend and a sentence.

    It is an ipywidget like any other: it can stand in a box or a tab, be linked and
    observed. Where widgets are not shown, a picture and words stand in its place.

    Parameters
    ----------
    picture : Picture
        What is drawn.
    *controls : Control
        One for each value that the picture takes, in that order. If all their stops
        together make more than 400 states, each is drawn when it is asked for, which
        needs a kernel.

    Attributes
    ----------
    values : list of float
        Where the sliders stand; can be set and observed.
    live : bool
        Whether each state is drawn when it is asked for.
    revealed : bool
        Whether curves and marks show that a reader has not come across yet.

    Raises
    ------
    ValueError
        If a control starts where it has no stop.

    Examples
    --------
    >>> from kl_helpers import explorers
    >>> explorer = explorers.bernoulli_variance()
    >>> explorer.values = [0.5]
    >>> explorer.frame.sentence[-14:]
    '<b>0.2500</b>.'
    """

    _esm = without_comments(Path(__file__).with_name("explorer.js"))
    _css = Path(__file__).with_name("explorer.css")

    book = traitlets.Bytes().tag(sync=True)
    values = traitlets.List(traitlets.Float()).tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)

    _ipython_display_ = None  # that of ipywidgets 7 would show the widget alone

    def __init__(self, picture: Picture, *controls: Control) -> None:
        self._picture: Picture | None = picture
        self.controls = controls
        self.start = [control.stop(control.start) for control in controls]
        self.live = math.prod(len(control.values) for control in controls) > MAX_FRAMES
        super().__init__(values=self.start)
        self.on_msg(self._answer)
        _supersede_what_this_cell_had_before(self)

    @property
    def picture(self) -> Picture:
        """What is drawn."""
        if self._picture is None:
            raise RuntimeError(
                "this explorer was closed when the cell that showed it ran again: make a new one"
            )
        return self._picture

    @property
    def frame(self) -> Frame:
        """What is seen where the sliders stand."""
        return self.picture.frame(*self._stops(self.values))

    @traitlets.validate("values")
    def _only_stops(self, proposal: dict) -> list[float]:
        return self._stops(proposal["value"])

    def _stops(self, values: Sequence[float]) -> list[float]:
        if len(values) != len(self.controls):
            raise ValueError(f"{values} are {len(values)} values; {len(self.controls)} are needed")
        return [control.stop(v) for control, v in zip(self.controls, values, strict=True)]

    @traitlets.default("book")
    def _packed(self) -> bytes:
        """Put all that the browser needs into a book, the same bytes each time."""
        stops = [control.values for control in self.controls]
        states = [self.start] if self.live else itertools.product(*stops)
        frames = self.picture.frames(states)
        book = {
            "live": self.live,
            "start": self.start,
            "panels": [
                {"size": self.picture.panel_size, "still": still} for still in self.picture.stills
            ],
            "legend": [
                {"swatch": swatch, "label": label} for swatch, label in self.picture.swatches
            ],
            "swatch": SWATCH,
            "controls": [
                {
                    "symbol": control.symbol,
                    "values": [float(value) for value in control.values],
                    "labels": [control.label.format(value) for value in control.values],
                }
                for control in self.controls
            ],
            "handles": [self._place(handle) for handle in self.picture.handles],
            "frames": [[frame.panels, frame.alt, frame.sentence] for frame in frames],
        }
        return gzip.compress(json.dumps(book, ensure_ascii=False).encode(), mtime=0)

    def _place(self, handle: Handle) -> dict[str, Any]:
        """Say where in its panel a handle stands for every stop, as shares of the panel."""
        figure, sideways = handle.axes.get_figure(), handle.direction == "x"
        of = handle.of or (handle.control,)
        stops = itertools.product(*(self.controls[index].values for index in of))
        at = np.array([handle.at(*values) for values in stops], dtype=float)
        axes, box = handle.axes, handle.axes.bbox
        along = axes.get_xaxis_transform() if sideways else axes.get_yaxis_transform()
        points = along.transform(np.column_stack([at, 0 * at] if sideways else [0 * at, at]))
        width, height = figure.bbox.size
        shares = points[:, 0] / width if sideways else 1 - points[:, 1] / height
        return {
            "control": handle.control,
            "panel": self.picture.figures.index(figure),
            "direction": handle.direction,
            "of": of,
            "at": np.round(shares, 4).tolist(),
            "box": np.round(
                [box.x0 / width, 1 - box.y1 / height, box.x1 / width, 1 - box.y0 / height], 4
            ).tolist(),
        }

    def _answer(self, _: Any, message: dict, __: list) -> None:
        """Do what the browser asks for: draw where the sliders stand there, or go."""
        if "draw" in message:
            try:
                frame = self.picture.frame(*self._stops(message["draw"]))
            except Exception as error:
                self.send({"drawn": message["draw"], "error": f"{type(error).__name__}: {error}"})
                raise
            self.send(
                {"drawn": message["draw"], "frame": [frame.panels, frame.alt, frame.sentence]}
            )
        if "unused" in message:
            self.close()

    def close(self) -> None:
        """Take the explorer out of the browser's memory and the kernel's."""
        self.layout.close()
        super().close()
        vars(self).pop("_repr_mimebundle_", None)  # ipywidgets would show a closed one as its name
        self._picture = None  # megabytes, and IPython's Out may hold this explorer
        self._trait_values["book"] = b""

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        """Add to the widget a picture and words, for wherever widgets are not shown."""
        instead = stand_in(self.picture, *self.start)
        _supersede_what_this_cell_had_before(self)
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | instead, metadata


STAND_IN = """<figure>
<img src="data:image/png;base64,{png}" width="{width}" alt="{alt}">
<figcaption>{sentence}<br><em>This picture moves once its cell is run.</em></figcaption>
</figure>"""
"""What JupyterLab shows in a notebook that it does not trust, and a page that runs no code."""


def stand_in(picture: Picture, *values: float) -> dict[str, str]:
    """Show one state of a picture and say it in words, for wherever widgets are not shown.

    Parameters
    ----------
    picture : Picture
        What is drawn.
    *values : float
        Where its sliders stand.

    Returns
    -------
    dict of str to str
        The words as "text/plain", and picture and words as "text/html".

    Examples
    --------
    >>> from kl_helpers import explorers
    >>> explorer = explorers.bernoulli_variance()
    >>> list(stand_in(explorer.picture, 0.5))
    ['text/plain', 'text/html']
    """
    png, frame = picture.png(*values), picture.frame(*values)
    html = STAND_IN.format(
        png=base64.b64encode(png).decode(),
        width=len(picture.stills) * picture.panel_size[0],
        alt=escape(frame.alt),
        sentence=frame.sentence,
    )
    return {"text/plain": f"{frame.alt}\n{as_plain_text(frame.sentence)}", "text/html": html}


_had: dict[str, tuple[str, list[Explorer]]] = {}
"""For each cell its last run, and the explorers that this run made or showed."""


def _supersede_what_this_cell_had_before(explorer: Explorer) -> None:
    """Tell the explorers of an earlier run of this cell that their output is gone.

    Each asks the browser whether it stands anywhere else, such as in a copy of the
    cell, and closes if not. Otherwise each run of a cell would stay in memory.
    """
    cell, run = _running_cell()
    if cell is None:
        return
    earlier_run, earlier = _had.get(cell, (run, []))
    kept = earlier if earlier_run == run else []
    _had[cell] = (run, list(dict.fromkeys([*kept, explorer])))
    in_use = [one for _, explorers in _had.values() for one in explorers]
    for old in earlier:
        if old not in in_use:
            old.send({"superseded": True})


def _running_cell() -> tuple[str | None, str | None]:
    """Give the identity of the cell that runs and of this run, as far as it is known."""
    shell = get_ipython()
    request = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return request.get("metadata", {}).get("cellId"), request.get("header", {}).get("msg_id")


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
