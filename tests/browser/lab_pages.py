"""What a page of JupyterLab shows: explorers, and what went wrong."""

import json
import time
from pathlib import Path
from urllib.request import Request, urlopen

from explorer_pages import PATIENCE, SEEN, start_again
from lab import run_command
from playwright.sync_api import expect

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
    expect(found.locator(".kl-sentence")).to_have_count(len(twins))
    for twin in twins:
        start_again(twin)
    return found.all()


def wait_for_change(page, explorer, before):
    deadline = time.monotonic() + PATIENCE
    while explorer.evaluate(SEEN) == before:
        assert time.monotonic() < deadline, "the picture did not change"
        page.wait_for_timeout(10)


def stop_kernels(lab):
    """End all sessions, so that the next test starts with a kernel of its own."""
    with urlopen(lab.url("api/sessions")) as answer:
        sessions = json.load(answer)
    for session in sessions:
        urlopen(Request(lab.url(f"api/sessions/{session['id']}"), method="DELETE")).close()
