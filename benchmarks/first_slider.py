"""How long a reader waits for the first slider: JupyterLab, the site, JupyterLite.

make site
python benchmarks/first_slider.py
"""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser
from report import about_this_machine, as_table, write

TOOLS = Path(__file__).resolve().parent.parent / "tools"
sys.path[:0] = [str(TOOLS), str(TOOLS / "site")]

import links  # noqa: E402
from lab import chromium, jupyterlab, open_notebook, run_command  # noqa: E402
from pyodide_wheels import NO_WHEELS, pyodide_wheels  # noqa: E402
from site_in_browser import answer_for_the_cdn, open_in_lite, run_all_cells, served  # noqa: E402

SITE = links.ROOT / "_site"
REPEATS = 3
HANDLE = ".kl-explorer .noUi-handle"
SECONDS = 240


def main() -> None:
    """Measure the three ways and write the results."""
    with chromium() as browser:
        ways = [from_make_lab(browser), in_lab(browser), on_the_site(browser), in_lite(browser)]
    write(
        "first_slider",
        "From opening to the first live slider",
        f"{about_this_machine()}\n\n"
        + as_table(["way", "what happens", "median", "slowest"], ways)
        + f"\n\nNotebook {links.START}, an empty browser cache each time, the median of {REPEATS}. "
        "All from this machine: a real network adds the time for the site's page (see site.md), "
        "and for about 30 MB in JupyterLite.",
    )


def from_make_lab(browser: Browser) -> list[str]:
    """Start JupyterLab, as `make lab` does once all is installed, up to the first picture."""
    with ExitStack() as servers:

        def start_and_open(page) -> None:
            lab = servers.enter_context(jupyterlab(links.ROOT))
            page.goto(lab.url(f"lab/tree/notebooks/{links.START}.ipynb"))
            page.wait_for_selector(".jp-OutputArea-output img", timeout=SECONDS * 1000)

        return measured(browser, "`make lab`", "server, page: the stored picture", start_and_open)


def in_lab(browser: Browser) -> list[str]:
    """Run all cells in a JupyterLab that is already up."""
    with jupyterlab(links.ROOT) as lab:

        def open_in_lab(page) -> None:
            open_notebook(page, lab, f"notebooks/{links.START}.ipynb")
            run_command(page, "notebook:run-all-cells")
            page.wait_for_selector(HANDLE, timeout=SECONDS * 1000)

        return measured(browser, "JupyterLab", "page, kernel, all cells run", open_in_lab)


def on_the_site(browser: Browser) -> list[str]:
    """Open the page."""
    with served(SITE) as address:

        def open_on_site(page) -> None:
            page.goto(f"{address}/{links.START}.html")
            page.wait_for_selector("figure.explorer input:visible")

        return measured(browser, "the site", "page", open_on_site)


def in_lite(browser: Browser) -> list[str]:
    """Run all cells in the browser."""
    wheels = pyodide_wheels()
    if not wheels:
        sys.exit(NO_WHEELS)
    with served(SITE) as address:

        def open_and_run(page) -> None:
            answer_for_the_cdn(page.context, address, wheels)
            open_in_lite(page, address, links.START)
            run_all_cells(page)
            page.wait_for_selector(HANDLE, timeout=SECONDS * 1000)

        return measured(browser, "JupyterLite", "page, Python, all cells run", open_and_run)


def measured(browser: Browser, way: str, what: str, action: Callable) -> list[str]:
    """Do it in a new window each time; give a row of the table."""
    times = [seconds(browser, action) for _ in range(REPEATS)]
    return [way, what, f"{median(times):.1f} s", f"{max(times):.1f} s"]


def seconds(browser: Browser, action: Callable) -> float:
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    action(page)
    took = time.perf_counter() - start
    context.close()
    return took


if __name__ == "__main__":
    main()
