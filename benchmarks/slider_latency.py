"""From key press to new picture, near and 150 ms away, for `interact`, ipympl and ours.

Writes the README's table of ratios, too.

    python benchmarks/slider_latency.py
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
import numpy as np
from matplotlib.figure import Figure
from playwright.sync_api import Browser, Page
from report import about_this_machine, as_table, replace_table, write
from rivals import FIGURES, WAYS, cells
from slow_network import far_away

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from lab import Lab, chromium, jupyterlab, open_notebook, run_command
from refresh_notebooks import KERNEL

SECONDS_EACH_WAY = {"near": 0.0, "far": 0.075}
OPENINGS, WARM_UP, REPEATS = 3, 4, 60
PRESSES = 21
QUIET = 300
SLIDER = ".kl-explorer input[type=range]:visible, .noUi-handle:visible"
PICTURE = ".kl-moving, .jp-OutputArea img:visible, .jupyter-matplotlib canvas"
README = Path(__file__).parent.parent / "README.md"
WATCH = (Path(__file__).parent / "watch.js").read_text()


@dataclass(frozen=True)
class Measured:
    """One way at one distance; times in milliseconds."""

    figure: str
    way: str
    distance: str
    middle: float
    late: float
    shown: int
    settled: float
    opened: float
    dragged: float | None


def measure(page: Page, figure: str, way: str, distance: str) -> Measured:
    """Open a figure in one way and move its sliders."""
    opened = median(open_once(page) for _ in range(OPENINGS))
    watch(page)
    times = [press(page, place) for place in range(WARM_UP + PRESSES)][WARM_UP:]
    late, shown = float(np.percentile(times, 95)), repeat(page)
    return Measured(figure, way, distance, median(times), late, *shown, opened, drag(page))


def open_once(page: Page) -> float:
    """Run the cell that opens the figure; wait for its slider and its picture."""
    start = time.perf_counter()
    run_command(page, "notebook:run-cell")
    page.locator(SLIDER).last.wait_for()
    page.locator(PICTURE).last.wait_for()
    return 1000 * (time.perf_counter() - start)


def watch(page: Page) -> None:
    """Begin to note when the picture changes, with room for every slider to go up."""
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    page.evaluate("oneStopBack()")
    page.wait_for_timeout(1500)


def press(page: Page, place: int) -> float:
    """Press a key on one slider after the other, each when its focus ring has been drawn."""
    key = page.evaluate(f"changes = [], handle({place}).focus(), nextKey({place})")
    page.wait_for_timeout(QUIET)
    page.keyboard.press(key)
    return until_changed(page)


def until_changed(page: Page) -> float:
    """Give the milliseconds from the event to the new picture, then wait for quiet.

    It asks seldom: the page takes time for an answer, and that is the time measured here.
    """
    page.wait_for_timeout(QUIET)
    page.wait_for_function("changes.length", polling=QUIET, timeout=10_000)
    page.wait_for_timeout(QUIET)
    return page.evaluate("changes[0] - pressed")


def drag(page: Page) -> float | None:
    """Take hold of the picture, if that can be done, and pull it from one side to the other."""
    grip = page.locator(".kl-grip").last
    if not grip.count():
        return None
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    times = [pull(page, box, share) for share in [0.3, 0.7] * (PRESSES // 2)]
    page.mouse.up()
    return median(times)


def pull(page: Page, box: dict[str, float], share: float) -> float:
    """Move the pointer in one step to a place along the picture."""
    page.evaluate("changes = []")
    page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
    return until_changed(page)


def repeat(page: Page) -> tuple[int, float]:
    """Let the key repeat once a screen frame; count pictures, and time the last one."""
    page.wait_for_timeout(1000)
    page.evaluate("changes = []")
    last = page.evaluate(f"repeatKey({REPEATS})")
    page.wait_for_timeout(4000)
    changes = page.evaluate("changes")
    return len(changes), max(changes, default=np.nan) - last


def measure_all() -> list[Measured]:
    """Measure all ways near and far, each in a fresh page, against one server."""
    results = []
    with TemporaryDirectory() as root, chromium() as browser:
        write_notebooks(Path(root))
        with jupyterlab(Path(root)) as lab:
            for distance, seconds in SECONDS_EACH_WAY.items():
                with far_away(lab.port, seconds) as far_port:
                    reached = lab.reached_through(far_port) if seconds else lab
                    for result in measure_at(browser, reached, distance):
                        print(result, flush=True)
                        results.append(result)
    return results


def write_notebooks(root: Path) -> None:
    """Write one notebook for each figure and way."""
    for figure, way in product(FIGURES, WAYS):
        code = [nbformat.v4.new_code_cell(source) for source in cells(way, FIGURES[figure])]
        notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, root / f"{figure}, {way}.ipynb")


def measure_at(browser: Browser, lab: Lab, distance: str) -> Iterator[Measured]:
    """Measure each figure in each way at one distance; a kernel for each, then none."""
    for figure, way in product(FIGURES, WAYS):
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        open_notebook(page, lab, f"{figure}, {way}.ipynb")
        run_command(page, "notebook:run-cell-and-select-next")
        yield measure(page, figure, way, distance)
        run_command(page, "kernelmenu:shutdown")
        context.close()


def table(results: list[Measured]) -> str:
    """Put all ways at all distances into a table, with ratios against interact."""
    rival = {(m.figure, m.distance): m.middle for m in results if m.way.startswith("interact")}
    rows = [
        [
            f"{m.figure}, {m.way}",
            m.distance,
            f"{m.middle:.0f} ms",
            f"{m.late:.0f} ms",
            f"{rival[m.figure, m.distance] / m.middle:.1f} ×",
            f"{m.shown} of {REPEATS}",
            f"{m.settled:.0f} ms",
            f"{m.opened / 1000:.1f} s",
            "" if m.dragged is None else f"{m.dragged:.0f} ms",
        ]
        for m in results
    ]
    head = ["way", "distance", "median", "95 %", "as quick as interact", "shown at 60 Hz"]
    return as_table([*head, "settled after", "opened in", "taken hold of"], rows)


def ratios(results: list[Measured]) -> str:
    """Give the README's table: how many times as quick as interact, for one slider."""
    rows: dict[str, list[str]] = {}
    chosen = [m for m in results if m.figure == "one slider"]
    rival = {m.distance: m.middle for m in chosen if m.way.startswith("interact")}
    for m in chosen:
        rows.setdefault(m.way, [m.way]).append(f"{rival[m.distance] / m.middle:.1f} ×")
    return as_table(["way", "near", "150 ms away"], list(rows.values()))


def plot(results: list[Measured]) -> Figure:
    """Draw the medians as bars on a logarithmic axis, near and far."""
    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.subplots()
    names = [f"{name}, {way}" for name, way in product(FIGURES, WAYS)]
    for offset, (distance, hatch) in enumerate(zip(SECONDS_EACH_WAY, ["", "//"], strict=True)):
        widths = [m.middle for m in results if m.distance == distance]
        places = np.arange(len(names)) + 0.4 * offset
        bars = axes.barh(places, widths, 0.4, label=distance, hatch=hatch, ec="black")
        axes.bar_label(bars, fmt="{:.0f}", padding=3)
    axes.set_yticks(np.arange(len(names)) + 0.2, names)
    axes.set(xscale="log", xlabel="key press to new picture, median in ms (log scale)")
    axes.margins(x=0.15)
    axes.invert_yaxis()
    axes.legend()
    return figure


def main() -> None:
    """Measure, and write what was measured."""
    busy = os.getloadavg()[0]
    results = measure_all()
    text = (
        f"{about_this_machine()} ipympl {version('ipympl')}; load {busy:.1f} before the start.\n\n"
        f"{table(results)}\n\n"
        "The same figure each time: `kl_curve` with one slider, `binomial_factors` with two, "
        "pressed in turn. *Far* is a round trip of 150 ms. *Shown* counts the pictures that "
        "appear when a key repeats 60 times, once a screen frame; *settled* is how long after "
        "the last of them the newest picture stands. *Opened* is from running the cell to slider "
        "and picture, imports done. *Taken hold of* is the picture pulled with the mouse, no key. "
        "*Drawn live* is what an explorer with too many states does: Python draws each."
    )
    write("slider_latency", "From key press to new picture", text, plot(results))
    replace_table(README, "## Speed", ratios(results))


if __name__ == "__main__":
    main()
