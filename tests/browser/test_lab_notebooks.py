"""Every notebook in JupyterLab: run it, move every slider, look at what is seen."""

import re

import pytest
from lab import run_command
from lab_pages import ROOT, SEEN, computed, explorers_on, run_all, wait_for_change, wait_until_seen
from notebook_explorers import explorers_of
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers.flipbook import LivePicture

pytestmark = pytest.mark.browser

NAMES = sorted(path.stem for path in ROOT.glob("notebooks/*.ipynb"))
IN_NOTEBOOK_7 = ["04_binomial_model", "07_fun_with_kl"]
WORMS = [count / 100 for count in [2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]]
STEPS = {"ArrowRight": 1, "ArrowLeft": -1, "PageUp": 5, "PageDown": -5, "End": 400, "Home": -400}
LAB_KEYS = ["ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"]
NOTEBOOK_7_KEYS = ["End", "PageDown", "PageUp", "Home"]
"""In Notebook 7 the arrow keys go from cell to cell, also where a slider has the focus."""

LAYOUT = """
(explorer) => {
  const visible = (element) => element.offsetParent !== null;
  const one = (tag) => [...explorer.querySelectorAll(tag)].filter(visible).at(-1);
  const box = explorer.getBoundingClientRect();
  const inside = [...explorer.querySelectorAll("img, p, .noUi-handle, .widget-readout")]
    .filter(visible)
    .every((e) => e.getBoundingClientRect().right <= box.right + 1);
  const tracks = [...explorer.querySelectorAll(".noUi-target")].filter(visible);
  return {
    inside,
    overflows: explorer.scrollWidth > explorer.clientWidth + 1,
    cut: one("p").scrollHeight > one("p").clientHeight + 1,
    height: Math.round(one("img").getBoundingClientRect().height),
    track: Math.min(...tracks.map((track) => track.getBoundingClientRect().width)),
  };
}
"""


def press(page, twin, number, key):
    """Press a key in the browser, and move the twin's slider as that key should."""
    page.keyboard.press(key)
    slider = twin.sliders[number]
    slider.index = min(max(slider.index + STEPS[key], 0), len(slider.options) - 1)


@pytest.mark.parametrize("name", NAMES)
def test_every_slider_shows_what_was_computed(opened, screenshots, name):
    twins = explorers_of(name)
    with opened(f"notebooks/{name}.ipynb") as page:
        run_all(page)
        shown = explorers_on(page, twins)
        for place, (explorer, twin) in enumerate(zip(shown, twins, strict=True)):
            explorer.scroll_into_view_if_needed()
            walk(page, explorer, twin, LAB_KEYS)
            explorer.screenshot(path=screenshots / f"{name}-{place}-light-1400.png")
        look_in_a_narrow_window_and_a_dark_theme(page, shown, screenshots / name)


@pytest.mark.parametrize("name", IN_NOTEBOOK_7)
def test_one_slider_two_sliders_and_a_live_picture_in_notebook_7(opened, screenshots, name):
    twins = explorers_of(name)
    with opened(f"notebooks/{name}.ipynb", in_notebook_7=True) as page:
        run_all(page)
        shown = explorers_on(page, twins)
        for place, (explorer, twin) in enumerate(zip(shown, twins, strict=True)):
            explorer.scroll_into_view_if_needed()
            walk(page, explorer, twin, NOTEBOOK_7_KEYS)
            explorer.screenshot(path=screenshots / f"{name}-{place}-notebook-7-1400.png")


def walk(page, explorer, twin, keys):
    """Press the keys on each slider; the picture keeps its height and nothing is cut off."""
    wait_until_seen(page, explorer, computed(twin))
    heights = set()
    for number, handle in enumerate(explorer.locator(".noUi-handle:visible").all()):
        handle.focus()
        for key in keys:
            before = twin.values
            press(page, twin, number, key)
            assert twin.values != before
            wait_until_seen(page, explorer, computed(twin))
            heights.add(check_layout(explorer, shortest_track=150))
    assert len(heights) == 1


def check_layout(explorer, shortest_track):
    layout = explorer.evaluate(LAYOUT)
    assert layout["inside"]
    assert not layout["overflows"]
    assert not layout["cut"]
    assert layout["track"] >= shortest_track
    return layout["height"]


def look_in_a_narrow_window_and_a_dark_theme(page, shown, path):
    page.set_viewport_size({"width": 800, "height": 1000})
    run_command(page, "apputils:change-theme", theme="JupyterLab Dark")
    for place, explorer in enumerate(shown):
        explorer.scroll_into_view_if_needed()
        check_layout(explorer, shortest_track=80)
        assert brightness(explorer.locator("p:visible")) > 150
        explorer.screenshot(path=f"{path}-{place}-dark-800.png")
    run_command(page, "apputils:change-theme", theme="JupyterLab Light")


def brightness(text):
    """Tell how bright a text is drawn, from 0 to 255."""
    colour = text.evaluate("(element) => getComputedStyle(element).color")
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3


def test_the_tabulator_key_reaches_a_slider_that_shows_what_scipy_says(opened):
    with opened("notebooks/06_kl_vs_binomial_mean.ipynb") as page:
        run_all(page)
        explorer = explorers_on(page, explorers_of("06_kl_vs_binomial_mean"))[0]
        explorer.scroll_into_view_if_needed()
        page.locator(".jp-Cell:has(.kl-explorer) .jp-InputArea-editor").click()
        page.keyboard.press("Escape")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('noUi-handle')"):
                break
        for key in ["ArrowRight", "ArrowRight", "End", "ArrowLeft"]:
            before = explorer.evaluate(SEEN)
            page.keyboard.press(key)
            wait_for_change(page, explorer, before)
            text = explorer.evaluate(SEEN)["sentence"]
            p, kl = float(re.search(r"p = (\S+):", text)[1]), re.search(r"= (\S+) nats", text)[1]
            assert kl == f"{rel_entr(WORMS, binom.pmf(range(11), 10, p)).sum():.4f}"


@pytest.mark.parametrize("names", [NAMES, IN_NOTEBOOK_7])
def test_explorers_of_every_kind_are_among_them(names):
    twins = [twin for name in names for twin in explorers_of(name)]
    assert any(isinstance(twin, LivePicture) for twin in twins)
    assert {len(twin.sliders) for twin in twins if not isinstance(twin, LivePicture)} == {1, 2}
