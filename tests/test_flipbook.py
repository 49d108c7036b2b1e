"""The sliders show the right page, in the browser and live, and stored notebooks too."""

import asyncio
import base64
import gc
import time
from html import escape
from itertools import product

import pytest
from explorer_views import alt, move, pixels, seen, sentence
from ipywidgets.widgets.widget import _instances

from kl_helpers.flipbook import (
    MAX_FRAMES,
    SECONDS_BETWEEN_DRAWINGS,
    Control,
    Explorer,
    Flipbook,
    LivePicture,
    as_plain_text,
)
from kl_helpers.picture import Picture


class Text(Picture):
    """An almost empty picture, quickly drawn, that counts how often it is."""

    size = (0.4, 0.2)
    name = "a"

    def build(self):
        self.drawn = []
        return []

    def update(self, *values):
        self.drawn.append(values)

    def alt(self, *values):
        return f"{self.name} at {values}."

    def sentence(self, *values):
        return f"<b>{escape(self.name)}</b> = {values}"


X = Control("x", [0.1, 0.2, 0.5], 0.2)
Y = Control("y", [1, 2, 3, 4], 3)


def prepared(*controls):
    book = Flipbook(Text(), *controls)
    book.prepare()
    return book


# Controls


def test_slider_stands_at_its_start_and_shows_its_stops():
    slider = Control("p", [0.25, 0.5], 0.5, "{:.2f}").slider()
    assert slider.description == "p"
    assert slider.value == 0.5
    assert slider.options == (("0.25", 0.25), ("0.50", 0.5))
    assert Control("p", [0.25], 0.25).slider().options == (("0.25", 0.25),)


def test_start_that_is_no_stop():
    with pytest.raises(ValueError, match=r"p cannot start at 0.3, which is no stop"):
        Control("p", [0.25, 0.5], 0.3).slider()


# Flipbooks


def test_every_page_of_one_slider():
    book = prepared(X)
    for index, x in enumerate(X.values):
        assert sentence(move(book, index)) == f"a = ({x},)"
        assert alt(seen(book)) == f"a at ({x},)."
        assert seen(book) == book.shown


def test_every_page_of_two_sliders():
    book = prepared(X, Y)
    for i, j in product(range(3), range(4)):
        page = move(book, i, j)
        assert sentence(page) == f"a = ({X.values[i]}, {Y.values[j]})"
        assert page == book.shown


def test_each_stack_is_linked_to_its_own_slider():
    book = prepared(X, Y)
    outer = book.children[1]
    linked = [(link.source, link.target) for link in book._links]
    expected = [((book.sliders[1], "index"), (one, "selected_index")) for one in outer.children]
    expected.append(((book.sliders[0], "index"), (outer, "selected_index")))
    assert linked == expected
    assert {link._model_name for link in book._links} == {"LinkModel"}


def test_every_page_is_drawn_once():
    book = prepared(X, Y)
    book.prepare()
    assert sorted(book.picture.drawn) == sorted(product(X.values, Y.values))


def test_first_page_is_there_before_the_others():
    book = Flipbook(Text(), X, Y)
    assert book.picture.drawn == [(0.2, 3)]
    assert sentence(book.children[1].value) == "a = (0.2, 3)"
    assert book.children[0].selected_index == 0
    assert book._progress.max == 12
    assert book._progress.description == "Drawing 12 pictures"


def test_sliders_take_the_place_of_the_progress_bar():
    book = prepared(X, Y)
    header = book.children[0]
    assert header.selected_index == 1
    assert header.children[1].children == book.sliders
    assert book._progress.value == book._progress.max
    assert header.layout.min_height == "68px"


def test_nothing_is_drawn_when_a_slider_moves():
    book = prepared(X, Y)
    before = len(book.picture.drawn)
    move(book, 0, 0)
    assert len(book.picture.drawn) == before


def test_too_many_pages():
    book = Flipbook(Text(), Control("x", range(20), 0), Control("y", range(20), 0))
    assert MAX_FRAMES == 400
    assert len(book.sliders) == 2
    with pytest.raises(ValueError, match=r"401 pages are too many .*at most 400"):
        Flipbook(Text(), Control("x", range(401), 0))
    gc.collect()  # what was refused goes without complaint


def test_stopped_while_drawing():
    book = Flipbook(Text(), X)
    book.picture.update = _interrupt
    with pytest.raises(KeyboardInterrupt):
        book.prepare()
    assert book._progress.description == "Stopped. Run the cell again."
    assert book._progress.bar_style == "warning"
    del book.picture.update
    book.prepare()
    assert sentence(seen(book)) == "a = (0.2,)"


def _interrupt(*values):
    raise KeyboardInterrupt


def test_closing_leaves_no_widget_behind():
    before = set(_instances)
    book = prepared(X, Y)
    widgets = [book, *book.sliders, *book._links, book.children[1], *book._pages.values()]
    assert all(widget.comm is not None for widget in widgets)
    book.close()
    assert all(widget.comm is None for widget in widgets)
    assert set(_instances) == before


def test_plain_explorer_draws_nothing_by_itself():
    explorer = Explorer(Text(), X)
    explorer.prepare()
    with pytest.raises(NotImplementedError):
        _ = explorer.shown


# What is stored in a notebook


def test_mime_bundle_holds_a_picture_and_words():
    data, metadata = prepared(X)._repr_mimebundle_()
    assert data["text/plain"] == "a at (0.2,).\na = (0.2,)"
    assert pixels(base64.b64decode(data["image/png"])).shape == (25, 50, 3)
    assert "application/vnd.jupyter.widget-view+json" in data
    assert metadata["image/png"] == {
        "alt": "a at (0.2,). a = (0.2,)",
        "width": 40,
        "height": 20,
    }


def test_mime_bundle_stays_the_same_wherever_the_slider_stands():
    book = prepared(X)
    before = book._repr_mimebundle_()[0]
    move(book, 0)
    after = book._repr_mimebundle_()[0]
    assert {key: before[key] for key in ("text/plain", "image/png")} == {
        key: after[key] for key in ("text/plain", "image/png")
    }


def test_showing_an_explorer_prepares_it(monkeypatch):
    shown = []
    monkeypatch.setattr("kl_helpers.flipbook.display", lambda *args, **kw: shown.append((args, kw)))
    book = Flipbook(Text(), X)
    book._ipython_display_()
    (data,), options = shown[0]
    assert data["text/plain"] == "a at (0.2,).\na = (0.2,)"
    assert options["raw"]
    assert options["metadata"]["image/png"]["alt"].startswith("a at")
    assert book.children[0].selected_index == 1


class Cells:
    """Stand in for IPython: says which cell runs, and in which run."""

    def __init__(self, monkeypatch):
        monkeypatch.setattr("kl_helpers.flipbook.display", lambda *args, **kw: None)
        monkeypatch.setattr("kl_helpers.flipbook.get_ipython", lambda: self)
        monkeypatch.setattr("kl_helpers.flipbook._shown", {})

    def get_parent(self):
        metadata = {"cellId": self.cell} if self.cell else {}
        return {"metadata": metadata, "header": {"msg_id": self.run}}

    def show(self, explorer, cell, run):
        self.cell, self.run = cell, run
        explorer._ipython_display_()
        return explorer


def test_running_a_cell_again_closes_what_it_showed(monkeypatch):
    cells = Cells(monkeypatch)
    old, other = Flipbook(Text(), X), Flipbook(Text(), X)
    cells.show(old, "one", "run 1")
    cells.show(other, "two", "run 2")
    new = cells.show(Flipbook(Text(), X), "one", "run 3")
    assert old.comm is None
    assert other.comm is not None
    assert new.comm is not None


def test_one_run_may_show_several_and_show_one_again(monkeypatch):
    cells = Cells(monkeypatch)
    first = cells.show(Flipbook(Text(), X), "one", "run 1")
    second = cells.show(Flipbook(Text(), X), "one", "run 1")
    assert first.comm is not None
    cells.show(second, "one", "run 2")
    assert first.comm is None
    assert second.comm is not None


def test_where_cells_have_no_name_nothing_is_closed(monkeypatch):
    cells = Cells(monkeypatch)
    first = cells.show(Flipbook(Text(), X), None, "run 1")
    cells.show(Flipbook(Text(), X), None, "run 2")
    assert first.comm is not None


# What the reader names is text, whatever is in it


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '" onerror="x', "a & b", "$x_1$"])
def test_names_are_escaped(name):
    picture = Text()
    picture.name = name
    book = Flipbook(picture, X)
    book.prepare()
    page = seen(book)
    assert "<script" not in page
    assert ' onerror="' not in page
    assert alt(page) == f"{name} at (0.2,)."
    assert sentence(page) == f"{name} = (0.2,)"
    assert book._repr_mimebundle_()[0]["text/plain"].startswith(name)


def test_as_plain_text():
    assert as_plain_text("<b>2 &lt; 3</b> &amp; 4") == "2 < 3 & 4"
    assert as_plain_text("nothing") == "nothing"


def test_page_keeps_the_height_of_the_picture():
    page = prepared(X).shown
    assert 'width="40" height="20"' in page
    assert "max-width: 40px; height: auto; background: white" in page


# Live pictures


def test_live_picture_is_drawn_when_a_slider_moves():
    live = LivePicture(Text(), X, Y)
    assert sentence(live.shown) == "a = (0.2, 3)"
    for i, j in product(range(3), range(4)):
        live.sliders[0].index, live.sliders[1].index = i, j
        assert sentence(live.shown) == f"a = ({X.values[i]}, {Y.values[j]})"
        assert f' width="{live.picture.width}" height="{live.picture.height}"' in live.shown
    assert live.children[0].children == live.sliders
    assert live.children[1].value == live.shown


def test_live_picture_does_not_hide_an_error():
    live = LivePicture(Text(), X)
    live.picture.update = _fail
    with pytest.raises(ZeroDivisionError, match="on purpose"):
        live.sliders[0].index = 0


def _fail(*values):
    raise ZeroDivisionError("on purpose")


def test_burst_of_moves_draws_the_newest_and_few_others():
    live = LivePicture(Text(), Control("x", range(200), 0))

    async def burst():
        for value in range(1, 200):
            live.sliders[0].value = value
        drawn_at_once = live.picture.drawn[1:]
        await asyncio.sleep(3 * SECONDS_BETWEEN_DRAWINGS)
        return drawn_at_once

    assert asyncio.run(burst())[0] == (1,)
    assert sentence(live.shown) == "a = (199,)"
    assert len(live.picture.drawn) <= 20


def test_slow_moves_are_all_drawn():
    live = LivePicture(Text(), Control("x", range(4), 0))

    async def slowly():
        for value in (1, 2, 3):
            live.sliders[0].value = value
            await asyncio.sleep(2 * SECONDS_BETWEEN_DRAWINGS)

    asyncio.run(slowly())
    assert live.picture.drawn == [(0,), (1,), (2,), (3,)]


def test_move_after_a_pause_is_drawn_at_once_and_only_once():
    live = LivePicture(Text(), Control("x", range(4), 0))

    async def two_moves_then_pause():
        live.sliders[0].value = 1
        live.sliders[0].value = 2
        time.sleep(2 * SECONDS_BETWEEN_DRAWINGS)
        live.sliders[0].value = 3
        await asyncio.sleep(3 * SECONDS_BETWEEN_DRAWINGS)

    asyncio.run(two_moves_then_pause())
    assert live.picture.drawn == [(0,), (1,), (3,)]
