"""Every notebook runs in the browser, from opening to its last cell, without a question."""

import json
import os
import re
import zipfile

import nbformat
import pytest
from pyodide_wheels import NO_WHEELS, PACKAGES, pyodide_wheels
from site_in_browser import SECONDS_TO_RUN, answer_for_the_cdn, run_in_lite, wait_until_all_run
from site_pages import NOTEBOOKS, ROOT

pytestmark = pytest.mark.site

# Notes each width that a progress bar has had, and each dialog that has opened.
WATCH = """
window.widths = new Set();
window.dialogs = [];
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    document.querySelectorAll(".jupyter-widgets .progress-bar").forEach(
      (bar) => widths.add(bar.style.width));
    document.querySelectorAll(".jp-Dialog").forEach(
      (dialog) => dialogs.push(dialog.innerText));
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
});
"""

OTHER_PICTURE = """
([explorer, before]) => [...explorer.querySelectorAll("img")].some(
  (image) => image.checkVisibility() && image.src !== before)
"""


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


@pytest.mark.lite
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_to_its_end_and_its_first_slider_moves(lite, addresses, name):
    run_in_lite(lite, addresses["http"], name)
    wait_until_all_run(lite)
    errors = lite.locator("[data-mime-type='application/vnd.jupyter.error']")
    assert errors.all_inner_texts() == []
    assert lite.locator("[data-mime-type$='stderr']").all_inner_texts() == []
    if has_explorer(name):
        move_first_slider(lite)
        assert len(lite.evaluate("[...widths]")) > 3
    assert lite.evaluate("dialogs") == []


def move_first_slider(page):
    explorer = page.locator(".kl-explorer").first
    handle = explorer.locator(".noUi-handle").first
    image = explorer.locator("img:visible")
    handle.wait_for(timeout=SECONDS_TO_RUN * 1000)
    handle.scroll_into_view_if_needed()
    before = image.get_attribute("src")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(OTHER_PICTURE, arg=[explorer.element_handle(), before])


def has_explorer(name):
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    return any("explorers." in cell.source for cell in notebook.cells if cell.cell_type == "code")


def test_no_notebook_asks_for_a_kernel(site):
    for name in NOTEBOOKS:
        notebook = json.loads((site / "lite" / "files" / f"{name}.ipynb").read_text())
        assert notebook["metadata"]["kernelspec"]["name"] == "python"


def test_lite_has_the_package_as_it_is_here(site):
    (wheel,) = (site / "lite" / "static" / "pyodide").glob("kl_helpers-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for source in (ROOT / "kl_helpers").rglob("*.py"):
            packed = archive.read(source.relative_to(ROOT).as_posix())
            assert packed == source.read_bytes(), source
