"""What a reader sees when something goes wrong, and that explorers stand wherever widgets do."""

import pytest
from explorer_pages import SEEN
from lab import open_notebook, run_command
from lab_pages import ERRORS, NOT_OURS, run_all, stop_kernels, wait_for_change
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
OF_A_LOST_KERNEL = (*NOT_OURS, "Cannot send", "debugger", "Kernel is dead")
"""What JupyterLab and ipywidgets complain about when a kernel has been taken from them."""

TEETH = "from kl_helpers import explorers\nexplorers.discrete_event()"
MIXTURE = "from kl_helpers import explorers\nexplorers.mixture_model()"
BROKEN = """
from kl_helpers import explorers
from kl_helpers.figures.curves import KLCurve

def fail(self, p):
    raise RuntimeError(f"no picture for p = {p}")

KLCurve.update = fail
explorers.kl_curve()
"""
BROKEN_LATER = """
from kl_helpers import explorers

explorer = explorers.mixture_model()
draw = explorer.picture.update

def fail(p1, p2, weight):
    if p1 != 0.5:
        raise RuntimeError(f"no picture for p1 = {p1}")
    draw(p1, p2, weight)

explorer.picture.update = fail
explorer
"""
SLOW_AT_FIRST = """
import time
from kl_helpers import explorers
from kl_helpers.figures.curves import KLCurve

runs = globals().get("runs", 0) + 1

def alt(self, p):
    if runs == 1 and p > 0.5:
        print("sleeping")
        time.sleep(300)
    return f"A picture of p = {p}."

KLCurve.alt = alt
explorers.kl_curve()
"""
BESIDE_EACH_OTHER = """
from ipywidgets import HBox, Output, Tab
from kl_helpers import explorers

left, right = explorers.discrete_event(), explorers.bernoulli_variance()
tab, output = Tab([explorers.discrete_event()]), Output()
with output:
    display(explorers.discrete_event())
display(HBox([left, right]), tab, output)
"""


IN_A_BOX = """
from ipywidgets import HBox
from kl_helpers import explorers
HBox([explorers.discrete_event(), explorers.bernoulli_variance()])
"""
COUNTED = """
from ipywidgets.widgets.widget import _instances
from kl_helpers.explorer import Explorer
print("explorers:", sum(isinstance(widget, Explorer) for widget in _instances.values()))
"""
LOWEST_PLACE = """
() => {
  const below = document.querySelectorAll(".jp-Cell")[1];
  window.lowest = Infinity;
  const look = () => {
    window.lowest = Math.min(lowest, below.getBoundingClientRect().top);
    requestAnimationFrame(look);
  };
  look();
}
"""


def text_of_outputs(page):
    return "\n".join(page.locator(".jp-OutputArea-output").all_inner_texts())


def slider(page, place=0):
    return page.locator(".kl-explorer").get_by_role("slider").nth(place)


def test_a_picture_that_fails_shows_its_error(opened, write):
    with opened(write("broken", BROKEN)) as page:
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells').catch(() => 0)")
        page.locator(ERRORS).wait_for()
        assert "RuntimeError: no picture for p = " in text_of_outputs(page)


def test_a_picture_that_fails_while_it_is_moved_says_so(opened, write):
    with opened(write("broken_later", BROKEN_LATER)) as page:
        run_all(page)
        slider(page).press("ArrowRight")
        page.locator(".kl-sentence", has_text="RuntimeError: no picture for p1 = 0.51").wait_for()


def test_an_interrupt_helps_and_so_does_running_again(opened, write):
    with opened(write("stuck", SLOW_AT_FIRST)) as page:
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        page.get_by_text("sleeping", exact=True).wait_for()
        page.wait_for_timeout(500)
        run_command(page, "notebook:interrupt-kernel")
        page.locator(ERRORS).filter(has_text="KeyboardInterrupt").wait_for()
        page.wait_for_timeout(1000)
        run_command(page, "notebook:run-all-cells")
        slider(page).wait_for()
        expect(page.locator(".kl-explorer")).to_have_count(1)


def test_two_copies_of_one_explorer_move_on_their_own(opened, write):
    with opened(write("twice", TEETH, TEETH)) as page:
        run_all(page)
        slider(page, 1).wait_for()
        slider(page).press("ArrowRight")
        page.get_by_text("The event X = 1:").wait_for()
        shown = page.locator(".kl-sentence").all_inner_texts()
        assert [text[:16] for text in shown] == ["The event X = 1:", "The event X = 0:"]


def test_no_id_stands_twice_and_every_reference_arrives(opened, write):
    with opened(write("ids", TEETH, TEETH, MIXTURE)) as page:
        run_all(page)
        slider(page, 4).wait_for()
        slider(page, 2).press("ArrowRight")
        page.get_by_text("p₁ = 0.51").wait_for()
        ids = page.locator(".kl-explorer [id]").evaluate_all("(all) => all.map((e) => e.id)")
        assert len(set(ids)) == len(ids) > 50
        lost = page.locator(".kl-explorer use").evaluate_all(
            "(all) => all.filter((use) => !document.querySelector(use.getAttribute('href')))"
        )
        assert lost == []


def test_explorers_stand_in_boxes_tabs_and_outputs(opened, write):
    with opened(write("boxes", BESIDE_EACH_OTHER)) as page:
        run_all(page)
        slider(page, 3).wait_for()
        for place, explorer in enumerate(page.locator(".kl-explorer").all()):
            before = explorer.evaluate(SEEN)
            slider(page, place).press("ArrowRight")
            wait_for_change(page, explorer, before)


def test_what_stands_in_a_box_goes_when_its_cell_runs_again(opened, write):
    with opened(write("boxed", IN_A_BOX, COUNTED)) as page:
        for _ in range(3):
            run_all(page)
            slider(page, 1).wait_for()
            page.wait_for_timeout(2500)  # so long an explorer without a view is kept
        run_all(page)
        counted = page.get_by_text("explorers: ").last.inner_text().strip()
        assert counted == "explorers: 4"  # those of the run before go in a moment


def test_what_stands_below_a_cell_that_runs_again_stays_where_it_is(opened, write):
    with opened(write("still", TEETH, "1 + 1")) as page:
        run_all(page)
        slider(page).wait_for()
        page.wait_for_timeout(1000)
        place = page.locator(".jp-Cell").nth(1).bounding_box()["y"]
        page.locator(".jp-Cell .jp-InputPrompt").first.click()
        page.evaluate(LOWEST_PLACE)
        explorer = page.locator(".kl-explorer").element_handle()
        run_command(page, "notebook:run-cell")
        page.wait_for_function("(gone) => !gone.isConnected", arg=explorer)
        slider(page).wait_for()
        page.wait_for_timeout(500)
        assert page.evaluate("lowest") > place - 40


def test_a_copied_cell_goes_on_when_the_original_runs_again(opened, write):
    with opened(write("copied", TEETH)) as page:
        run_all(page)
        slider(page).wait_for()
        page.locator(".jp-Cell .jp-InputPrompt").first.click()
        run_command(page, "notebook:copy-cell")
        run_command(page, "notebook:paste-cell-below")
        slider(page, 1).wait_for()
        page.locator(".jp-Cell .jp-InputPrompt").first.click()
        run_command(page, "notebook:run-cell")
        slider(page, 1).wait_for()
        page.wait_for_timeout(3000)  # an explorer without a view would be closed by now
        assert page.locator(".kl-explorer").count() == 2
        slider(page, 1).press("End")
        page.get_by_text("The event X = 10:").wait_for()


def test_a_second_view_of_an_output_moves_with_the_first(opened, write):
    with opened(write("views", TEETH)) as page:
        run_all(page)
        slider(page).wait_for()
        page.locator(".jp-Cell .jp-InputPrompt").first.click()
        run_command(page, "notebook:create-output-view")
        slider(page, 1).wait_for()
        slider(page).press("End")
        shown = page.locator(".kl-sentence", has_text="The event X = 10:")
        shown.nth(1).wait_for()


def test_one_notebook_in_two_tabs_moves_in_both(opened, write, lab):
    name = write("tabs", TEETH)
    with opened(name) as page:
        run_all(page)
        slider(page).wait_for()
        run_command(page, "docmanager:save")
        other = page.context.new_page()
        open_notebook(other, lab, name)
        tabs = [tab.locator(".kl-explorer") for tab in (page, other)]
        for moved, follower in (tabs, tabs[::-1]):
            moved.locator(".kl-sentence").wait_for()
            before = follower.evaluate(SEEN)
            moved.get_by_role("slider").press("ArrowRight")
            wait_for_change(follower.page, follower, before)
            assert follower.evaluate(SEEN)["alt"] == moved.evaluate(SEEN)["alt"]


def test_an_explorer_moves_on_when_its_kernel_is_gone(opened, write, lab):
    with opened(write("gone", TEETH), excused=OF_A_LOST_KERNEL) as page:
        run_all(page)
        slider(page).wait_for()
        stop_kernels(lab)
        page.wait_for_function(f"() => !{KERNEL} || {KERNEL}.isDisposed")
        for k in (1, 2):
            slider(page).press("ArrowRight")
            page.get_by_text(f"The event X = {k}:").wait_for()


def test_what_needs_a_kernel_goes_back_and_says_so_without_one(opened, write, lab):
    with opened(write("needs", MIXTURE), excused=OF_A_LOST_KERNEL) as page:
        run_all(page)
        slider(page).wait_for()
        stop_kernels(lab)
        page.wait_for_function(f"() => !{KERNEL} || {KERNEL}.isDisposed")
        slider(page).press("ArrowRight")
        page.locator(".kl-sentence", has_text="no kernel answers").wait_for()
        assert page.locator(".kl-readout").first.input_value() == "0.50"


def test_a_burst_of_moves_ends_at_the_newest_picture(opened, write):
    with opened(write("live", MIXTURE)) as page:
        run_all(page)
        slider(page).focus()
        page.keyboard.press("Home")
        for _ in range(60):
            page.keyboard.press("ArrowRight")
        readout = page.locator(".kl-readout").first.input_value()
        newest = f"p₁ = {float(readout):.4g}"
        page.locator(".kl-sentence", has_text=newest).wait_for()
