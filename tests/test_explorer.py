"""The one widget: its book, its values, its messages, and what a notebook keeps of it."""

import itertools
import json
import weakref
from html import escape

import ipywidgets
import numpy as np
import pytest
from explorer_views import (
    EVERY_EXPLORER,
    as_xml,
    image_and_caption,
    opened,
    pixels,
    png_of,
    seen,
    unpacked,
)
from IPython.core.formatters import DisplayFormatter

from kl_helpers import explorers
from kl_helpers.explorer import MAX_FRAMES, Control, Explorer, as_plain_text
from kl_helpers.picture import Picture

STATIC = {"text/html", "text/plain"}


class Text(Picture):
    """A picture of one dot, quickly drawn, that remembers when it was."""

    panel_size = (100, 50)
    name = "a"

    def build(self):
        self.drawn = []
        (axes,) = self.panels()
        axes.set(xlim=(0, 10), xticks=[], yticks=[])
        (self.dot,) = axes.plot([0], [0], "o", label=self.name)
        self.legend()
        return [self.dot]

    def update(self, *values):
        self.drawn.append(values)
        self.dot.set_xdata([sum(values)])

    def alt(self, *values):
        return f"{self.name} at {values}."

    def sentence(self, *values):
        return f"<b>{escape(self.name)}</b> = {values}"


class Failing(Text):
    """A picture that cannot be drawn at 5."""

    fault = ZeroDivisionError

    def update(self, *values):
        if 5 in values:
            raise self.fault("on purpose")
        super().update(*values)


X = Control("x", [0.1, 0.2, 0.5], 0.2)
Y = Control("y", [1, 2, 3, 4], 3, "{} cm")
MANY = Control("x", range(MAX_FRAMES + 1), 3)


@pytest.fixture(autouse=True)
def unsent():
    """Here an explorer is made as in a notebook, with all that a browser gets."""


@pytest.fixture
def sent(monkeypatch):
    """Collect what explorers send to the browser, with the explorer."""
    messages = []
    monkeypatch.setattr(
        Explorer, "send", lambda self, content, buffers=None: messages.append((self, content))
    )
    return messages


def from_browser(explorer, content):
    """Let a message of the browser reach the explorer."""
    data = {"method": "custom", "content": content}
    explorer._handle_msg({"content": {"data": data}, "buffers": []})


def moved_in_browser(explorer, *values):
    data = {"method": "update", "state": {"values": values}, "buffer_paths": []}
    explorer._handle_msg({"content": {"data": data}, "buffers": []})


# The book


def test_every_state_has_its_frame_in_the_order_of_the_stops():
    for controls in ([X], [X, Y], [Y, X, Control("z", [7, 8], 7)]):
        explorer = Explorer(Text(), *controls)
        frames = unpacked(explorer)["frames"]
        expected = list(itertools.product(*(control.values for control in controls)))
        assert [frame[1] for frame in frames] == [f"a at {values}." for values in expected]
        assert [frame[2] for frame in frames] == [f"<b>a</b> = {values}" for values in expected]
        drawn = [explorer.picture.frame(*values).panels for values in expected]
        assert [tuple(frame[0]) for frame in frames] == drawn
        assert len({frame[0][0] for frame in frames}) == len({round(sum(v), 6) for v in expected})


def test_the_frame_of_a_state_is_found_as_explorer_js_finds_it():
    explorer = Explorer(Text(), X, Y)
    frames = unpacked(explorer)["frames"]
    for (i, x), (j, y) in itertools.product(enumerate(X.values), enumerate(Y.values)):
        assert frames[i * len(Y.values) + j][1] == f"a at ({x}, {y})."


def test_a_book_holds_the_controls_the_panels_and_the_legend():
    book = unpacked(Explorer(Text(), X, Y))
    assert not book["live"]
    assert book["start"] == [0.2, 3]
    assert book["controls"] == [
        {"symbol": "x", "values": [0.1, 0.2, 0.5], "labels": ["0.1", "0.2", "0.5"]},
        {"symbol": "y", "values": [1, 2, 3, 4], "labels": ["1 cm", "2 cm", "3 cm", "4 cm"]},
    ]
    (panel,) = book["panels"]
    assert panel["size"] == [100, 50]
    assert as_xml(panel["still"]).findall(".//path")
    assert [entry["label"] for entry in book["legend"]] == ["a"]


def test_every_state_is_drawn_once_and_none_when_a_slider_moves():
    explorer = Explorer(Text(), X, Y)
    states = sorted(itertools.product(X.values, Y.values))
    assert sorted(explorer.picture.drawn) == states
    before = len(explorer.picture.drawn)
    moved_in_browser(explorer, 0.5, 1.0)
    assert len(explorer.picture.drawn) == before


def test_a_picture_of_many_states_is_drawn_when_asked_for():
    explorer = Explorer(Text(), MANY)
    assert unpacked(explorer)["live"]
    assert [frame[1] for frame in unpacked(explorer)["frames"]] == ["a at (3,)."]
    assert explorer.picture.drawn == [(3,)]
    assert not unpacked(Explorer(Text(), Control("x", range(MAX_FRAMES), 3)))["live"]


@pytest.mark.parametrize("name", EVERY_EXPLORER)
def test_two_runs_give_the_same_few_bytes(name):
    first, second = opened(name), getattr(explorers, name)()
    first.open()  # a test of another file may have drawn it without
    assert first.book == second.book
    assert first._repr_mimebundle_()[0]["text/html"] == second._repr_mimebundle_()[0]["text/html"]
    assert first.book[4:8] == bytes(4)  # no time of writing
    assert len(first.book) < 60_000


# Where the sliders stand


def test_values_are_read_and_set_and_observed():
    explorer = Explorer(Text(), X, Y)
    heard = []
    explorer.observe(lambda change: heard.append(change.new), "values")
    assert explorer.values == [0.2, 3]
    explorer.values = [0.5, 1]
    moved_in_browser(explorer, 0.1, 4.0)
    assert heard == [[0.5, 1], [0.1, 4]]
    assert explorer.frame.alt == "a at (0.1, 4)."


def test_a_value_that_differs_by_rounding_is_its_stop():
    explorer = Explorer(Text(), Control("p", [0.1, 0.3], 0.1))
    explorer.values = [0.1 + 0.2]
    assert explorer.values == [0.3]
    assert Control("count", [0, 10**6], 0).stop(1e6) == 10**6


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([0.3, 3], r"x has no stop at 0.3; the nearest is 0.2"),
        ([0.2, 9], r"y has no stop at 9(.0)?; the nearest is 4"),
        ([float("nan"), 3], "x has no stop at nan"),
        ([0.2], r"\[0.2\] are 1 values; 2 are needed"),
        ([0.2, 3, 1], "are 3 values; 2 are needed"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_changes_nothing(values, message):
    explorer = Explorer(Text(), X, Y)
    with pytest.raises(ValueError, match=message):
        explorer.values = values
    assert explorer.values == [0.2, 3]


def test_a_control_that_starts_beside_its_stops_is_refused():
    with pytest.raises(ValueError, match=r"p has no stop at 0.3; the nearest is 0.25"):
        Explorer(Text(), Control("p", [0.25, 0.5], 0.3))


def test_what_python_shows_is_what_the_browser_shows():
    explorer = explorers.uniform_outcomes()
    explorer.values = [12]
    page = seen(explorer)
    assert page.panels == explorer.frame.panels
    assert page.sentence == as_plain_text(explorer.frame.sentence)
    assert page.sentence.startswith("12 outcomes, 0 to 11 teeth")


# An ipywidget like any other


def test_two_explorers_are_linked():
    one, other = explorers.kl_curve(), explorers.binomial_vs_data()
    link = ipywidgets.link((one, "values"), (other, "values"))
    moved_in_browser(one, 0.544)
    assert other.values == [0.544]
    other.values = [0.7]
    assert one.values == [0.7]
    link.unlink()


def test_a_slider_of_ipywidgets_moves_an_explorer():
    explorer, slider = Explorer(Text(), X), ipywidgets.SelectionSlider(options=X.values)
    ipywidgets.dlink((slider, "value"), (explorer, "values"), lambda value: [value])
    slider.value = 0.5
    assert explorer.frame.alt == "a at (0.5,)."


@pytest.mark.parametrize("box", [ipywidgets.HBox, ipywidgets.VBox, ipywidgets.Tab])
def test_explorers_stand_side_by_side(box):
    explorer = Explorer(Text(), X)
    both = box([explorer, Explorer(Text(), Y)])
    assert both.get_state()["children"][0] == f"IPY_MODEL_{explorer.model_id}"
    assert len(repr(both)) < 400


def test_a_list_of_explorers_is_written_shortly():
    explorer = explorers.kl_curve()
    assert len(repr([explorer, (explorer, {"a": explorer})])) < 400


def test_an_explorer_stands_in_an_output():
    output = ipywidgets.Output()
    explorer = Explorer(Text(), X)
    output.append_display_data(explorer)
    (shown,) = output.outputs
    assert shown["data"]["text/plain"].startswith("a at (0.2,).")
    assert "application/vnd.jupyter.widget-view+json" in shown["data"]


def test_the_browser_gets_all_it_needs():
    state = explorers.kl_curve().get_state()
    assert state["values"] == [0.3]
    assert state["revealed"] is False
    assert "export default" in state["_esm"]
    assert ".kl-explorer" in state["_css"]
    assert not {"picture", "controls"} & set(state)


# What a notebook keeps


def test_a_notebook_keeps_a_picture_and_words_beside_the_widget():
    data, metadata = Explorer(Text(), X)._repr_mimebundle_()
    assert data["text/plain"] == "a at (0.2,).\na = (0.2,)"
    assert set(data) == {*STATIC, "application/vnd.jupyter.widget-view+json"}
    assert metadata == {}
    image, caption = image_and_caption(data)
    assert pixels(png_of(data)).shape == (100, 200, 3)
    assert (image["alt"], image["width"]) == ("a at (0.2,).", "100")
    assert caption.startswith("a = (0.2,)This picture moves once its cell is run")


def test_a_notebook_keeps_the_same_wherever_the_slider_stands():
    explorer = explorers.kl_curve()
    before, metadata = explorer._repr_mimebundle_()
    explorer.values = [0.544]
    after, metadata_after = explorer._repr_mimebundle_()
    assert {key: before[key] for key in STATIC} == {key: after[key] for key in STATIC}
    assert metadata == metadata_after


def test_a_widget_that_shows_itself_leaves_picture_and_words_to_the_explorer(monkeypatch):
    shown = []

    def show_itself(self):  # as ipywidgets 7 does
        shown.append(self)

    monkeypatch.setattr(ipywidgets.Widget, "_ipython_display_", show_itself, raising=False)
    data, _ = DisplayFormatter().format(Explorer(Text(), X))
    assert set(data) >= STATIC
    assert shown == []


# Errors are seen


def test_a_picture_that_cannot_be_drawn_raises_where_it_is_made():
    with pytest.raises(ZeroDivisionError, match="on purpose"):
        Explorer(Failing(), Control("x", [1, 5], 1))


def test_an_interrupt_stops_the_drawing():
    class Interrupted(Failing):
        fault = KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Explorer(Interrupted(), Control("x", [1, 5], 1))


def test_a_live_picture_that_fails_tells_the_browser_and_raises(sent):
    explorer = Explorer(Failing(), MANY)
    with pytest.raises(ZeroDivisionError, match="on purpose"):
        explorer._answer(explorer, {"draw": [5]}, [])
    assert sent == [(explorer, {"drawn": [5], "error": "ZeroDivisionError: on purpose"})]


def test_a_live_picture_refuses_what_is_no_stop(sent):
    explorer = Explorer(Text(), MANY)
    with pytest.raises(ValueError, match=r"x has no stop at 0.5"):
        explorer._answer(explorer, {"draw": [0.5]}, [])
    assert sent[0][1]["error"].startswith("ValueError: x has no stop at 0.5")


# What the browser asks for


def test_a_live_explorer_answers_with_the_frame_that_was_asked_for(sent):
    explorer = explorers.mixture_model()
    for wanted in ([0.41, 0.84, 0.7], [0.5, 0.6, 0.0]):
        from_browser(explorer, {"draw": wanted})
        frame = explorer.picture.frame(*wanted)
        assert sent[-1] == (
            explorer,
            {"drawn": wanted, "frame": [frame.panels, frame.alt, frame.sentence]},
        )
        json.dumps(sent[-1][1])
    assert "= <b>0.0323 nats</b>" in sent[0][1]["frame"][2]


def test_other_messages_are_left_alone(sent):
    explorer = Explorer(Text(), X)
    from_browser(explorer, {"anything": "else"})
    assert sent == []
    assert explorer.comm is not None


def test_an_explorer_that_is_used_nowhere_closes_and_lets_go_of_its_picture(sent):
    explorer = Explorer(Text(), X)
    picture = weakref.ref(explorer.picture)
    from_browser(explorer, {"unused": True})
    assert explorer.comm is None
    assert picture() is None
    assert explorer.book == b""


@pytest.mark.parametrize("make", [lambda: Explorer(Text(), X), explorers.your_model])
def test_a_closed_explorer_takes_its_layout_along(make):
    explorer = make()
    layout = explorer.layout
    explorer.close()
    assert (explorer.comm, layout.comm) == (None, None)


def test_a_closed_explorer_says_what_to_do():
    explorer = Explorer(Text(), X)
    explorer.close()
    explorer.close()
    for use in (lambda: explorer.frame, explorer._repr_mimebundle_):
        with pytest.raises(RuntimeError, match=r"closed .* make a new one"):
            use()


# A cell that runs again


class Cells:
    """Stand in for IPython: says which cell runs, and in which run."""

    def __init__(self, monkeypatch):
        monkeypatch.setattr("kl_helpers.explorer.get_ipython", lambda: self)
        monkeypatch.setattr("kl_helpers.explorer._had", {})

    def get_parent(self):
        metadata = {"cellId": self.cell} if self.cell else {}
        return {"metadata": metadata, "header": {"msg_id": self.run}}

    def show(self, cell, run, explorer=None):
        self.cell, self.run = cell, run
        explorer = explorer or Explorer(Text(), X)
        explorer._repr_mimebundle_()
        return explorer


@pytest.fixture
def cells(monkeypatch):
    return Cells(monkeypatch)


def superseded(sent):
    assert all(message == {"superseded": True} for _, message in sent)
    return [explorer for explorer, _ in sent]


def test_running_a_cell_again_asks_whether_what_it_showed_is_still_seen(cells, sent):
    old = cells.show("one", "run 1")
    cells.show("two", "run 2")
    assert superseded(sent) == []
    cells.show("one", "run 3")
    assert superseded(sent) == [old]
    assert old.comm is not None


def test_one_run_may_show_several_explorers(cells, sent):
    first, second = cells.show("one", "run 1"), cells.show("one", "run 1")
    assert superseded(sent) == []
    cells.show("one", "run 2")
    assert superseded(sent) == [first, second]
    cells.show("one", "run 2")
    assert superseded(sent) == [first, second]


def test_one_that_stands_in_a_box_is_asked_too(cells, sent):
    cells.cell, cells.run = "one", "run 1"
    inside = Explorer(Text(), X)
    ipywidgets.HBox([inside])
    cells.show("one", "run 2")
    assert superseded(sent) == [inside]


def test_an_explorer_that_is_shown_again_stays(cells, sent):
    first, second = cells.show("one", "run 1"), cells.show("one", "run 1")
    cells.show("two", "run 2", first)
    cells.show("one", "run 3", second)
    assert superseded(sent) == []


def test_where_cells_have_no_name_nothing_is_asked(cells, sent):
    cells.show(None, "run 1")
    cells.show(None, "run 2")
    assert superseded(sent) == []


def test_without_ipython_nothing_is_asked(monkeypatch, sent):
    monkeypatch.setattr("kl_helpers.explorer.get_ipython", lambda: None)
    for _ in range(2):
        Explorer(Text(), X)._repr_mimebundle_()
    assert sent == []


# What the reader names is text, whatever is in it


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '" onerror="x', "a & b", "$x_1$", '<b>&"', "&lt;"]
)
def test_names_are_text_wherever_they_stand(name):
    class Named(Text):
        pass

    Named.name = name.replace("$", r"\$")
    picture = Named()
    picture.name = name
    explorer = Explorer(picture, X)
    book = unpacked(explorer)
    assert [entry["label"] for entry in book["legend"]] == [name]  # becomes a text node
    for _, alt, sentence in book["frames"]:
        assert alt.startswith(f"{name} at")  # becomes an attribute
        assert sentence.startswith(f"<b>{escape(name)}</b> = ")
    assert "script" not in book["panels"][0]["still"] + book["legend"][0]["swatch"]
    data, _ = explorer._repr_mimebundle_()
    assert data["text/plain"].startswith(f"{name} at")
    image, caption = image_and_caption(data)
    assert set(image) == {"src", "alt", "width"}
    assert image["alt"].startswith(f"{name} at")
    assert caption.startswith(f"{name} = ")


def test_as_plain_text():
    assert as_plain_text("<b>2 &lt; 3</b> &amp; 4") == "2 < 3 & 4"
    assert as_plain_text("nothing") == "nothing"


# A kernel with strict settings


@pytest.mark.parametrize("outcomes", [2, 200])
@pytest.mark.parametrize(
    "explorer",
    [
        explorers.binomial_vs_data,
        explorers.kl_breakdown,
        explorers.kl_curve,
        explorers.both_directions,
        explorers.beta_binomial_model,
        explorers.mixture_model,
        explorers.messages,
    ],
)
@pytest.mark.filterwarnings("error", "ignore:Deprecated in traitlets:DeprecationWarning")
def test_where_underflow_is_an_error_explorers_open_all_the_same(explorer, outcomes):
    counts = 1 + np.arange(outcomes) % 7
    with np.errstate(all="raise"):
        opened = explorer(counts / counts.sum(), "moths")
        assert "moths" in opened.frame.sentence
        opened._repr_mimebundle_()
    assert unpacked(opened)["frames"]


def test_a_product_of_tiny_numbers_is_no_error_of_a_picture():
    picture = explorers.mixture_model(np.full(200, 1 / 200), "moths").picture
    with np.errstate(all="raise"):
        assert "nats" in picture.frame(0.02, 0.6, 0.3).sentence
