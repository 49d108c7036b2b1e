"""A fragment of SVG holds what its artists draw, in colours of the page, and nothing else."""

import re

import matplotlib
import numpy as np
import pytest
from explorer_views import EVERY_EXPLORER, as_xml, opened, unpacked
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kl_helpers import style
from kl_helpers.explorer import Explorer
from kl_helpers.svg import fragment

DRAWN = {"g", "defs", "path", "use", "clipPath", "rect", "pattern"}


@pytest.fixture
def figure():
    figure = Figure(figsize=(2, 1), dpi=72)
    FigureCanvasAgg(figure)
    return figure


def fragments(explorer):
    """Give all SVG that the browser gets."""
    book = unpacked(explorer)
    yield from (panel["still"] for panel in book["panels"])
    yield from (entry["swatch"] for entry in book["legend"])
    for panels, _, _ in book["frames"]:
        yield from panels


@pytest.mark.parametrize("name", EVERY_EXPLORER)
def test_all_that_is_drawn_is_plain_svg_in_the_colours_of_the_page(name):
    for drawn in fragments(opened(name)):
        assert {element.tag for element in as_xml(drawn).iter()} <= {*DRAWN, "svg"}
        assert not re.search(r"#[0-9a-f]{6}\b", drawn), "name the colour in style.COLOURS"
        assert not re.search(r"\d\.\d{5,}|[1-9]\d*\.\d{3,}|\n|<!|<\?", drawn)
        assert set(re.findall(r"var\(--kl-([\w-]+)\)", drawn)) <= set(style.COLOURS)
        ids = set(re.findall(r'\bid="([^"]+)"', drawn))
        assert set(re.findall(r'(?:href="|url\()#([^")]+)', drawn)) <= ids


def test_only_the_artists_asked_for_are_drawn(figure):
    first = figure.add_artist(Line2D([0, 1], [0, 0], color=style.WORMS))
    figure.add_artist(Line2D([0, 1], [1, 1], color=style.MODEL))
    drawn = fragment(figure, [first])
    assert "var(--kl-worms)" in drawn
    assert "var(--kl-model)" not in drawn
    assert fragment(figure, []) == ""


@given(st.floats(0, 1), st.floats(0, 1))
def test_places_are_kept_to_a_tenth_of_a_pixel(x, y):
    figure = Figure(figsize=(2, 1), dpi=72)
    line = figure.add_artist(Line2D([x, 0.5], [y, 0.5]))
    numbers = re.search(r"M (-?[\d.]+) (-?[\d.]+)", fragment(figure, [line])).groups()
    assert [float(n) for n in numbers] == pytest.approx([144 * x, 72 * (1 - y)], abs=0.051)


def test_small_numbers_keep_four_digits_because_they_may_be_factors(figure):
    text = figure.text(0, 0, "M", fontsize=9.37)
    (scale,) = re.findall(r"scale\(([\d.]+) -[\d.]+\)", fragment(figure, [text]))
    assert float(scale) == pytest.approx(0.0937, abs=5.1e-5)


@pytest.mark.parametrize("name", ["<b>&\"'", "-->", "]]>", "<svg onload=alert(1)>", "</g>"])
def test_a_text_is_drawn_as_paths_whatever_it_says(name, figure):
    drawn = fragment(figure, [figure.text(0, 0, name)])
    letters = name.replace(" ", "")
    assert {element.tag for element in as_xml(drawn).iter()} <= {*DRAWN, "svg"}
    assert len(as_xml(drawn).findall(".//use")) >= len(letters)
    assert "alert" not in drawn


@pytest.mark.parametrize("name", style.COLOURS)
def test_every_colour_of_the_style_becomes_a_variable_of_the_page(name, figure):
    line = figure.add_artist(Line2D([0, 1], [0, 1], color=style.COLOURS[name]))
    assert f"stroke: var(--kl-{name})" in fragment(figure, [line])


def test_every_variable_is_a_colour_of_the_style_sheet():
    for name in style.COLOURS:
        assert f"--kl-{name}:" in str(Explorer._css)


def test_the_same_artists_give_the_same_bytes_whatever_was_drawn_before(figure):
    line = figure.add_artist(Line2D(np.arange(5) / 5, [0, 1, 0, 1, 0], marker="D"))
    with matplotlib.rc_context(style.MATPLOTLIB_SETTINGS):
        before = fragment(figure, [line])
        fragment(figure, [figure.text(0, 0, "something else")])
        assert fragment(figure, [line]) == before
