"""Where a picture can be taken hold of, and what there is to be discovered in it."""

import itertools
import json

import numpy as np
import pytest
from explorer_views import as_xml, opened, states, unpacked

from kl_helpers.explorer import Control, Explorer
from kl_helpers.picture import Handle, Picture


class Grips(Picture):
    """Two axes of either kind, with handles along and across them."""

    panel_size = (400, 200)

    def build(self):
        self.linear, self.log = self.panels(2)
        self.linear.set(xlim=(-1, 3), ylim=(0, 10))
        self.log.set(xscale="log", xlim=(0.001, 1), yscale="log", ylim=(1, 1000))
        self.handles += [
            Handle(0, self.linear, lambda centre: 2 * centre),
            Handle(1, self.linear, lambda centre, width: centre + width / 2, of=(0, 1)),
            Handle(1, self.linear, lambda width: width, direction="y"),
            Handle(1, self.log, lambda width: width),
            Handle(1, self.log, lambda width: 1 / width, direction="y"),
        ]
        return []

    def update(self, *values):
        pass

    def alt(self, *values):
        return "alt"

    def sentence(self, *values):
        return "sentence"


CENTRES, WIDTHS = [0.0, 0.5, 1.0], [0.01, 0.1]


@pytest.fixture(scope="module")
def grips():
    return Explorer(Grips(), Control("centre", CENTRES, 0.5), Control("width", WIDTHS, 0.1))


def shares(axes, x, y):
    """Give a point of the axes as shares of its panel, from the upper left corner.

    Worked out from where the box of the axes lies in its figure.
    """
    box = axes.get_position()
    return box.x0 + x * box.width, 1 - (box.y0 + y * box.height)


def test_places_on_a_linear_axis(grips):
    place = unpacked(grips)["handles"][0]
    axes = grips.picture.linear
    expected = [shares(axes, (2 * centre + 1) / 4, 0)[0] for centre in CENTRES]
    assert place["at"] == pytest.approx(expected, abs=1e-4)
    assert (place["control"], place["panel"], place["direction"]) == (0, 0, "x")
    assert place["of"] == [0]


def test_places_that_depend_on_two_sliders_are_in_the_order_of_their_stops(grips):
    place = unpacked(grips)["handles"][1]
    axes = grips.picture.linear
    expected = [
        shares(axes, (centre + width / 2 + 1) / 4, 0)[0]
        for centre, width in itertools.product(CENTRES, WIDTHS)
    ]
    assert place["at"] == pytest.approx(expected, abs=1e-4)
    assert (place["control"], place["of"]) == (1, [0, 1])


def test_places_across_an_axis_count_from_the_top(grips):
    place = unpacked(grips)["handles"][2]
    expected = [shares(grips.picture.linear, 0, width / 10)[1] for width in WIDTHS]
    assert place["at"] == pytest.approx(expected, abs=1e-4)
    assert place["direction"] == "y"


def test_places_on_logarithmic_axes(grips):
    along, across = unpacked(grips)["handles"][3:]
    axes = grips.picture.log
    assert along["at"] == pytest.approx([shares(axes, at, 0)[0] for at in (1 / 3, 2 / 3)], abs=1e-4)
    assert across["at"] == pytest.approx(
        [shares(axes, 0, at)[1] for at in (2 / 3, 1 / 3)], abs=1e-4
    )
    assert along["panel"] == across["panel"] == 1


def test_the_box_of_a_handle_is_that_of_its_axes(grips):
    for place, axes in zip(
        unpacked(grips)["handles"],
        [grips.picture.linear] * 3 + [grips.picture.log] * 2,
        strict=True,
    ):
        left, bottom = shares(axes, 0, 0)
        right, top = shares(axes, 1, 1)
        assert place["box"] == pytest.approx([left, top, right, bottom], abs=1e-4)
        assert 0 < left < right < 1
        assert 0 < top < bottom < 1


@pytest.mark.parametrize(
    ("name", "moves"),
    [
        ("discrete_event", {0}),
        ("interval_event", {0, 1}),
        ("uniform_outcomes", {0}),
        ("binomial_factors", {0}),
        ("bernoulli_variance", {0}),
        ("binomial_vs_data", {0}),
        ("one_term", {1}),
        ("kl_breakdown", {0}),
        ("kl_curve", {0}),
        ("both_directions", {0}),
        ("beta_binomial_model", {0, 1}),
        ("mixture_model", {0, 1}),
    ],
)
def test_every_slider_that_the_picture_shows_can_be_taken_hold_of(name, moves):
    handles = unpacked(opened(name))["handles"]
    assert {handle["control"] for handle in handles} == moves
    for handle in handles:
        inside = np.array(handle["at"])
        low, high = (handle["box"][i] for i in ((0, 2) if handle["direction"] == "x" else (1, 3)))
        assert len(inside) > 1
        assert ((inside >= low - 0.02) & (inside <= high + 0.02)).mean() > 0.7


def test_the_marker_of_the_curve_stands_where_it_is_taken_hold_of():
    explorer = opened("kl_curve")
    (handle,) = unpacked(explorer)["handles"]
    for (p,), at in zip(states(explorer), handle["at"], strict=True):
        explorer.picture.update(p)
        (x,) = explorer.picture.marker.head.get_xdata()
        axes = explorer.picture.figures[1].axes[0]
        assert x == p
        assert at == pytest.approx(shares(axes, p, 0)[0], abs=1e-4)


# What is to be discovered


class Secrets(Picture):
    """A curve and a star that stand still, and a curve and a star that move, all hidden."""

    panel_size = (200, 100)

    def build(self):
        left, _ = self.panels(2)
        left.set(xlim=(0, 1), ylim=(0, 1))
        self.handles.append(Handle(0, left, lambda x: x))
        artists = [left.plot([0, 1], [0, 1], label=f"{i}")[0] for i in range(4)]
        self.trace(artists[0], 0)
        self.trace(artists[1], 1)
        self.find(artists[2], {0: 1})
        self.find(artists[3], {0: 0.5, 1: 2})
        self.shown = left.plot([0, 1], [0.5, 0.5])[0]
        return [artists[1], artists[3], self.shown]

    def update(self, *values):
        self.shown.set_ydata(values)

    def alt(self, *values):
        return "alt"

    def sentence(self, *values):
        return "sentence"


def hidden_groups(drawn):
    return [
        (group.get("class"), group.get("data-control") or json.loads(group.get("data-stops")))
        for group in as_xml(drawn)
        if group.get("class")
    ]


def test_what_is_hidden_is_wrapped_where_explorer_js_looks_for_it():
    picture = Secrets()
    assert hidden_groups(picture.stills[0]) == [("kl-trace", "0"), ("kl-found", {"0": 1})]
    left, right = picture.frame(0.5, 2).panels
    assert hidden_groups(left) == [("kl-trace", "1"), ("kl-found", {"0": 0.5, "1": 2})]
    assert hidden_groups(picture.stills[1]) == []
    assert right == ""


def test_what_is_hidden_is_drawn_once_and_below_what_moves():
    picture = Secrets()
    xml = as_xml(picture.frame(0.5, 2).panels[0])
    groups = [group.get("class") for group in xml if group.tag == "g"]
    assert groups == ["kl-trace", "kl-found", None]
    assert all(len(group.findall(".//path")) == 1 for group in xml if group.get("class"))
    plain = [group for group in as_xml(picture.stills[0]) if not group.get("class")]
    assert not any("stroke: #" in str(element.attrib) for g in plain for element in g.iter())


def test_a_png_keeps_the_secrets_and_leaves_them_to_the_next_frame():
    picture = Secrets()
    before = picture.frame(0.5, 2)
    picture.png(0.5, 2)
    assert picture.frame(0.5, 2) == before


@pytest.mark.parametrize("name", ["kl_curve", "both_directions", "bernoulli_variance", "one_term"])
def test_the_curve_is_hidden_until_the_slider_has_been_there(name):
    book = unpacked(opened(name))
    drawn = [*(panel["still"] for panel in book["panels"]), *book["frames"][0][0]]
    groups = [group for fragment in drawn for group in hidden_groups(fragment)]
    traced = {int(control) for kind, control in groups if kind == "kl-trace"}
    assert traced
    sideways = {
        h["control"] for h in book["handles"] if h["direction"] == "x" and len(h["of"]) == 1
    }
    assert traced <= sideways  # the curve's clip lies along such a handle
    for kind, stops in groups:
        if kind == "kl-found":
            for control, stop in stops.items():
                assert stop in book["controls"][int(control)]["values"]
