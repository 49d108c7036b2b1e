"""How long a reader waits for the first slider: JupyterLab, Notebook 7, the site, JupyterLite.

make site
python benchmarks/first_slider.py [REPEATS]
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page
from report import about_this_machine, as_table, write

TOOLS = Path(__file__).resolve().parent.parent / "tools"
sys.path[:0] = [str(TOOLS), str(TOOLS / "site")]

import links  # noqa: E402
from lab import Lab, chromium, jupyterlab, open_notebook, run_command  # noqa: E402
from pyodide_wheels import NO_WHEELS, pyodide_wheels  # noqa: E402
from site_in_browser import answer_for_the_cdn, open_in_lite, run_all_cells, served  # noqa: E402

SITE = links.ROOT / "_site"
REPEATS = int(sys.argv[1]) if sys.argv[1:] else 3
SLIDER = ".kl-explorer input[type=range]"
SECONDS = 240
NOTEBOOK = f"notebooks/{links.START}.ipynb"


def main() -> None:
    """Measure all ways and write the results."""
    with chromium() as browser, copied() as folder, jupyterlab(folder) as lab:
        ways = [
            from_make_lab(browser),
            unrun(browser, lab),
            unrun(browser, lab, in_notebook_7=True),
            run(browser, lab),
            next_day(browser, lab),
            on_the_site(browser),
            in_lite(browser),
        ]
    write(
        "first_slider",
        "From opening to the first slider that moves",
        f"{about_this_machine()}\n\n"
        + as_table(["way", "what happens", "median", "slowest"], ways)
        + f"\n\nNotebook {links.START}, an empty browser cache each time, the median of {REPEATS}. "
        "All from this machine: a real network adds the time for the site's page (see site.md), "
        "and for about 30 MB in JupyterLite.",
    )


@contextmanager
def copied() -> Iterator[Path]:
    """Give a folder with copies of the notebooks, so that saving changes nothing here."""
    with TemporaryDirectory() as folder:
        shutil.copytree(links.ROOT / "notebooks", Path(folder) / "notebooks")
        yield Path(folder)


def from_make_lab(browser: Browser) -> list[str]:
    """Start JupyterLab, as `make lab` does once all is installed, and run nothing."""
    with ExitStack() as servers:

        def start_and_open(page: Page) -> None:
            lab = servers.enter_context(jupyterlab(links.ROOT))
            page.goto(lab.url(f"lab/tree/{NOTEBOOK}"))
            until_movable(page)

        return measured(browser, "`make lab`", "server, page; nothing run", start_and_open)


def unrun(browser: Browser, lab: Lab, *, in_notebook_7: bool = False) -> list[str]:
    """Open the notebook as it was published, and run nothing."""

    def open_only(page: Page) -> None:
        page.goto(lab.url(f"{'notebooks' if in_notebook_7 else 'lab/tree'}/{NOTEBOOK}"))
        until_movable(page)

    way = "Notebook 7" if in_notebook_7 else "JupyterLab"
    return measured(browser, way, "page; nothing run", open_only)


def run(browser: Browser, lab: Lab) -> list[str]:
    """Run all cells from a copy without any stored outputs, and save it."""

    def open_and_run(page: Page) -> None:
        open_notebook(page, lab, NOTEBOOK)
        run_command(page, "editmenu:clear-all")
        run_command(page, "notebook:run-all-cells")
        until_movable(page)
        run_command(page, "docmanager:save")

    return measured(browser, "JupyterLab", "page, kernel, all cells run", open_and_run)


def next_day(browser: Browser, lab: Lab) -> list[str]:
    """Open what `run` has saved; its kernel has been forgotten."""

    def open_again(page: Page) -> None:
        page.goto(lab.url(f"lab/tree/{NOTEBOOK}"))
        until_movable(page)

    return measured(browser, "JupyterLab", "page, saved the day before; nothing run", open_again)


def until_movable(page: Page) -> None:
    page.wait_for_selector(SLIDER, timeout=SECONDS * 1000)


def on_the_site(browser: Browser) -> list[str]:
    """Open the page."""
    with served(SITE) as address:

        def open_on_site(page: Page) -> None:
            page.goto(f"{address}/{links.START}.html")
            until_movable(page)

        return measured(browser, "the site", "page", open_on_site)


def in_lite(browser: Browser) -> list[str]:
    """Run all cells in the browser."""
    wheels = pyodide_wheels()
    if not wheels:
        sys.exit(NO_WHEELS)
    with served(SITE) as address:

        def open_and_run(page: Page) -> None:
            answer_for_the_cdn(page.context, address, wheels)
            open_in_lite(page, address, links.START)
            run_all_cells(page)
            until_movable(page)

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
