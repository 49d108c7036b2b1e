"""The parts that make the site, without a browser."""

import io
import shutil

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image

pytestmark = pytest.mark.site

PICTURES = arrays(np.uint8, st.tuples(st.integers(1, 6), st.just(4), st.just(5), st.just(3)))


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def rgba(image):
    return Image.open(io.BytesIO(image)).convert("RGBA")


@given(PICTURES)
def test_base_and_overlay_are_the_picture(pictures):
    import overlays

    pngs = [png(pixels) for pixels in pictures]
    base = overlays.common_base(pngs)
    for pixels, overlay in zip(pictures, overlays.overlays(pngs, base), strict=True):
        shown = Image.alpha_composite(rgba(overlays.webp(base)), rgba(overlay))
        assert (np.asarray(shown.convert("RGB")) == pixels).all()


def test_what_stands_still_costs_next_to_nothing():
    import overlays

    still = np.random.default_rng(1).integers(0, 256, (100, 100, 3), dtype=np.uint8)
    pictures = [still.copy() for _ in range(9)]
    for column, picture in enumerate(pictures):
        picture[:, column] = 255
    pngs = [png(picture) for picture in pictures]
    thin = overlays.overlays(pngs, overlays.common_base(pngs))
    assert max(map(len, thin)) < len(pngs[0]) / 50


@pytest.fixture(scope="module")
def shown():
    """A flipbook of each kind and a live picture, run and taken over into a page."""
    from pages import execute, show_explorers

    start = "from ipywidgets import IntSlider\nfrom kl_helpers import explorers, flipbook"
    live = "b = explorers.bernoulli_variance()\nflipbook.LivePicture(b.picture, *b.controls)"
    sources = [start, "explorers.bernoulli_variance()", "explorers.binomial_factors(3)", live]
    sources += ["IntSlider()", "print('<b>')"]
    notebook = execute(new_notebook(cells=[new_code_cell(source) for source in sources]))
    return show_explorers(notebook, "00_start_here").cells


def html(cell):
    return cell.outputs[0].data.get("text/html", "")


def test_flipbooks_get_sliders(shown):
    assert html(shown[1]).count('type="range"') == 1
    assert html(shown[2]).count('type="range"') == 2


def test_a_live_picture_is_known_by_its_state(shown):
    assert "needs Python" in html(shown[3])
    assert 'type="range"' not in html(shown[3])
    assert "needs Python" not in html(shown[1]) + html(shown[2])


def test_other_outputs_stay_as_they_are(shown):
    assert html(shown[4]) == ""
    assert "IntSlider" in shown[4].outputs[0].data["text/plain"]
    assert shown[5].outputs[0].text == "<b>\n"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("$KL(P \\| Q)$", "∥"),
        ("$a < b$ & c", "&lt;"),
        ("| a |\n|---|\n| $KL(P \\| Q)$ |", "∥"),
        ("$$\\sum_i p(x_i)$$", 'class="katex-display"'),
    ],
)
def test_formulas_are_set(markdown, expected):
    from mathematics import markdown_to_html, set_formulas

    html = set_formulas(markdown_to_html(markdown))
    assert expected in html
    assert html.count('class="katex"') == 1
    assert "<math-" not in html


def test_a_formula_that_cannot_be_set_stops_the_build():
    import subprocess

    from mathematics import markdown_to_html, set_formulas

    with pytest.raises(subprocess.CalledProcessError):
        set_formulas(markdown_to_html("$\\nonsense$"))


def test_a_heading_has_jupyters_name():
    from mathematics import markdown_to_html

    assert markdown_to_html("## From counts to shares") == (
        '<h2 id="From-counts-to-shares">From counts to shares</h2>\n'
    )


def test_lite_takes_what_is_compiled_from_the_cdn_of_the_pinned_pyodide(tmp_path, monkeypatch):
    import json

    import lite

    (tmp_path / "pyodide").mkdir()
    for name in ["pyodide-lock.json", "package.json"]:
        shutil.copy(lite.PYODIDE / name, tmp_path / "pyodide")
    monkeypatch.setattr(lite, "PYODIDE", tmp_path / "pyodide")
    monkeypatch.setattr(lite, "fetch_wheels", lambda found: [tmp_path / "x.whl"] * len(found))
    (tmp_path / "x.whl").write_text("")
    lite.copy_pyodide(tmp_path / "out")
    lock = json.loads((tmp_path / "out" / "pyodide-lock.json").read_text())["packages"]
    version = json.loads((tmp_path / "pyodide" / "package.json").read_text())["version"]
    for name in ["numpy", "pandas"]:
        assert f"/v{version}/full/{name}-" in lock[name]["file_name"]
    assert lock["kl-helpers"]["file_name"] == lock["ipython"]["file_name"] == "x.whl"


def test_the_site_changes_no_notebook(tmp_path):
    from pages import notebook_page

    path = tmp_path / "09_test.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# T\n\n**Q?**\n\n- a"), new_code_cell("1 + 1")]
    nbformat.write(new_notebook(cells=cells), path)
    before = path.read_bytes()
    page = notebook_page(path)
    assert path.read_bytes() == before
    assert (page.title, page.question, page.description) == ("T", "Q?", "Q? Afterwards you can a.")
