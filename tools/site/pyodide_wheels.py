"""Packages compiled for the browser, without Pyodide's CDN.

The CDN is out of reach where tests and benchmarks run. A wheel on PyPI carries the same
files, byte for byte: Pyodide checks them against its lock. It is large, so what
is needed of it is kept in build/. Nothing of it is committed or published.
"""

import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

WHEELS = Path(__file__).resolve().parents[2] / "build" / "pyodide-wheels"
CARRIER = "open-webui==0.12.4"
PACKAGES = ("numpy", "matplotlib", "pillow", "contourpy", "kiwisolver", "scipy", "pandas")
NO_WHEELS = (
    f"NO PYODIDE WHEELS: no notebook was run in JupyterLite, because {CARRIER}, which carries "
    "them, could not be downloaded. Run again where pip reaches PyPI (106 MB, once)."
)


def pyodide_wheels() -> Path | None:
    """Find the wheels, or download them; None if they cannot be had."""
    if not all(any(WHEELS.glob(f"{name}-*.whl")) for name in PACKAGES):
        with TemporaryDirectory() as folder:
            if not download(Path(folder)):
                return None
            unpack(next(Path(folder).glob("*.whl")))
    return WHEELS


def download(folder: Path) -> bool:
    """Download the wheel that carries them; say whether it came."""
    any_python = ["--no-deps", "--only-binary=:all:", "--python-version=3.11"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", *any_python, CARRIER]
    return subprocess.run(command, cwd=folder).returncode == 0


def unpack(carrier: Path) -> None:
    """Keep what is needed of the wheel that carries them."""
    WHEELS.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(carrier) as archive:
        for member in archive.namelist():
            name = member.rpartition("/")[2]
            if name.endswith("wasm32.whl") and name.startswith(PACKAGES):
                (WHEELS / name).write_bytes(archive.read(member))
