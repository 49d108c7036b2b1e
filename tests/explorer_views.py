"""Look at an explorer the way a browser does: follow its links and its stacks."""

import base64
import io
import re
from html import unescape

import numpy as np
from ipywidgets import Stack
from PIL import Image

from kl_helpers.flipbook import as_plain_text


def pixels(png):
    """Decode a PNG to red, green and blue, shape (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def has_colour_at(image, axes, point, colour, reach=3):
    """Tell whether a colour is found within `reach` pixels of a point of the axes."""
    x, y = axes.transData.transform(point)
    column, row = round(x), round(image.shape[0] - y)
    near = image[row - reach : row + reach + 1, column - reach : column + reach + 1]
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return bool((np.abs(near - wanted).max(axis=2) <= 2).any())


def follow_links(explorer):
    """Do what the browser does after a slider moved: pass its index on."""
    for link in explorer._links:
        (slider, trait), (stack, selected) = link.source, link.target
        setattr(stack, selected, getattr(slider, trait))


def seen(explorer):
    """HTML of the page that a browser shows."""
    follow_links(explorer)
    page = explorer.children[1]
    while isinstance(page, Stack):
        page = page.children[page.selected_index]
    return page.value


def sentence(page):
    """Read the sentence below the picture."""
    return as_plain_text(page[page.index("<p") :])


def alt(page):
    """Read the words for who cannot see the picture."""
    return unescape(re.search(r'alt="([^"]*)"', page)[1])


def picture(page):
    """Decode the picture on a page."""
    return pixels(base64.b64decode(re.search(r"base64,([^\"]*)", page)[1]))


def move(explorer, *indices):
    """Move the sliders to these stops and give the page that is then seen."""
    for slider, index in zip(explorer.sliders, indices, strict=True):
        slider.index = index
    return seen(explorer)
