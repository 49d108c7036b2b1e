"""The parts that make the site, without a browser."""

import json
import shutil

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def shown():
    """An explorer of each kind, stored and taken over into a page."""
    from nbclient import NotebookClient
    from pages import shown_on_a_page, stored_explorers
    from refresh_notebooks import plain

    start = "from ipywidgets import IntSlider\nfrom kl_helpers import check, explorers"
    sources = [start, "explorers.bernoulli_variance()", "explorers.mixture_model()"]
    sources += ["IntSlider()", "print('<b>')", "check.exactly_one_centimetre(None)"]
    cells = [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    notebook = plain(NotebookClient(new_notebook(cells=cells)).execute())
    explorers = tuple(stored_explorers(notebook, "00_start_here"))
    return shown_on_a_page(notebook, "00_start_here", explorers).cells


def html(cell):
    return cell.outputs[0].data.get("text/html", "")


def test_an_explorer_keeps_its_book(shown):
    soup = BeautifulSoup(html(shown[1]), "html.parser")
    assert json.loads(soup.script.string)["values"] == [0.1]
    assert "needs Python" not in html(shown[1])


def test_what_needs_a_kernel_is_known_by_its_book(shown):
    assert "needs Python" in html(shown[2])
    assert "<script" not in html(shown[2])


def test_other_outputs_stay_as_they_are(shown):
    assert html(shown[3]) == ""
    assert "IntSlider" in shown[3].outputs[0].data["text/plain"]
    assert shown[4].outputs[0].text == "<b>\n"


def test_nobody_is_asked_to_run_a_cell_where_nothing_runs(shown):
    assert shown[5].outputs[0].text == (
        "Your answer is checked where Python runs: open the notebook.\n"
    )


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
