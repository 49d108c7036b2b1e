"""What the notebooks keep of their explorers is what is drawn today: widget, picture, words."""

import base64
import gzip
import json

import nbformat
import numpy as np
import pytest
from explorer_views import pixels, png_of, unpacked
from notebook_explorers import NOTEBOOKS, explorers_of

from kl_helpers import explorers

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
TO_DO = "run `make notebooks` and look at what has changed"


@pytest.fixture(autouse=True)
def unsent():
    """Here an explorer is made as in a notebook, with all that a browser gets."""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_what_is_shown(name):
    made_anew = explorers_of.__wrapped__(name)
    models, outputs = stored(name)
    outputs = [one for one in outputs if "buffers" in models[one[WIDGET_VIEW]["model_id"]]]
    for before, explorer in zip(outputs, made_anew, strict=True):
        now, _ = explorer._repr_mimebundle_()
        assert before["text/plain"] == now["text/plain"], TO_DO
        assert np.array_equal(pixels(png_of(before)), pixels(png_of(now))), TO_DO
        model = models[before[WIDGET_VIEW]["model_id"]]
        assert book(model) == unpacked(explorer), TO_DO
        today = explorer.get_state()
        for trait in ("values", "revealed", "_esm", "_css"):
            assert model["state"][trait] == today[trait], TO_DO


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_stored_and_little_of_it(name):
    models, outputs = stored(name)
    shown = {output[WIDGET_VIEW]["model_id"] for output in outputs}
    layouts = {
        model["state"]["layout"].removeprefix("IPY_MODEL_") for model in map(models.get, shown)
    }
    assert set(models) == shown | layouts
    assert len(json.dumps(models)) < 400_000


def stored(name):
    """Give the widgets that a notebook keeps, by name, and what each of its explorers left."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    data = [output.get("data", {}) for cell in cells for output in cell.outputs]
    models = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {"state": {}})["state"]
    return models, [one for one in data if WIDGET_VIEW in one]


def book(model):
    """Read a stored explorer's book."""
    (buffer,) = model["buffers"]
    assert buffer["path"] == ["book"]
    return json.loads(gzip.decompress(base64.b64decode(buffer["data"])))


def test_the_model_of_ones_own_is_stored_as_it_is_shown_today():
    mine = explorers.your_model()
    notebook = nbformat.read(NOTEBOOKS / "05_kl_breakdown.ipynb", as_version=4)
    (cell,) = [cell for cell in notebook.cells if "explorers.your_model" in cell.source]
    (before,), (now, _) = cell.outputs, mine._repr_mimebundle_()
    assert before.data["text/plain"] == now["text/plain"]
    assert before.data["text/html"] == now["text/html"]
    kept = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    today = mine.get_state()
    for trait in ("about", "q", "reverse", "_esm", "_css"):
        assert kept[cell.id]["state"][trait] == today[trait], "run `make notebooks`"
