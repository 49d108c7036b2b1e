"""What a page of JupyterLab shows: explorers, and what went wrong."""

import json
from pathlib import Path
from urllib.request import Request, urlopen

from explorer_pages import SEEN, start_again
from lab import run_command

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"

ERRORS = ".jp-OutputArea-output[data-mime-type$='stderr']"
"""Where JupyterLab shows tracebacks and warnings."""

NOT_OURS = (
    *("@jupyterlite", "nbgrader", "create_assignment", "favicon", "ResizeObserver"),
    "about:blank",  # where JupyterLab 3 looks for a font
)
"""What other installed extensions complain about in the browser's console."""


def run_all(page):
    run_command(page, "notebook:run-all-cells")
    assert page.locator(ERRORS).all_inner_texts() == []


def explorers_on(page, twins):
    """Give the explorers of the page once they can be moved; put the twins' sliders back."""
    found = page.locator(".kl-explorer:not(.kl-your-model)")
    if twins:
        found.nth(len(twins) - 1).locator(".kl-sentence").wait_for()
    assert found.count() == len(twins)
    for twin in twins:
        start_again(twin)
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
