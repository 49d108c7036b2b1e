"""Every notebook in JupyterLab: its explorers move before anything is run, and after."""

import re

import nbformat
import pytest
from explorer_pages import (
    SEEN,
    check_announcement,
    check_layout,
    drag_every_handle,
    start_again,
    violations,
    walk,
)
from lab import run_command
from lab_pages import ROOT, explorers_on, run_all, wait_for_change
from notebook_explorers import explorers_of
from playwright.sync_api import expect
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers.explorer import as_plain_text

pytestmark = pytest.mark.browser

NAMES = sorted(path.stem for path in ROOT.glob("notebooks/*.ipynb"))
IN_NOTEBOOK_7 = ["04_binomial_model", "07_fun_with_kl"]
WORMS = [count / 100 for count in [2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]]
KEYS = ["End", "ArrowLeft", "Home", "ArrowRight", "PageUp", "PageDown"]


def can_move_without_a_kernel(twin):
    return not twin.live


@pytest.mark.parametrize("name", NAMES)
def test_explorers_move_before_anything_is_run_and_after(opened, screenshots, name):
    twins = explorers_of(name)
    with opened(f"notebooks/{name}.ipynb") as page:
        shown = explorers_on(page, twins)
        for place, (explorer, twin) in enumerate(zip(shown, twins, strict=True)):
            explorer.scroll_into_view_if_needed()
            if can_move_without_a_kernel(twin):
                walk(page, explorer, twin, KEYS)
                drag_every_handle(page, explorer, twin)
                check_announcement(explorer)
            explorer.screenshot(path=screenshots / f"{name}-{place}-light-1400.png")
        assert violations(page, ".kl-explorer") == []
        look_in_a_narrow_window_and_a_dark_theme(page, shown, screenshots / name)
        run_all(page)
        for explorer, twin in zip(explorers_on(page, twins), twins, strict=True):
            explorer.scroll_into_view_if_needed()
            walk(page, explorer, twin, ["End", "Home"])


@pytest.mark.parametrize("name", IN_NOTEBOOK_7)
def test_the_same_in_notebook_7(opened, screenshots, name):
    twins = explorers_of(name)
    with opened(f"notebooks/{name}.ipynb", in_notebook_7=True) as page:
        shown = explorers_on(page, twins)
        for place, (explorer, twin) in enumerate(zip(shown, twins, strict=True)):
            explorer.scroll_into_view_if_needed()
            if can_move_without_a_kernel(twin):
                walk(page, explorer, twin, KEYS)
                check_announcement(explorer)
            explorer.screenshot(path=screenshots / f"{name}-{place}-notebook-7-1400.png")
        assert violations(page, ".kl-explorer") == []


def look_in_a_narrow_window_and_a_dark_theme(page, shown, path):
    page.set_viewport_size({"width": 900, "height": 1000})
    run_command(page, "apputils:change-theme", theme="JupyterLab Dark")
    for place, explorer in enumerate(shown):
        explorer.scroll_into_view_if_needed()
        check_layout(explorer)
        assert brightness(explorer.locator(".kl-sentence")) > 150
        explorer.screenshot(path=f"{path}-{place}-dark-900.png")
    assert violations(page, ".kl-explorer") == []
    run_command(page, "apputils:change-theme", theme="JupyterLab Light")
    page.set_viewport_size({"width": 1400, "height": 1000})


def brightness(text):
    """Tell how bright a text is drawn, from 0 to 255."""
    colour = text.evaluate("(element) => getComputedStyle(element).color")
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3


def test_the_tabulator_key_reaches_a_slider_that_shows_what_scipy_says(opened):
    with opened("notebooks/06_kl_vs_binomial_mean.ipynb") as page:
        explorer = explorers_on(page, explorers_of("06_kl_vs_binomial_mean"))[0]
        explorer.scroll_into_view_if_needed()
        page.locator(".jp-Cell:has(.kl-explorer) .jp-InputArea-editor").click()
        page.keyboard.press("Escape")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type === 'range'"):
                break
        for key in ["ArrowRight", "ArrowRight", "End", "ArrowLeft"]:
            before = explorer.evaluate(SEEN)
            page.keyboard.press(key)
            wait_for_change(page, explorer, before)
            text = explorer.evaluate(SEEN)["sentence"]
            p, kl = float(re.search(r"p = (\S+):", text)[1]), re.search(r"= (\S+) nats", text)[1]
            assert kl == f"{rel_entr(WORMS, binom.pmf(range(11), 10, p)).sum():.4f}"


@pytest.mark.parametrize("in_notebook_7", [False, True])
def test_no_key_reaches_the_notebook_from_a_slider(opened, in_notebook_7):
    name = "notebooks/06_kl_vs_binomial_mean.ipynb"
    with opened(name, in_notebook_7=in_notebook_7) as page:
        explorer = explorers_on(page, explorers_of("06_kl_vs_binomial_mean"))[0]
        explorer.scroll_into_view_if_needed()
        cells = expect(page.locator(".jp-Cell"))
        cells.to_have_count(len(nbformat.read(ROOT / name, as_version=4).cells))
        explorer.get_by_role("slider").focus()
        for key in ["b", "a", "d", "d", "0", "0", "x", "m"]:
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        cells.to_have_count(len(nbformat.read(ROOT / name, as_version=4).cells))
        assert page.locator(".jp-Dialog").count() == 0
        assert explorer.is_visible()


def test_a_saved_notebook_moves_the_next_day(opened, write, lab):
    name = write("tomorrow", "from kl_helpers import explorers\nexplorers.discrete_event()")
    with opened(name) as page:
        run_all(page)
        page.locator(".kl-explorer .kl-sentence").wait_for()
        page.wait_for_timeout(1000)  # a reader looks first, and does not save in the same instant
        page.locator(".kl-explorer").get_by_role("slider").press("End")
        page.wait_for_timeout(1000)
        page.locator(".kl-sentence", has_text="The event X = 10:").wait_for()
        run_command(page, "docmanager:save")
    with opened(name) as page:
        page.locator(".kl-sentence", has_text="The event X = 10:").wait_for()
        page.locator(".kl-explorer").get_by_role("slider").press("ArrowLeft")
        page.locator(".kl-sentence", has_text="The event X = 9:").wait_for()
        run_all(page)
        page.locator(".kl-sentence", has_text="The event X = 0:").wait_for()
        assert page.get_by_text("Error displaying widget").count() == 0


def test_an_altered_notebook_shows_picture_words_and_what_to_do(opened, folder, screenshots):
    path = folder / "notebooks" / "06_kl_vs_binomial_mean.ipynb"
    altered = folder / "altered.ipynb"
    altered.write_text(path.read_text().replace("Is 0.544 really", "Is 0.545 really"))
    with opened("altered.ipynb") as page:
        picture = page.locator(".jp-OutputArea-output img").first
        picture.scroll_into_view_if_needed()
        assert page.locator(".kl-explorer").count() == 0
        assert picture.evaluate("(image) => image.naturalWidth") > 1000
        twin = explorers_of("06_kl_vs_binomial_mean")[0]
        start_again(twin)
        assert picture.get_attribute("alt") == twin.frame.alt
        caption = page.locator(".jp-OutputArea-output figcaption").inner_text()
        assert caption.startswith(as_plain_text(twin.frame.sentence))
        assert "moves once its cell is run" in caption
        page.locator(".jp-OutputArea-output figure").screenshot(path=screenshots / "altered.png")


def test_explorers_of_every_kind_are_among_them():
    twins = [twin for name in NAMES for twin in explorers_of(name)]
    assert any(twin.live for twin in twins)
    assert {len(twin.controls) for twin in twins if not twin.live} >= {1, 2}
