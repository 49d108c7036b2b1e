"""Every notebook runs in the browser, from opening to its last cell, without a question."""

import json
import os
import re
import zipfile
from itertools import pairwise

import nbformat
import pytest
from pyodide_wheels import NO_WHEELS, PACKAGES, pyodide_wheels
from site_in_browser import (
    SECONDS_TO_RUN,
    answer_for_the_cdn,
    open_in_lite,
    run_all_cells,
    wait_until_all_run,
)
from site_pages import NOTEBOOKS, ROOT

pytestmark = pytest.mark.site

# Notes each dialog that has opened.
WATCH = """
window.dialogs = [];
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    document.querySelectorAll(".jp-Dialog").forEach(
      (dialog) => dialogs.push(dialog.innerText));
  }).observe(document.body, { subtree: true, childList: true });
});
"""

IN_FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"
AN_ERROR = ":is([data-mime-type$='jupyter.error'], [data-mime-type$='stderr'])"


@pytest.fixture(scope="module")
def wheels():
    """Folder of what Pyodide's CDN would give; CI cannot do without."""
    found = pyodide_wheels()
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_WHEELS)
    return found


@pytest.fixture
def lite(browser, addresses, wheels):
    """A new window; the CDN answers from local files there, and nothing else answers."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    context.add_init_script(WATCH)
    asked = answer_for_the_cdn(context, addresses["http"], wheels)
    yield context.new_page()
    context.close()
    assert {re.split(r"[-_]\d", name)[0] for name in asked} == set(PACKAGES)


def test_every_cell_of_every_notebook_runs(lite, addresses, site):
    """All of them in one kernel: starting one takes longer than running a notebook."""
    notebooks = [nbformat.read(stored(site, name), as_version=4) for name in NOTEBOOKS]
    together = notebooks[0]
    together.cells = [cell for notebook in notebooks for cell in notebook.cells]
    for number, cell in enumerate(together.cells):
        cell.id = f"cell-{number}"
    text = nbformat.writes(together)
    lite.context.route(f"**/files/{NOTEBOOKS[0]}.ipynb*", lambda route: route.fulfill(body=text))
    open_in_lite(lite, addresses["http"], NOTEBOOKS[0])
    run_to_the_end(lite)
    explorers = lite.locator(".kl-explorer")
    assert explorers.count() == sum(cell.source.count("explorers.") for cell in together.cells)
    for explorer in explorers.all():
        move_first_slider(lite, explorer)


@pytest.mark.lite
def test_a_reader_goes_from_the_first_notebook_to_the_last(lite, addresses, site):
    """Each notebook runs in a kernel of its own, and its link leads to the next."""
    open_in_lite(lite, addresses["http"], NOTEBOOKS[0])
    for name, following in pairwise([*NOTEBOOKS, None]):
        run_to_the_end(lite)
        if "explorers." in stored(site, name).read_text():
            move_first_slider(lite, lite.locator(f"{IN_FRONT} .kl-explorer").first)
        if following:
            lite.locator(f"{IN_FRONT} a[href$='{following}.ipynb']").first.click()
            lite.locator(f".lm-mod-current[title*='{following}']").wait_for()


def run_to_the_end(page):
    """Run all cells: nothing is asked, and nothing goes wrong."""
    run_all_cells(page)
    wait_until_all_run(page)
    assert page.locator(f"{IN_FRONT} {AN_ERROR}").all_inner_texts() == []
    assert page.evaluate("dialogs") == []


def move_first_slider(page, explorer):
    explorer.locator("p").first.wait_for(timeout=SECONDS_TO_RUN * 1000)
    slider = explorer.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    before = slider.get_attribute("aria-valuetext")
    slider.press("ArrowRight")
    if slider.get_attribute("aria-valuetext") == before:
        slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") != before


def stored(site, name):
    return site / "lite" / "files" / f"{name}.ipynb"


def test_no_notebook_asks_for_a_kernel(site):
    for name in NOTEBOOKS:
        notebook = json.loads(stored(site, name).read_text())
        assert notebook["metadata"]["kernelspec"]["name"] == "python"


def test_lite_has_the_package_as_it_is_here(site):
    (wheel,) = (site / "lite" / "static" / "pyodide").glob("kl_helpers-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for source in (ROOT / "kl_helpers").rglob("*.py"):
            packed = archive.read(source.relative_to(ROOT).as_posix())
            assert packed == source.read_bytes(), source
