"""A picture is drawn whole, at the right place, and every frame afresh."""

import io

import numpy as np
import pytest
from explorer_views import has_colour_at, pixels
from PIL import Image
from scipy.stats import binom

from kl_helpers import style
from kl_helpers.figures.binomial import BinomialAgainstData
from kl_helpers.picture import Picture
from kl_helpers.worms import teeth_distribution


class Dot(Picture):
    """One dot over a grey square; the slider value is where it stands."""

    size = (1.2, 1)

    def build(self):
        self.axes = self.figure.subplots()
        self.axes.set(xlim=(0, 10), ylim=(0, 1), facecolor=style.UNCERTAIN)
        (self.dot,) = self.axes.plot([0], [0.5], "o", ms=8, color=style.MODEL)
        return [self.dot]

    def update(self, x):
        self.dot.set_xdata([x])

    def alt(self, x):
        return f"A dot at {x}."

    def sentence(self, x):
        return f"<b>x = {x}</b>"


@pytest.fixture(scope="module")
def worms():
    return BinomialAgainstData(teeth_distribution())


def test_png_is_opaque_and_has_few_colours():
    image = Image.open(io.BytesIO(Dot().frame(3).png))
    assert image.format == "PNG"
    assert image.mode == "P"
    assert "transparency" not in image.info
    colours = np.array([colour for _, colour in image.convert("RGB").getcolors()])
    allowed = (style.PALETTE * 255).round()
    assert all((colour == allowed).all(axis=1).any() for colour in colours)


def test_palette_holds_white_and_every_colour_of_the_style():
    palette = (style.PALETTE * 255).round().astype(int)
    assert palette.shape == (64, 3)
    names = (style.WORMS, style.MODEL, style.SECOND_MODEL, style.HIGHLIGHT, style.INK)
    for name in (*names, style.UNCERTAIN, style.MUTED, "#FFFFFF"):
        assert [int(name[i : i + 2], 16) for i in (1, 3, 5)] in palette.tolist()


def test_size_in_the_browser_and_in_the_file():
    dot = Dot()
    assert (dot.width, dot.height) == (120, 100)
    assert pixels(dot.frame(3).png).shape == (125, 150, 3)


def test_background_is_white_also_on_a_dark_page():
    image = pixels(Dot().frame(3).png)
    for corner in (image[0, 0], image[0, -1], image[-1, 0], image[-1, -1]):
        assert corner.tolist() == [255, 255, 255]


@pytest.mark.parametrize("x", [1, 5, 9])
def test_dot_is_where_it_should_be_and_nowhere_else(x):
    dot = Dot()
    image = pixels(dot.frame(x).png)
    assert [has_colour_at(image, dot.axes, (at, 0.5), style.MODEL) for at in (1, 5, 9)] == [
        at == x for at in (1, 5, 9)
    ]


def test_what_stands_still_is_in_every_frame():
    dot = Dot()
    for x in (1, 9):
        assert has_colour_at(pixels(dot.frame(x).png), dot.axes, (5, 0.2), style.UNCERTAIN)


def test_frames_leave_no_trace_in_each_other():
    dot = Dot()
    first, _, again = dot.frame(1), dot.frame(9), dot.frame(1)
    assert first == again


def test_words_belong_to_the_same_values():
    frame = Dot().frame(7)
    assert frame.alt == "A dot at 7."
    assert frame.sentence == "<b>x = 7</b>"


def test_settings_of_the_readers_own_plots_stay_out(monkeypatch):
    before = Dot().frame(3).png
    monkeypatch.setitem(__import__("matplotlib").rcParams, "axes.linewidth", 9)
    monkeypatch.setitem(__import__("matplotlib").rcParams, "font.size", 4)
    assert Dot().frame(3).png == before


@pytest.mark.parametrize("p", [0.2, 0.544, 0.8])
def test_diamonds_stand_at_the_probabilities(worms, p):
    image = pixels(worms.frame(p).png)
    axes = worms.figure.axes[0]
    for k in range(11):
        assert has_colour_at(image, axes, (k, binom.pmf(k, 10, p)), style.MODEL)


def test_bars_are_as_high_as_the_data(worms):
    image = pixels(worms.frame(0.05).png)
    axes = worms.figure.axes[0]
    for k, share in enumerate(teeth_distribution()[4:], start=4):
        assert has_colour_at(image, axes, (k + 0.2, share - 0.01), style.WORMS)
        assert not has_colour_at(image, axes, (k + 0.2, share + 0.02), style.WORMS)


def test_arrow_head_where_a_diamond_would_leave_the_axes(worms):
    axes, top = worms.figure.axes[0], worms.top
    assert binom.pmf(0, 10, 0.01) > top
    image = pixels(worms.frame(0.01).png)
    assert has_colour_at(image, axes, (0, 0.97 * top), style.MODEL)
    assert "above the scale: 0.9044 at 0" in worms.frame(0.01).alt
    assert "above the scale" not in worms.frame(0.3).alt
