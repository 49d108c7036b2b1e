"""A real JupyterLab and a real browser, for the browser tests and the benchmarks."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER = (
    "NO BROWSER: no slider was moved in a real page. "
    "Install Chromium (on Debian or Ubuntu: sudo apt install chromium) and run again."
)
SECONDS_TO_START = 120
SECONDS_TO_RUN = 120
SECONDS_TO_END = 20

# A promise may stay open for ever, and Playwright would wait as long.
CARRY_OUT = """
([name, args, patience]) => Promise.race([
  jupyterapp.commands.execute(name, args).then(() => null),
  new Promise((_, fail) => setTimeout(() => fail(Error(`${name} did not end`)), patience)),
])
"""

_SETTINGS = {
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "docmanager-extension/plugin": {"autosave": False},
}


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes
    ----------
    port : int
        Its port on this machine.
    token : str
        What lets one in.
    """

    port: int
    token: str

    def url(self, path: str) -> str:
        """Address of `path` on the server, such as "lab/tree/a.ipynb"."""
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}"

    def reached_through(self, port: int) -> "Lab":
        """Give the same server behind another port, for a proxy."""
        return replace(self, port=port)


@contextmanager
def jupyterlab(root: Path) -> Iterator[Lab]:
    """Start JupyterLab as `make lab` does, with the published notebooks trusted.

    Parameters
    ----------
    root : Path
        Folder whose notebooks it opens.

    Yields
    ------
    Lab
        The server, ready; it is stopped in the end.
    """
    lab = Lab(free_port(), secrets.token_hex(16))
    # The whole path of a socket may have about a hundred letters: no temporary folder of macOS.
    with TemporaryDirectory(dir="/tmp") as home, (Path(home) / "log").open("w+") as log:
        _write_settings(Path(home))
        trust = [sys.executable, str(HERE / "trust_notebooks.py")]
        subprocess.run(trust, env=_environment(Path(home)), stdout=log, check=True)
        process = subprocess.Popen(
            _command(lab, root), env=_environment(Path(home)), stdout=log, stderr=log
        )
        try:
            _wait_for(lab, process, Path(log.name))
            yield lab
        finally:
            _stop(process)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine, without a window.

    Yields
    ------
    Browser
        Playwright's browser; it is closed in the end.
    """
    with sync_playwright() as playwright:
        expect.set_options(timeout=SECONDS_TO_RUN * 1000)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(BROWSER_FLAGS)
        )
        yield browser
        browser.close()


def find_chromium() -> str | None:
    """Find a Chromium on this machine; None if there is none."""
    return next(filter(None, map(shutil.which, BROWSER_NAMES)), None)


def open_notebook(page: Page, lab: Lab, name: str, *, in_notebook_7: bool = False) -> None:
    """Open a notebook and wait until its kernel can be asked.

    Parameters
    ----------
    page : Page
        An empty page.
    lab : Lab
        The server.
    name : str
        The notebook's path below the server's root.
    in_notebook_7 : bool
        Whether to open it in Notebook 7, which the same server offers, and not in JupyterLab.
    """
    page.set_default_timeout(SECONDS_TO_RUN * 1000)
    # A workspace of its own: the default one would open what an earlier page had open, too.
    workspace = f"lab/workspaces/{secrets.token_hex(4)}/tree"
    page.goto(lab.url(f"{'notebooks' if in_notebook_7 else workspace}/{name}"))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    kernel = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel"
    page.wait_for_function(f"{kernel}?.status === 'idle'")


def run_command(page: Page, command: str, **arguments: str) -> None:
    """Have JupyterLab carry out one of its commands, and wait until it is done.

    Parameters
    ----------
    page : Page
        A page with JupyterLab.
    command : str
        What a menu entry stands for, such as "notebook:run-all-cells".
    **arguments : str
        The command's arguments.
    """
    page.evaluate(CARRY_OUT, [command, arguments, SECONDS_TO_RUN * 1000])


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _stop(process: subprocess.Popen) -> None:
    """Ask the server to end, and end it if it is too busy to listen."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _command(lab: Lab, root: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={lab.port}"),
        *(f"--IdentityProvider.token={lab.token}", f"--ServerApp.root_dir={root}"),
        *("--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True"),
        # No ports: a kernel whose port is taken while it starts is started again, and
        # ipywidgets, which is restoring explorers just then, never restores them.
        "--KernelManager.transport=ipc",
    ]


def _environment(home: Path) -> dict[str, str]:
    """Keep the settings of whoever runs this out of it."""
    return os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTER_CONFIG_PATH": str(HERE / "jupyter"),
        "IPYTHONDIR": str(home / "ipython"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }


def _write_settings(home: Path) -> None:
    for name, settings in _SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))


def _wait_for(lab: Lab, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urlopen(lab.url("api/status"), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")
