"""A reader in a hurry: random keys, and the same cell again and again."""

import random

import pytest
from explorer_pages import STEPS, expected, ranges, set_stop, stop_of, wait_until_seen
from explorer_views import EVERY_EXPLORER
from lab_pages import explorers_on, run_all

from kl_helpers import explorers

pytestmark = [pytest.mark.browser, pytest.mark.hard_use]

IMPORT = "from kl_helpers import explorers"
TEETH = f"{IMPORT}\nexplorers.discrete_event()"
PRESSES, RUNS = 500, 50
WARM_UP, SEED = 5, 20170509
MEGABYTE = 1024**2

MEASURED = """
import os, psutil
from ipywidgets.widgets.widget import _instances
print("widgets:", len(_instances), "bytes:", psutil.Process(os.getpid()).memory_info().rss)
"""


def test_random_keys_on_every_slider(opened, write):
    twins = [getattr(explorers, name)() for name in EVERY_EXPLORER]
    assert len(twins) >= 15
    name = write("every", IMPORT, *[f"explorers.{name}()" for name in EVERY_EXPLORER])
    chance = random.Random(SEED)
    with opened(name) as page:
        run_all(page)
        shown = explorers_on(page, twins)
        sliders = [ranges(*pair) for pair in zip(shown, twins, strict=True)]
        for _ in range(PRESSES):
            place = chance.randrange(len(twins))
            explorer, twin = shown[place], twins[place]
            index, key = chance.randrange(len(twin.controls)), chance.choice(list(STEPS))
            sliders[place][index].press(key)
            set_stop(twin, index, stop_of(twin, index) + STEPS[key])
            wait_until_seen(page, explorer, expected(page, twin))


def test_a_cell_that_runs_again_and_again_leaves_nothing_behind(opened, write):
    with opened(write("again", TEETH, MEASURED)) as page:
        debugger = page.context.new_cdp_session(page)
        kernel, browser = [], []
        for _ in range(RUNS):
            run_all(page)
            page.locator(".kl-explorer input[type=range]").wait_for()
            assert page.locator(".kl-explorer").count() == 1
            words = page.get_by_text("widgets:").last.inner_text().split()
            kernel.append((int(words[1]), int(words[3])))
            browser.append(heap(debugger))
    widgets, memory = zip(*kernel[WARM_UP:], strict=True)
    assert widgets[0] > 10
    assert max(widgets) - widgets[0] <= 2
    print(f"kernel {memory[0]} to {memory[-1]}, browser {browser[WARM_UP]} to {browser[-1]} bytes")
    more_runs = RUNS - WARM_UP - 1
    assert memory[-1] - memory[0] < 3 * more_runs * MEGABYTE
    assert browser[-1] - browser[WARM_UP] < more_runs * MEGABYTE / 4


def heap(debugger):
    """Bytes that the page's scripts hold once its rubbish is collected."""
    debugger.send("HeapProfiler.collectGarbage")
    return debugger.send("Runtime.getHeapUsage")["usedSize"]
