"""The built site in a browser, as a reader has it, with nothing fetched from elsewhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route, TimeoutError

SECONDS_TO_START = 120
SECONDS_TO_RUN = 480
SECONDS_TO_NOTICE = 5
"""How long to look for a sign that cells were started."""

PROMPTS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputPrompt"
ANY_STARTED = r"""
(selector) =>
  [...document.querySelectorAll(selector)].some((prompt) => /\[[*\d]/.test(prompt.textContent))
"""
ALL_RUN = r"""
(selector) => {
  const prompts = [...document.querySelectorAll(selector)];
  return prompts.length && prompts.every((prompt) => /\[\d+\]/.test(prompt.textContent));
}
"""


class QuietHandler(SimpleHTTPRequestHandler):
    """A plain web server that keeps no log."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder to this machine.

    Parameters
    ----------
    folder : Path
        What is served.

    Yields
    ------
    str
        Its address, without a slash at the end.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def answer_for_the_cdn(context: BrowserContext, site: str, wheels: Path) -> list[str]:
    """Answer from local files whatever is asked from elsewhere.

    Parameters
    ----------
    context : BrowserContext
        Where JupyterLite will be opened.
    site : str
        Address of the site; only what is not below it is answered.
    wheels : Path
        Folder of Pyodide's wheels; what is not in it stays without answer.

    Returns
    -------
    list of str
        File names that were asked for; it grows.
    """
    asked: list[str] = []

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        asked.append(name)
        if (wheels / name).exists():
            route.fulfill(path=wheels / name, headers={"Access-Control-Allow-Origin": "*"})
        else:
            route.abort()

    context.route(lambda url: not url.startswith((site, "data:", "blob:")), answer)
    return asked


def open_in_lite(page: Page, site: str, name: str) -> None:
    """Open a notebook in JupyterLite.

    Parameters
    ----------
    page : Page
        An empty page.
    site : str
        Address of the site.
    name : str
        The notebook's name, without its ending.
    """
    page.goto(f"{site}/lite/lab/index.html?path={name}.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=SECONDS_TO_START * 1000)


def run_all_cells(page: Page) -> None:
    """Start all cells of the notebook in front from the menu, as a reader would.

    Jupyter drops what is asked before the notebook has its kernel, and says nothing. Then a
    reader asks again, and so does this.

    Parameters
    ----------
    page : Page
        JupyterLite with a notebook of which no cell has run.

    Raises
    ------
    RuntimeError
        If no cell starts however often it is asked.
    """
    for _ in range(SECONDS_TO_START // SECONDS_TO_NOTICE):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        with suppress(TimeoutError):
            page.wait_for_function(ANY_STARTED, arg=PROMPTS, timeout=SECONDS_TO_NOTICE * 1000)
            return
    raise RuntimeError(f"no cell started in {SECONDS_TO_START} s")


def wait_until_all_run(page: Page) -> None:
    """Wait until every cell of the notebook in front has its number.

    Parameters
    ----------
    page : Page
        JupyterLite with a notebook whose cells have been started.

    Raises
    ------
    RuntimeError
        If they stand still; it names what stands beside each cell, such as "[3]:" or "[*]:".
    """
    try:
        page.wait_for_function(ALL_RUN, arg=PROMPTS, timeout=SECONDS_TO_RUN * 1000, polling=500)
    except TimeoutError as error:
        prompts = page.locator(PROMPTS).all_inner_texts()
        raise RuntimeError(f"not all cells ran in {SECONDS_TO_RUN} s: {prompts}") from error
