"""A real JupyterLab with copies of the notebooks, and a browser that notices what goes wrong."""

import os
import shutil
from contextlib import contextmanager

import nbformat
import pytest
from lab import NO_BROWSER, chromium, find_chromium, jupyterlab, open_notebook
from lab_pages import NOT_OURS, ROOT, SCREENSHOTS, stop_kernels
from refresh_notebooks import KERNEL


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Copies of the notebooks, so that running them changes nothing here."""
    root = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    return root


@pytest.fixture(scope="session")
def browser():
    """Chromium; CI cannot do without."""
    if not find_chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def lab(folder, browser):
    with jupyterlab(folder) as running:
        yield running


@pytest.fixture(scope="session")
def screenshots():
    SCREENSHOTS.mkdir(exist_ok=True)
    return SCREENSHOTS


@pytest.fixture
def write(folder):
    """Write a notebook of these code cells into JupyterLab's folder and give its name."""

    def writing(name, *sources):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, folder / f"{name}.ipynb")
        return f"{name}.ipynb"

    return writing


@pytest.fixture(scope="session")
def window(browser):
    """One window for all tests: what JupyterLab is made of is fetched and compiled once."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context
    context.close()


@pytest.fixture
def opened(window, lab):
    """Open a notebook; nothing leaves the machine meanwhile, and nothing is complained about."""

    @contextmanager
    def opening(path, in_notebook_7=False, excused=NOT_OURS):
        page = window.new_page()
        outside, complaints = [], []
        server = f"127.0.0.1:{lab.port}"
        here = (f"http://{server}", f"ws://{server}", "data:", "blob:", "about:")
        page.on("request", lambda r: r.url.startswith(here) or outside.append(r.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and complaints.append(said(m)))
        try:
            open_notebook(page, lab, path, in_notebook_7=in_notebook_7)
            yield page
        finally:
            print("The console complained:", *complaints, sep="\n")
            page.close()
            stop_kernels(lab)
        assert not outside
        # Notebook 7 complains of itself: of commands and settings that it does not have.
        ours = [text for text in complaints if not any(name in text for name in excused)]
        assert in_notebook_7 or ours == []

    return opening


def said(message):
    """Give a complaint of the console, and where it comes from."""
    return f"{message.text} {message.location}"
