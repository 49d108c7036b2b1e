"""Run unit tests and notebooks at the oldest and the newest versions allowed.

Each combination gets an environment of its own, a folder `.venv-NAME` that git
ignores. The oldest versions are the lower bounds in pyproject.toml, so what that
file promises is what is tried. In the oldest front end, JupyterLab 3 with ipywidgets 7,
every explorer is moved in a browser instead.

    python tools/try_versions.py [--short] [NAME ...]     for example oldest-3.11 newest-3.13

The name `newest` stands for the newest versions on the newest Python of this machine.
With --short the unit tests of the explorers, those that Node.js runs and the coursework are
left out; the notebooks draw all explorers.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEWEST = [f"newest-3.{minor}" for minor in (11, 12, 13, 14)]
NAMES = ["oldest-3.11", "oldest-3.12", "colab-3.13", "lab3-3.11", *NEWEST]
"""The lower bound of numpy has no build for Python 3.13 and up, so there the newest only."""

COLAB = [
    *("ipywidgets==7.7.1", "anywidget==0.9.21", "ipython==7.34.0", "traitlets==5.7.1"),
    *("ipykernel==6.17.1", "jupyter_client==7.4.9", "pillow==11.3.0", "pyparsing==3.3.2"),
    *("numpy==2.1.3", "matplotlib==3.10.0", "scipy==1.16.3", "pandas==2.2.3"),
]
"""What Colab had in August 2026, by googlecolab/backend-info."""

LAB3 = [
    *("jupyterlab==3.6.8", "ipywidgets==7.7.1", "jupyterlab_widgets==1.1.11"),
    "anywidget==0.9.21",
]
"""The oldest front end that shows explorers."""

NBVAL = (
    *("-c", "tests/nbval.ini", "--rootdir=."),
    *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=60"),
    *("--nbval-sanitize-with", "tests/nbval_replaced.cfg"),
)
"""What `make check-notebooks` gives to pytest."""


MOVED = ("-q", "-m", "browser", "tests/browser/test_lab_notebooks.py", "-k", "before_anything")
"""The part of `make browser` that moves every explorer of every notebook."""


def main() -> int:
    """Try each name and give 0 only if all passed; a missing Python counts as failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    names = [newest_here() if name == "newest" else name for name in options.names]
    results = {name: try_one(name, options.short) for name in names}
    print("\n".join(f"{name}: {result}" for name, result in results.items()))
    return int(any(result != "passed" for result in results.values()))


def newest_here() -> str:
    """Name the newest versions on the newest Python that is to be found."""
    return [name for name in NEWEST if find_python(name.split("-")[1])][-1]


def try_one(name: str, short: bool) -> str:
    """Install and test one combination; say in a word or two how it went."""
    which, version = name.split("-")
    python = find_python(version)
    if python is None:
        return f"NOT TRIED, there is no Python {version} on this machine"
    folder = ROOT / f".venv-{name}"
    run(python, "-m", "venv", "--upgrade-deps", folder)
    pins = folder / "pins.txt"
    pinned = {"oldest": lower_bounds(), "colab": COLAB, "lab3": LAB3}.get(which, [])
    pins.write_text("\n".join(pinned))
    wanted = {"colab": [".[test]"], "lab3": [".[test]", "jupyterlab"]}.get(
        which, [".[lab,test,course]"]
    )
    pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--upgrade")
    if run(*pip, "--no-compile", "-c", pins, "-e", *wanted):
        return "INSTALLATION FAILED"
    graded = which != "colab" and not short
    failed = move_explorers(folder) if which == "lab3" else run_tests(folder, short, graded)
    return "TESTS FAILED" if failed else "passed"


def move_explorers(folder: Path) -> bool:
    """Run every notebook in this environment's JupyterLab, and say whether an explorer failed."""
    return run(folder / "bin" / "python", "-m", "pytest", *MOVED) > 0


def run_tests(folder: Path, short: bool, graded: bool) -> bool:
    """Run what `make unit` and `make check-notebooks` run, and say whether it failed.

    Where nbgrader is, the coursework is graded, too.

    What holds for the pinned versions only stays out: the packaging, and the pixels of
    stored pictures. Properties are tried with fewer examples, since what is new here is
    the versions.
    """
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "list", "--disable-pip-version-check", "--format=freeze")
    commands = [
        ["-q", "--hypothesis-profile=quick", "kl_helpers", *unit_tests(short)],
        ["-q", *NBVAL, "notebooks"],
        *([["-q", "-m", "course", "tests/coursework"]] if graded else []),
    ]
    return sum(run(python, "-m", "pytest", *command) for command in commands) > 0


def unit_tests(short: bool) -> list[Path]:
    """Find the files of the unit tests."""
    drawn = ("test_explorer", "test_words", "test_svg", "test_taking_hold", "test_surprise")
    in_node = ("test_javascript", "test_divergence_js")
    left_out = ("test_stored", *(drawn + in_node if short else ()))
    tests = sorted(ROOT.glob("tests/test_*.py"))
    return [test for test in tests if not test.name.startswith(left_out)]


def lower_bounds() -> list[str]:
    """Turn each `name>=1.2,<3` that the package needs into `name==1.2`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    needed = project["dependencies"] + extras["lab"] + extras["test"] + extras["course"]
    bounds = [re.match(r"([\w.-]+)>=([\d.]+)", text) for text in needed]
    # JupyterLab needs a newer ipywidgets than the explorers alone.
    lowest = {bound[1]: bound[2] for bound in bounds if bound}
    return [f"{name}=={version}" for name, version in lowest.items()]


def find_python(version: str) -> str | None:
    """Find a Python of this version on PATH or among pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))]
    return next((str(path) for path in candidates if path and works(path)), None)


def works(python: str | Path) -> bool:
    """Tell a Python that runs from a stand-in that only says it is not there."""
    return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0


def run(*command: str | Path) -> int:
    """Run a command in the project's folder, with its environment's commands first."""
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"PATH": path}).returncode


if __name__ == "__main__":
    sys.exit(main())
