"""What a page of JupyterLab shows: explorers, their pictures and words, and what went wrong."""

import json
import re
from pathlib import Path
from urllib.request import Request, urlopen

from explorer_views import alt, sentence
from lab import run_command

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"

ERRORS = ".jp-OutputArea-output[data-mime-type$='stderr']"
"""Where JupyterLab shows tracebacks and warnings."""

NOT_OURS = ("@jupyterlite", "nbgrader", "create_assignment", "favicon", "ResizeObserver")
"""What other installed extensions complain about in the browser's console."""

SEEN = """
(explorer) => {
  const visible = (element) => element.offsetParent !== null;
  const one = (tag) => [...explorer.querySelectorAll(tag)].filter(visible).at(-1);
  return { src: one("img").src, alt: one("img").alt, sentence: one("p").textContent };
}
"""


def computed(twin):
    """What should be seen where the twin's sliders stand."""
    page = twin.shown
    src = re.search(r'src="([^"]*)"', page)[1]
    return {"src": src, "alt": alt(page), "sentence": sentence(page)}


def wait_until_seen(page, explorer, expected):
    """Wait until the browser shows what was computed; fail with what it shows instead."""
    for _ in range(300):
        seen = explorer.evaluate(SEEN)
        if seen == expected:
            return
        page.wait_for_timeout(10)
    assert seen == expected


def run_all(page):
    run_command(page, "notebook:run-all-cells")
    assert page.locator(ERRORS).all_inner_texts() == []


def explorers_on(page, twins):
    """Give the explorers of the page once their sliders are there; put the twins' back."""
    found = page.locator(".kl-explorer")
    assert found.count() == len(twins)
    for explorer, twin in zip(found.all(), twins, strict=True):
        explorer.locator(".noUi-handle:visible").nth(len(twin.sliders) - 1).wait_for()
        for slider, control in zip(twin.sliders, twin.controls, strict=True):
            slider.value = control.start
    return found.all()


def wait_for_change(page, explorer, before):
    for _ in range(300):
        if explorer.evaluate(SEEN) != before:
            return
        page.wait_for_timeout(10)
    raise AssertionError("the picture did not change")


def stop_kernels(lab):
    """End all sessions, so that the next test starts with a kernel of its own."""
    with urlopen(lab.url("api/sessions")) as answer:
        sessions = json.load(answer)
    for session in sessions:
        urlopen(Request(lab.url(f"api/sessions/{session['id']}"), method="DELETE")).close()
