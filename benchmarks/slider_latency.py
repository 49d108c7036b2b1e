"""From key press to new picture, near and 150 ms away, for `interact`, ipympl and ours.

python benchmarks/slider_latency.py
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import numpy as np
from matplotlib.figure import Figure
from report import about_this_machine, as_table, write
from rivals import INTERACT, IPYMPL, explorer
from slow_network import far_away

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from lab import Lab, chromium, jupyterlab, open_notebook, run_command

WAYS = {
    "interact + inline": INTERACT,
    "ipympl": IPYMPL,
    "flipbook, one slider": explorer("kl_curve()"),
    "flipbook, two sliders": explorer("interval_event()"),
    "live picture": explorer("mixture_model()"),
}
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
SECONDS_EACH_WAY = {"near": 0.0, "far": 0.075}
WARM_UP, PRESSES, BURST = 3, 21, 60

# Looks at the picture once a screen frame. A canvas cannot be looked at cheaply, so its
# drawings are counted instead.
WATCH = """
() => {
  let drawn = 0;
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    if (this.canvas.isConnected) drawn++;
    return draw.apply(this, args);
  };
  const visible = (element) => element.offsetParent !== null;
  window.handle = () => [...document.querySelectorAll(".noUi-handle")].filter(visible).at(-1);
  const look = () => {
    if (document.querySelector(".jupyter-matplotlib")) return drawn;
    const images = [...document.querySelectorAll(".jp-OutputArea img")].filter(visible);
    return images.at(-1)?.src;
  };
  window.changes = [];
  let seen = look();
  const frame = () => {
    const now = look();
    if (now !== undefined && now !== seen) {
      seen = now;
      setTimeout(() => window.changes.push(performance.now()));
    }
    requestAnimationFrame(frame);
  };
  frame();
  addEventListener("keydown", (event) => { window.pressed = event.timeStamp; }, true);
  window.burst = (n) => new Promise((done) => {
    const press = () => {
      handle().dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      if (--n) requestAnimationFrame(press); else done(performance.now());
    };
    requestAnimationFrame(press);
  });
}
"""


@dataclass(frozen=True)
class Measured:
    """One way at one distance; times in milliseconds."""

    way: str
    distance: str
    median: float
    late: float
    shown: int
    settled: float
    opened: float


def measure(page, lab: Lab, way: str, distance: str) -> Measured:
    """Open the notebook of one way and move its slider."""
    open_notebook(page, lab, f"{list(WAYS).index(way)}.ipynb")
    start = time.perf_counter()
    run_command(page, "notebook:run-all-cells")
    page.locator(".noUi-handle:visible").last.wait_for()
    page.locator(".jp-OutputArea img:visible, .jupyter-matplotlib canvas").last.wait_for()
    opened = 1000 * (time.perf_counter() - start)
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    page.evaluate("handle().focus()")
    times = [press(page) for _ in range(WARM_UP + PRESSES)][WARM_UP:]
    shown, settled = repeat(page)
    late = float(np.percentile(times, 95))
    return Measured(way, distance, float(np.median(times)), late, shown, settled, opened)


def press(page) -> float:
    """Press a key, and wait until the picture has changed and all is quiet."""
    page.evaluate("window.changes = []")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("window.changes.length", polling=5, timeout=10_000)
    taken = page.evaluate("window.changes[0] - window.pressed")
    page.wait_for_timeout(250)
    return taken


def repeat(page) -> tuple[int, float]:
    """Let the key repeat once a screen frame; count pictures, and time the last one."""
    for _ in range(5):
        page.keyboard.press("PageDown")
    page.wait_for_timeout(2000)
    page.evaluate("window.changes = []")
    last = page.evaluate(f"burst({BURST})")
    page.wait_for_timeout(4000)
    changes = page.evaluate("window.changes")
    return len(changes), max(changes, default=np.nan) - last


def measure_all() -> list[Measured]:
    """Measure all ways near and far, each in a fresh page, against one server."""
    results = []
    with TemporaryDirectory() as root, chromium() as browser:
        for number, code in enumerate(WAYS.values()):
            cell = nbformat.v4.new_code_cell(code)
            notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": KERNEL})
            nbformat.write(notebook, f"{root}/{number}.ipynb")
        with jupyterlab(Path(root)) as lab:
            for distance, seconds in SECONDS_EACH_WAY.items():
                with far_away(lab.port, seconds) as far_port:
                    port = far_port if seconds else lab.port
                    for way in WAYS:
                        context = browser.new_context(viewport={"width": 1400, "height": 900})
                        page = context.new_page()
                        results.append(measure(page, lab.reached_through(port), way, distance))
                        print(results[-1], flush=True)
                        context.close()
    return results


def table(results: list[Measured]) -> str:
    """Put all ways at all distances into a table, with ratios against interact."""
    rival = {m.distance: m.median for m in results if m.way == "interact + inline"}
    rows = [
        [
            m.way,
            m.distance,
            f"{m.median:.0f} ms",
            f"{m.late:.0f} ms",
            f"{rival[m.distance] / m.median:.1f} ×",
            f"{m.shown} of {BURST}",
            f"{m.settled:.0f} ms",
            f"{m.opened / 1000:.1f} s",
        ]
        for m in results
    ]
    head = ["way", "distance", "median", "95 %", "as quick as interact", "shown at 60 Hz"]
    return as_table([*head, "settled after", "opened in"], rows)


def plot(results: list[Measured]) -> Figure:
    """Draw the medians as bars, near and far."""
    figure = Figure(figsize=(7, 3.2), layout="constrained")
    axes = figure.subplots()
    places = np.arange(len(WAYS))
    for offset, (distance, hatch) in enumerate(zip(SECONDS_EACH_WAY, ["", "//"], strict=True)):
        heights = [m.median for m in results if m.distance == distance]
        axes.barh(places + 0.4 * offset, heights, 0.4, label=distance, hatch=hatch, ec="black")
    axes.set_yticks(places + 0.2, list(WAYS))
    axes.set(xlabel="key press to new picture, median (ms)")
    axes.invert_yaxis()
    axes.legend()
    return figure


def main() -> None:
    """Measure, and write what was measured."""
    results = measure_all()
    text = f"{about_this_machine()}\n\n{table(results)}"
    text += (
        "\n\n*Far* is a round trip of 150 ms. *Shown* counts the pictures that appear when a key "
        "repeats 60 times, once a screen frame; *settled* is how long after the last of them the "
        "newest picture stands. *Opened* is from running the cell to a slider that moves, with "
        "imports."
    )
    write("slider_latency", "From key press to new picture", text, plot(results))


if __name__ == "__main__":
    main()
