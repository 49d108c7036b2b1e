"""The pictures and words stored in the notebooks are those of today, pixel by pixel."""

import base64
import io

import nbformat
import numpy as np
import pytest
from notebook_explorers import NOTEBOOKS, explorers_of
from PIL import Image

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
TO_DO = "run `make notebooks` and look at what has changed"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_what_is_shown(name):
    made_anew = explorers_of.__wrapped__(name)
    for before, explorer in zip(stored(name), made_anew, strict=True):
        now, _ = explorer._repr_mimebundle_()
        assert before["text/plain"] == now["text/plain"], TO_DO
        assert np.array_equal(pixels(before), pixels(now)), TO_DO


def stored(name):
    """Give what each explorer of the notebook left in it."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    data = [output.get("data", {}) for cell in cells for output in cell.outputs]
    return [one for one in data if "image/png" in one]


def pixels(data):
    png = base64.b64decode(data["image/png"])
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
