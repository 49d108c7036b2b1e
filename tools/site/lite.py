"""JupyterLite with our package in it: Python, the notebooks and the sliders in a browser.

Pyodide's own lock file says where each package comes from. Ours is that file with
three packages added: whoever imports kl_helpers gets it, with all that it needs,
without being asked for anything. Pure Python lies beside the site; what is
compiled for the browser comes from Pyodide's CDN, checked against the lock.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import links
import nbformat
from jupyterlite_pyodide_kernel.constants import (
    PYODIDE_CDN_URL,
    PYODIDE_KERNEL_PLUGIN_ID,
    PYODIDE_VERSION,
)
from packaging.utils import canonicalize_name
from pages import HERE, NOTEBOOKS

LITE_DIR = links.ROOT / "build" / "lite"
WHEELS = links.ROOT / "build" / "wheels"
PYODIDE = links.ROOT / "node_modules" / "pyodide"
CONFIG = HERE / "jupyter_lite_config.py"

KERNEL_NEEDS = ["micropip", "ipython", "jedi"]
ADDED = {
    "comm": ["traitlets"],
    "ipywidgets": ["comm", "ipython", "traitlets"],
    "psygnal": [],
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "kl-helpers": ["numpy", "matplotlib", "pillow", "anywidget"],
}
"""Packages that Pyodide does not have, and what they need to be imported."""

FOR_ANY_MACHINE = [
    "--only-binary=:all:",
    *("--implementation=py", "--abi=none", "--platform=any", "--python-version=3.14"),
]
"""Which wheels pip takes: those that Pyodide's Python can, not this machine's."""

BROWSER_KERNEL = {"name": "python", "display_name": "Python (Pyodide)"}


def build_lite(output: Path) -> None:
    """Build JupyterLite.

    Parameters
    ----------
    output : Path
        Where the configuration says that it goes; what lies there is replaced.
    """
    shutil.rmtree(LITE_DIR, ignore_errors=True)
    shutil.rmtree(output, ignore_errors=True)
    copy_notebooks(LITE_DIR / "files")
    copy_pyodide(LITE_DIR / "static" / "pyodide")
    (LITE_DIR / "jupyter-lite.json").write_text(json.dumps(start_at_once()))
    shutil.copy(CONFIG, LITE_DIR)
    command = [sys.executable, "-m", "jupyterlite_core.app", "build"]
    subprocess.run(command, cwd=LITE_DIR, check=True)


def copy_notebooks(folder: Path) -> None:
    """Write the notebooks and their data, with the browser's kernel so that nobody is asked.

    Parameters
    ----------
    folder : Path
        Where to.
    """
    shutil.copytree(NOTEBOOKS / "data", folder / "data")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata.kernelspec = BROWSER_KERNEL
        nbformat.write(notebook, folder / path.name)


def copy_pyodide(folder: Path) -> None:
    """Write Pyodide's runtime, our lock file and the wheels that lie beside the site.

    Parameters
    ----------
    folder : Path
        Where to.
    """
    shutil.copytree(PYODIDE, folder, ignore=shutil.ignore_patterns("*.map", "*.html", "*.ts"))
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text())
    packages = lock["packages"]
    for package in packages.values():
        package["file_name"] = f"{cdn()}/{package['file_name']}"
    packages |= {name: entry(name, needs) for name, needs in ADDED.items()}
    bundled = [packages[name] for name in sorted(needed(packages)) if is_pure(packages[name])]
    for package, wheel in zip(bundled, fetch_wheels(bundled), strict=True):
        shutil.copy(wheel, folder)
        package["file_name"] = wheel.name
        package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))


def start_at_once() -> dict:
    """Have the browser load all packages side by side while Python starts."""
    options = {"loadPyodideOptions": {"packages": [*KERNEL_NEEDS, *ADDED]}}
    settings = {"litePluginSettings": {PYODIDE_KERNEL_PLUGIN_ID: options}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}


def cdn() -> str:
    """Address of the CDN's folder for the Pyodide that package.json pins."""
    pinned = json.loads((PYODIDE / "package.json").read_text())["version"]
    return PYODIDE_CDN_URL.replace(PYODIDE_VERSION, pinned)


def entry(name: str, needs: list[str]) -> dict:
    """Describe an added package as a lock file does; its file is found later."""
    return {
        "name": name,
        "version": version(name),
        "depends": needs,
        "imports": [name.replace("-", "_")],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
        "file_name": f"{name}-py3-none-any.whl",
    }


def needed(packages: dict[str, dict]) -> set[str]:
    """Names of all packages that the kernel and the notebooks load."""
    found: set[str] = set()
    waiting = [*KERNEL_NEEDS, *ADDED]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            waiting += packages[name]["depends"]
    return found


def is_pure(package: dict) -> bool:
    """Whether a package is plain Python."""
    return package["file_name"].endswith("none-any.whl")


def fetch_wheels(packages: list[dict]) -> list[Path]:
    """Make our own wheel and download those of the others, unless they are here.

    Parameters
    ----------
    packages : list of dict
        Entries of a lock file.

    Returns
    -------
    list of Path
        A wheel for each.
    """
    WHEELS.mkdir(parents=True, exist_ok=True)
    # setuptools would pack files that were deleted since it last ran.
    shutil.rmtree(links.ROOT / "build" / "lib", ignore_errors=True)
    pip("wheel", "--no-deps", "--wheel-dir", WHEELS, links.ROOT)
    missing = [package for package in packages if not find_wheel(package)]
    if missing:
        pinned = [f"{package['name']}=={package['version']}" for package in missing]
        pip("download", "--no-deps", *FOR_ANY_MACHINE, "--dest", WHEELS, *pinned)
    return [find_wheel(package) for package in packages]


def find_wheel(package: dict) -> Path | None:
    """Find a package's wheel among those fetched."""
    name = canonicalize_name(package["name"]).replace("-", "_")
    return next(WHEELS.glob(f"{name}-{package['version']}-*none-any.whl"), None)


def pip(command: str, *arguments: str | Path) -> None:
    """Call pip quietly."""
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", command, *quiet, *arguments], check=True)
