"""What a reader sees when something goes wrong, and that nothing piles up."""

import pytest
from lab import run_command
from lab_pages import ERRORS

pytestmark = pytest.mark.browser

BROKEN = """
from kl_helpers import explorers
from kl_helpers.figures.curves import KLCurve

def fail(self, p):
    raise RuntimeError(f"no picture for p = {p}")

explorer = explorers.kl_curve()
KLCurve.update = fail
explorer
"""
SLOW = """
import time
from kl_helpers import explorers
from kl_helpers.figures.curves import KLCurve

KLCurve.alt = lambda self, p: time.sleep(0.05) or f"A slow picture of p = {p}."
explorers.kl_curve()
"""


def text_of_outputs(page):
    return "\n".join(page.locator(".jp-OutputArea-output").all_inner_texts())


def test_a_picture_that_fails_shows_its_error(opened, write):
    with opened(write("broken", BROKEN)) as page:
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells').catch(() => 0)")
        page.locator(ERRORS).wait_for()
        assert "RuntimeError: no picture for p = " in text_of_outputs(page)


def test_an_interrupt_says_what_to_do_and_running_again_helps(opened, write):
    with opened(write("slow", SLOW)) as page:
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        page.locator(".kl-explorer .progress").first.wait_for()
        page.wait_for_timeout(1500)
        run_command(page, "notebook:interrupt-kernel")
        page.get_by_text("Stopped. Run the cell again.").wait_for()
        page.locator(ERRORS).filter(has_text="KeyboardInterrupt").wait_for()
        page.wait_for_timeout(1000)
        run_command(page, "notebook:run-all-cells")
        page.locator(".kl-explorer .noUi-handle").wait_for()
        assert page.locator(".kl-explorer").count() == 1


def test_two_copies_of_one_explorer_move_on_their_own(opened, write):
    code = "from kl_helpers import explorers\nexplorers.discrete_event()"
    with opened(write("twice", code, code)) as page:
        run_command(page, "notebook:run-all-cells")
        page.locator(".noUi-handle").nth(1).wait_for()
        page.locator(".noUi-handle").first.focus()
        page.keyboard.press("ArrowRight")
        page.get_by_text("The event X = 1:").wait_for()
        shown = page.locator(".kl-explorer p:visible").all_inner_texts()
        assert [text[:16] for text in shown] == ["The event X = 1:", "The event X = 0:"]


def test_a_burst_of_moves_ends_at_the_newest_picture(opened, write):
    with opened(
        write("live", "from kl_helpers import explorers\nexplorers.mixture_model()")
    ) as page:
        run_command(page, "notebook:run-all-cells")
        handle = page.locator(".kl-explorer .noUi-handle").first
        handle.focus()
        page.keyboard.press("Home")
        for _ in range(60):
            page.keyboard.press("ArrowRight")
        readout = page.locator(".kl-explorer .widget-readout").first.inner_text()
        newest = f"p₁ = {float(readout):.4g}"
        page.locator(".kl-explorer p:visible", has_text=newest).wait_for(timeout=5000)


def test_a_stored_picture_is_there_before_anything_runs(opened):
    with opened("notebooks/06_kl_vs_binomial_mean.ipynb") as page:
        picture = page.locator(".jp-OutputArea-output img").first
        picture.wait_for()
        assert page.locator(".kl-explorer").count() == 0
        assert picture.evaluate("(image) => image.naturalWidth") > 500
