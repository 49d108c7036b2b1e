"""Every explorer: from key press to picture, and what opening one costs.

python benchmarks/every_explorer.py
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
from kl_helpers.flipbook import Explorer
from playwright.sync_api import Browser
from report import about_this_machine, as_table, write
from rivals import IMPORTS, WAYS
from slider_latency import KERNEL, SECONDS_EACH_WAY, WATCH, open_once, press
from slow_network import far_away

from kl_helpers import explorers

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from lab import Lab, chromium, jupyterlab, open_notebook, run_command

NAMES = [
    name
    for name, function in vars(explorers).items()
    if getattr(function, "__annotations__", {}).get("return") in Explorer.__subclasses__()
]
COMPARED = {"interact": WAYS["interact + inline"], "ours": WAYS["flipbook"]}
WARM_UP, PRESSES = 2, 7

COST = """
import json, os, sys
import psutil
from kl_helpers import explorers
from kl_helpers.flipbook import _family

used = psutil.Process(os.getpid()).memory_info
explorers.bernoulli_variance()  # what all explorers share is in memory now
before = used().rss
explorer = explorers.{name}()
explorer.prepare()
sent = sum(len(widget.get_state()["value"]) for widget in set(_family(explorer))
           if type(widget).__name__ == "HTML")
print(json.dumps([sent, used().rss - before]))
"""


def cost(name: str) -> tuple[int, int]:
    """Give the bytes of pages that an explorer sends, and the kernel memory it takes."""
    command = [sys.executable, "-c", COST.format(name=name)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return tuple(json.loads(answer.splitlines()[-1]))


def measure_all() -> dict[tuple[str, str, str], tuple[float, float]]:
    """For each way, distance and explorer: milliseconds of a press and of the opening."""
    results = {}
    with TemporaryDirectory() as root, chromium() as browser:
        for way, template in COMPARED.items():
            sources = [IMPORTS, *(template.format(name=name) for name in NAMES)]
            code = [nbformat.v4.new_code_cell(source) for source in sources]
            notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": KERNEL})
            nbformat.write(notebook, Path(root, f"{way}.ipynb"))
        with jupyterlab(Path(root)) as lab:
            for (distance, seconds), way in product(SECONDS_EACH_WAY.items(), COMPARED):
                with far_away(lab.port, seconds) as far_port:
                    reached = lab.reached_through(far_port) if seconds else lab
                    for name, *times in measure(browser, reached, way):
                        print(way, distance, name, times, flush=True)
                        results[way, distance, name] = tuple(times)
    return results


def measure(browser: Browser, lab: Lab, way: str) -> Iterator[tuple[str, float, float]]:
    """Open one explorer after the other on one page, and press its keys."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    open_notebook(page, lab, f"{way}.ipynb")
    run_command(page, "notebook:run-cell-and-select-next")
    page.evaluate(WATCH)
    for name in NAMES:
        opened = open_once(page)
        page.wait_for_timeout(1000)
        times = [press(page, place) for place in range(WARM_UP + PRESSES)][WARM_UP:]
        yield name, median(times), opened
        run_command(page, "notebook:clear-all-cell-outputs")
        run_command(page, "notebook:move-cursor-down")
    run_command(page, "kernelmenu:shutdown")
    context.close()


def row(name: str, results: dict[tuple[str, str, str], tuple[float, float]]) -> list[str]:
    """One explorer: presses near and far with their ratios, and its cost."""
    cells = [name]
    for distance in SECONDS_EACH_WAY:
        (usual, _), (ours, _) = (results[way, distance, name] for way in COMPARED)
        cells += [f"{usual:.0f} ms", f"{ours:.0f} ms", f"{usual / ours:.0f} ×"]
    sent, kept = cost(name)
    cells += [f"{results['ours', distance, name][1] / 1000:.1f} s" for distance in SECONDS_EACH_WAY]
    return [*cells, f"{sent / 1e6:.1f} MB", f"{kept / 1e6:.0f} MB"]


def main() -> None:
    """Measure, and write what was measured."""
    busy = os.getloadavg()[0]
    results = measure_all()
    head = ["explorer"]
    for distance in SECONDS_EACH_WAY:
        head += [f"interact, {distance}", f"ours, {distance}", "as quick"]
    head += ["opened near", "opened far", "sent", "kernel memory"]
    text = (
        f"{about_this_machine()} Load {busy:.1f} before the start.\n\n"
        f"{as_table(head, [row(name, results) for name in NAMES])}\n\n"
        f"Medians of {PRESSES} key presses, from the key to the new picture. *Far* is a round "
        "trip of 150 ms. `mixture_model` draws live, all others flip. *Opened* is from running "
        "the cell to slider and picture, once; *sent* is the text of all pages; *kernel memory* "
        "is what a process of its own grows by, after another explorer."
    )
    write("every_explorer", "Every explorer: from key press to new picture, and its cost", text)


if __name__ == "__main__":
    main()
