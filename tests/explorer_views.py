"""Look at an explorer the way a browser does: unpack its book and turn to one of its frames."""

import base64
import gzip
import inspect
import io
import itertools
import json
import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from kl_helpers import explorers, style
from kl_helpers.explorer import Explorer, as_plain_text

EVERY_EXPLORER = [
    name
    for name, function in vars(explorers).items()
    if inspect.isfunction(function) and function.__annotations__.get("return") is Explorer
]
DRAWN = "use", "path"


@dataclass(frozen=True)
class Page:
    """What is seen at one state: what moves in each panel, as SVG, and the words in plain text."""

    panels: tuple[str, ...]
    alt: str
    sentence: str


@cache
def opened(name):
    """Draw an explorer once for all tests that do not change it."""
    return getattr(explorers, name)()


def unpacked(explorer):
    """Read the book that the browser gets."""
    return json.loads(gzip.decompress(explorer.book))


def states(explorer):
    """Give the values of every state, in the order of the book's frames."""
    return list(itertools.product(*stops(explorer)))


def pages(explorer):
    """Give the values of every state with the page that is seen there."""
    frames = unpacked(explorer)["frames"]
    return [(v, page(frame)) for v, frame in zip(states(explorer), frames, strict=True)]


def seen(explorer):
    """Give the page where the sliders stand, from the book."""
    return dict(pages(explorer))[tuple(explorer.values)]


def page(frame):
    panels, alt, sentence = frame
    return Page(tuple(panels), alt, as_plain_text(sentence))


def as_page(frame):
    """Give a frame that Python has drawn just now as a page."""
    return page([frame.panels, frame.alt, frame.sentence])


def stops(explorer):
    return [list(control.values) for control in explorer.controls]


def number(text):
    """Read a number as the sentences write it."""
    text = text.replace("−", "-").replace(",", "").replace("infinity", "inf")
    for digit, raised in zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True):
        text = text.replace(raised, digit)
    return float(text.replace(" × 10", "e"))


def as_xml(fragment):
    """Parse a fragment of SVG as what it becomes in the page."""
    return ElementTree.fromstring(f"<svg>{fragment}</svg>")


def has_shape_at(fragment, axes, point, colour, reach=1.5):
    """Tell whether a shape of a colour comes within `reach` pixels of a point of the axes.

    What is hidden until a reader comes across it does not count.
    """
    x, y = axes.transData.transform(point)
    y = axes.get_figure().bbox.height - y
    name = next(name for name, value in style.COLOURS.items() if value == colour)
    return any(
        left - reach <= x <= right + reach and top - reach <= y <= bottom + reach
        for left, top, right, bottom in boxes(fragment, f"var(--kl-{name})")
    )


def boxes(fragment, colour):
    """Give left, top, right and bottom of each shape, or part of one, in a colour."""
    for element in visible(as_xml(fragment)):
        if colour in element.get("style", ""):
            if element.tag == "use":
                x, y = float(element.get("x")), float(element.get("y"))
                yield x, y, x, y
            else:
                for part in element.get("d").split("M")[1:]:
                    numbers = [float(n) for n in re.findall(r"-?\d[\d.]*", part)]
                    x, y = numbers[::2], numbers[1::2]
                    yield min(x), min(y), max(x), max(y)


def visible(element):
    """Go through what is drawn, without definitions and without what is hidden."""
    if element.tag in DRAWN:
        yield element
    for child in element:
        if child.tag != "defs" and child.get("class") not in ("kl-trace", "kl-found"):
            yield from visible(child)


class StandIn(HTMLParser):
    """Read what stands in the place of a widget: an image's attributes, and its caption."""

    def __init__(self, html):
        super().__init__()
        self.images, self.caption = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.images.append(dict(attributes))

    def handle_data(self, text):
        self.caption += text.lstrip("\n")


def image_and_caption(data):
    """Give the one image of a cell's output, and what stands below it."""
    found = StandIn(data["text/html"])
    (image,) = found.images
    return image, found.caption


def png_of(data):
    """Give the picture that an output shows where there are no widgets."""
    return base64.b64decode(image_and_caption(data)[0]["src"].partition(",")[2])


def pixels(png):
    """Decode a PNG to red, green and blue, shape (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def has_colour_at(image, axes, point, colour, reach=6, panel=0):
    """Tell whether a colour is found within `reach` pixels of a point of a panel's axes.

    The image shows the panels side by side, at twice their size.
    """
    x, y = axes.transData.transform(point)
    width, height = axes.get_figure().bbox.size
    column, row = round(2 * (panel * width + x)), round(2 * (height - y))
    near = image[row - reach : row + reach + 1, column - reach : column + reach + 1]
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return bool((np.abs(near - wanted).max(axis=2) <= 12).any())
