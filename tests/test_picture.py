"""A picture is drawn whole, at the right place, and every frame afresh."""

import io

import matplotlib
import pytest
from explorer_views import boxes, has_colour_at, has_shape_at, pixels
from PIL import Image
from scipy.stats import binom

from kl_helpers import style
from kl_helpers.figures.binomial import BinomialAgainstData
from kl_helpers.picture import Picture
from kl_helpers.worms import teeth_distribution


class Dot(Picture):
    """A dot and a number on an orange square, a curve to discover, and an empty panel beside it."""

    panel_size = (120, 100)

    def build(self):
        self.axes, _ = self.panels(2)
        self.axes.set(xlim=(0, 10), ylim=(0, 1), facecolor=style.UNCERTAIN)
        (curve,) = self.axes.plot([0, 10], [0.8, 0.8], color=style.WORMS, lw=4)
        self.trace(curve, 0)
        (self.dot,) = self.axes.plot([0], [0.5], "o", ms=8, color=style.MODEL)
        self.number = self.axes.text(1, 0.1, "")
        return [self.dot, self.number]

    def update(self, x):
        self.dot.set_xdata([x])
        self.dot.set_marker("D" if x < 5 else "o")
        self.number.set_text(f"{x}")

    def alt(self, x):
        return f"A dot at {x}."

    def sentence(self, x):
        return f"<b>x = {x}</b>"


@pytest.fixture(scope="module")
def worms():
    return BinomialAgainstData(teeth_distribution())


# As vectors


def test_dot_moves_and_nothing_else_does():
    dot = Dot()
    assert [list(boxes(dot.frame(x).panels[0], "var(--kl-model)")) for x in (1, 9)] == [
        [pytest.approx((x, y, x, y), abs=0.051)]
        for x, y in [place(dot, 1, 0.5), place(dot, 9, 0.5)]
    ]
    assert dot.frame(1).panels[1] == dot.frame(9).panels[1] == ""


def place(picture, x, y):
    """Give a point's place in the panel, from its upper left corner."""
    x, y = picture.axes.transData.transform((x, y))
    return x, 100 - y


def test_what_stands_still_is_drawn_once():
    dot = Dot()
    assert "var(--kl-uncertain)" in dot.stills[0]
    assert "var(--kl-uncertain)" not in dot.frame(3).panels[0]
    assert "var(--kl-model)" not in dot.stills[0]


def test_frames_leave_no_trace_in_each_other():
    dot = Dot()
    first, _, again = dot.frame(1), dot.frame(9), dot.frame(1)
    assert first == again
    assert dot.frames([(1,), (9,), (1,)]) == [first, dot.frame(9), first]


def test_words_belong_to_the_same_values():
    frame = Dot().frame(7)
    assert frame.alt == "A dot at 7."
    assert frame.sentence == "<b>x = 7</b>"


def test_settings_of_the_readers_own_plots_stay_out():
    def everything():
        dot = Dot()
        return dot.stills, dot.frame(3), dot.png(3)

    before = everything()
    theirs = {"axes.linewidth": 9, "font.size": 4, "font.sans-serif": ["DejaVu Serif"]}
    with matplotlib.rc_context(theirs | {"markers.fillstyle": "none", "svg.fonttype": "none"}):
        assert everything() == before
        assert matplotlib.rcParams["axes.linewidth"] == 9


@pytest.mark.parametrize("p", [0.2, 0.544, 0.8])
def test_diamonds_stand_at_the_probabilities(worms, p):
    (drawn,) = worms.frame(p).panels
    for k in range(11):
        place = (k, binom.pmf(k, 10, p))
        assert has_shape_at(drawn, worms.figures[0].axes[0], place, style.MODEL)


def test_arrow_head_where_a_diamond_would_leave_the_axes(worms):
    axes, top = worms.figures[0].axes[0], worms.top
    assert binom.pmf(0, 10, 0.01) > top
    (drawn,) = worms.frame(0.01).panels
    assert has_shape_at(drawn, axes, (0, 0.97 * top), style.MODEL)
    assert "above the scale: 0.9044 at 0" in worms.frame(0.01).alt
    assert "above the scale" not in worms.frame(0.3).alt


# As pixels, for wherever vectors are not shown


def test_png_is_opaque_and_has_few_colours():
    image = Image.open(io.BytesIO(Dot().png(3)))
    assert image.format == "PNG"
    assert image.mode == "P"
    assert "transparency" not in image.info
    assert len(image.getcolors()) <= 64


def test_png_shows_the_panels_side_by_side_at_twice_their_size():
    dot = Dot()
    image = pixels(dot.png(5))
    assert image.shape == (200, 480, 3)
    assert has_colour_at(image, dot.axes, (5, 0.5), style.MODEL)
    assert not has_colour_at(image, dot.axes, (5, 0.5), style.MODEL, panel=1)
    assert (image[:, 240:] < 128).any()  # the axes of the second panel


def test_background_is_white_also_on_a_dark_page():
    image = pixels(Dot().png(3))
    for corner in (image[0, 0], image[0, -1], image[-1, 0], image[-1, -1]):
        assert corner.tolist() == [255, 255, 255]


@pytest.mark.parametrize("x", [1, 5, 9])
def test_dot_is_where_it_should_be_and_nowhere_else(x):
    dot = Dot()
    image = pixels(dot.png(x))
    assert [has_colour_at(image, dot.axes, (at, 0.5), style.MODEL) for at in (1, 5, 9)] == [
        at == x for at in (1, 5, 9)
    ]
    assert has_colour_at(image, dot.axes, (5, 0.2), style.UNCERTAIN)


def test_png_keeps_the_secret_and_the_next_frame_has_it_again():
    dot = Dot()
    before = dot.frame(3)
    assert not has_colour_at(pixels(dot.png(3)), dot.axes, (5, 0.8), style.WORMS)
    assert dot.frame(3) == before
    assert "var(--kl-worms)" in dot.stills[0]


def test_bars_are_as_high_as_the_data(worms):
    image = pixels(worms.png(0.05))
    axes = worms.figures[0].axes[0]
    for k, share in enumerate(teeth_distribution()[4:], start=4):
        assert has_colour_at(image, axes, (k + 0.2, share - 0.01), style.WORMS)
        assert not has_colour_at(image, axes, (k + 0.2, share + 0.02), style.WORMS)


def test_diamonds_are_as_high_in_pixels_as_in_vectors(worms):
    image = pixels(worms.png(0.544))
    for k in range(11):
        height = binom.pmf(k, 10, 0.544)
        assert has_colour_at(image, worms.figures[0].axes[0], (k, height), style.MODEL)
