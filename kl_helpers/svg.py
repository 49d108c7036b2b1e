"""matplotlib's artists as SVG that a page can take in.

A fragment holds what its artists draw and nothing else: no header, no metadata, no
style sheet that would reach the rest of the page. The colours of `kl_helpers.style`
become CSS variables, so that the page decides what they are on a dark theme.
"""

import io
import re
from collections.abc import Iterable

from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from kl_helpers import style

_VARIABLES = {colour.lower(): f"var(--kl-{name})" for name, colour in style.COLOURS.items()}
_COLOUR = re.compile("|".join(_VARIABLES))
_NO_METADATA = dict.fromkeys(["Format", "Type", "Creator", "Date"])
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_UNREFERENCED = re.compile(r'<g id="[^"]*"')
_REFERENCE = re.compile(r'(\bid="|url\(#|href="#)')
_UNUSED = re.compile(
    r"<!--.*?-->|<defs>\s*<style.*?</defs>|</?svg.*?>|<\?.*?\?>|<!D.*?>",
    re.DOTALL,
)


def fragment(figure: Figure, artists: Iterable[Artist], prefix: str = "") -> str:
    """Draw artists of one figure as a fragment of SVG.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure, whose layout is settled; one inch is 72 units.
    artists : iterable of matplotlib.artist.Artist
        What is drawn, the lowest first.
    prefix : str
        What the ids begin with, where several fragments share one `<svg>`.

    Returns
    -------
    str
        Elements that belong into an `<svg>` with a viewBox of the figure's size.

    Examples
    --------
    >>> from matplotlib.lines import Line2D
    >>> figure = Figure(figsize=(1, 1), dpi=72)
    >>> line = figure.add_artist(Line2D([0, 1], [0, 1], color=style.WORMS))
    >>> fragment(figure, [line]).count("var(--kl-worms)")
    1
    """
    file = io.StringIO()
    width, height = figure.bbox.size
    renderer = RendererSVG(width, height, file, metadata=_NO_METADATA)
    for artist in artists:
        artist.draw(renderer)
    renderer.finalize()
    return _REFERENCE.sub(rf"\g<1>{prefix}", _plain(file.getvalue()))


def _plain(svg: str) -> str:
    svg = _UNUSED.sub("", svg).replace("xlink:href", "href")
    svg = _COLOUR.sub(lambda match: _VARIABLES[match[0]], svg)
    svg = _NUMBER.sub(_shortened, _UNREFERENCED.sub("<g", svg))
    return re.sub(r"\s*\n\s*", " ", svg).replace("> <", "><").strip()


def _shortened(match: re.Match) -> str:
    """Keep a tenth of a unit, and of small numbers, which may be factors, more."""
    size = abs(float(match[0]))
    digits = 1 if size >= 1 else 4
    return f"{float(match[0]):.{digits}f}".rstrip("0").rstrip(".")
