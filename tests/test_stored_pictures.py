"""The pictures stored in the notebooks are, pixel by pixel, those that are drawn today."""

import base64
import io

import nbformat
import numpy as np
import pytest
from notebook_explorers import NOTEBOOKS, explorers_of
from PIL import Image

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_picture_is_what_is_drawn(name):
    stored = stored_pictures(name)
    made_anew = explorers_of.__wrapped__(name)
    drawn = [explorer.picture.frame(*explorer.values).png for explorer in made_anew]
    assert len(stored) == len(drawn)
    for before, now in zip(stored, drawn, strict=True):
        assert np.array_equal(pixels(before), pixels(now)), "run `make notebooks` and look at it"


def stored_pictures(name):
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    data = [output.get("data", {}) for cell in cells for output in cell.outputs]
    return [base64.b64decode(one["image/png"]) for one in data if "image/png" in one]


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
