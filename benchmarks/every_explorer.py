"""Every explorer: from cell to movable, from press to painted picture, and its book's bytes.

python benchmarks/every_explorer.py [NAME OF AN EXPLORER ...]
"""

import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
from playwright.sync_api import Browser
from report import about_this_machine, as_table, write
from rivals import cells
from slider_latency import KERNEL, SECONDS_EACH_WAY, open_once, press, watch
from slow_network import far_away

from kl_helpers import explorers
from kl_helpers.explorer import Explorer

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from lab import Lab, chromium, jupyterlab, open_notebook, run_command

NAMES = sys.argv[1:] or [
    name
    for name, function in vars(explorers).items()
    if getattr(function, "__annotations__", {}).get("return") is Explorer
]
COMPARED = {"interact": "interact + inline", "ours": "explorer"}
WARM_UP, PRESSES = 2, 7


def measure_all() -> dict[tuple[str, str, str], tuple[float, float]]:
    """For each way, distance and explorer: milliseconds of a press and of the opening."""
    results = {}
    with TemporaryDirectory() as root, chromium() as browser:
        for way, name in product(COMPARED, NAMES):
            code = [nbformat.v4.new_code_cell(source) for source in cells(COMPARED[way], name)]
            notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": KERNEL})
            nbformat.write(notebook, Path(root, f"{way}, {name}.ipynb"))
        with jupyterlab(Path(root)) as lab:
            for (distance, seconds), way in product(SECONDS_EACH_WAY.items(), COMPARED):
                with far_away(lab.port, seconds) as far_port:
                    reached = lab.reached_through(far_port) if seconds else lab
                    for name, *times in measure(browser, reached, way):
                        print(way, distance, name, times, flush=True)
                        results[way, distance, name] = tuple(times)
    return results


def measure(browser: Browser, lab: Lab, way: str) -> Iterator[tuple[str, float, float]]:
    """Open each explorer on a page of its own, and press its keys."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    for name in NAMES:
        page = context.new_page()
        open_notebook(page, lab, f"{way}, {name}.ipynb")
        run_command(page, "notebook:run-cell-and-select-next")
        opened = open_once(page)
        watch(page)
        times = [press(page, place) for place in range(WARM_UP + PRESSES)][WARM_UP:]
        yield name, median(times), opened
        run_command(page, "kernelmenu:shutdown")
        page.close()
    context.close()


def row(name: str, results: dict[tuple[str, str, str], tuple[float, float]]) -> list[str]:
    """One explorer: presses near and far with their ratios, openings, and its book."""
    line = [name]
    for distance in SECONDS_EACH_WAY:
        (usual, _), (ours, _) = (results[way, distance, name] for way in COMPARED)
        line += [f"{usual:.0f} ms", f"{ours:.0f} ms", f"{usual / ours:.0f} ×"]
    for distance in SECONDS_EACH_WAY:
        line += [f"{results[way, distance, name][1] / 1000:.1f} s" for way in COMPARED]
    explorer = getattr(explorers, name)()
    n_frames = "live" if explorer.live else str(n_states(explorer))
    return [*line, n_frames, f"{len(explorer.book) / 1e3:.0f} kB"]


def n_states(explorer: Explorer) -> int:
    """Count the states that the sliders have together."""
    return len(list(product(*(control.values for control in explorer.controls))))


def main() -> None:
    """Measure, and write what was measured."""
    busy = os.getloadavg()[0]
    results = measure_all()
    head = ["explorer"]
    for distance in SECONDS_EACH_WAY:
        head += [f"interact, {distance}", f"ours, {distance}", "as quick"]
    head += [f"{way} opened {distance}" for distance, way in product(SECONDS_EACH_WAY, COMPARED)]
    text = (
        f"{about_this_machine()} Load {busy:.1f} before the start.\n\n"
        f"{as_table([*head, 'states', 'book'], [row(name, results) for name in NAMES])}\n\n"
        f"Medians of {PRESSES} key presses, from the key to the painted picture. *Far* is a round "
        "trip of 150 ms. *Opened* is from running the cell to slider and picture, once, imports "
        "done. *Book* is what the browser is sent and a saved notebook keeps, compressed: all "
        "states, or the first one where the others are drawn live. "
        "`your_model` is moved without sliders, and is not among them."
    )
    write("every_explorer", "Every explorer: from cell to movable, from press to picture", text)


if __name__ == "__main__":
    main()
