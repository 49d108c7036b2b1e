"""What a reader sees when something goes wrong, and that nothing piles up."""

import pytest
from lab import open_notebook, run_command
from lab_pages import ERRORS, NOT_OURS, SEEN, run_all, stop_kernels, wait_for_change

pytestmark = pytest.mark.browser

KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
OF_A_LOST_KERNEL = (*NOT_OURS, "Cannot send", "debugger", "Kernel is dead")
"""What JupyterLab and ipywidgets complain about when a kernel has been taken from them."""

BROKEN = """
from kl_helpers import explorers
from kl_helpers.figures.curves import KLCurve

def fail(self, p):
    raise RuntimeError(f"no picture for p = {p}")

explorer = explorers.kl_curve()
KLCurve.update = fail
explorer
"""
TEETH = "from kl_helpers import explorers\nexplorers.discrete_event()"
SLOW = """
import time
from kl_helpers import explorers
from kl_helpers.figures.curves import KLCurve

KLCurve.alt = lambda self, p: time.sleep(0.05) or f"A slow picture of p = {p}."
explorers.kl_curve()
"""
STUCK_AT_FIRST = """
import time
from kl_helpers import explorers
from kl_helpers.figures.curves import KLCurve

runs = globals().get("runs", 0) + 1
pause = lambda p: 300 if runs == 1 and p > 0.5 else 0
KLCurve.alt = lambda self, p: time.sleep(pause(p)) or f"A picture of p = {p}."
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
    with opened(write("stuck", STUCK_AT_FIRST)) as page:
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


def test_a_kernel_that_restarts_while_it_draws_can_run_again(opened, write):
    with opened(write("restarted", SLOW)) as page:
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        page.locator(".kl-explorer .progress").first.wait_for()
        page.wait_for_timeout(1500)
        page.evaluate(f"() => {KERNEL}.restart()")
        run_all(page)
        page.locator(".kl-explorer .noUi-handle").wait_for()
        assert page.locator(".kl-explorer").count() == 1


def test_two_copies_of_one_explorer_move_on_their_own(opened, write):
    with opened(write("twice", TEETH, TEETH)) as page:
        run_command(page, "notebook:run-all-cells")
        page.locator(".noUi-handle").nth(1).wait_for()
        page.locator(".noUi-handle").first.focus()
        page.keyboard.press("ArrowRight")
        page.get_by_text("The event X = 1:").wait_for()
        shown = page.locator(".kl-explorer p:visible").all_inner_texts()
        assert [text[:16] for text in shown] == ["The event X = 1:", "The event X = 0:"]


def test_one_notebook_in_two_tabs_moves_in_both(opened, write, lab):
    name = write("tabs", TEETH)
    with opened(name) as page:
        run_all(page)
        page.locator(".kl-explorer .noUi-handle").wait_for()
        run_command(page, "docmanager:save")
        other = page.context.new_page()
        open_notebook(other, lab, name)
        tabs = [tab.locator(".kl-explorer") for tab in (page, other)]
        for moved, follower in (tabs, tabs[::-1]):
            moved.locator(".noUi-handle").wait_for()
            before = follower.evaluate(SEEN)
            moved.locator(".noUi-handle").press("ArrowRight")
            wait_for_change(follower.page, follower, before)
            assert follower.evaluate(SEEN) == moved.evaluate(SEEN)


def test_a_flipbook_flips_on_when_its_kernel_is_gone(opened, write, lab):
    with opened(write("gone", TEETH), excused=OF_A_LOST_KERNEL) as page:
        run_all(page)
        explorer = page.locator(".kl-explorer")
        handle = explorer.locator(".noUi-handle")
        handle.wait_for()
        stop_kernels(lab)
        page.wait_for_function(f"() => !{KERNEL} || {KERNEL}.isDisposed")
        for _ in range(2):
            before = explorer.evaluate(SEEN)
            handle.press("ArrowRight")
            wait_for_change(page, explorer, before)


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


def test_a_stored_picture_is_there_without_a_kernel(opened, lab):
    with opened("notebooks/06_kl_vs_binomial_mean.ipynb", excused=OF_A_LOST_KERNEL) as page:
        stop_kernels(lab)
        page.wait_for_function(f"() => !{KERNEL} || {KERNEL}.isDisposed")
        picture = page.locator(".jp-OutputArea-output img").first
        picture.wait_for()
        assert page.locator(".kl-explorer").count() == 0
        assert picture.evaluate("(image) => image.naturalWidth") > 500
