"""`import kl_helpers as kl` gives the whole mathematics, and loads no more than it needs."""

import importlib
import inspect
import re
import subprocess
import sys

import pytest

import kl_helpers as kl

MATHEMATICS = re.findall(
    r"^- `kl_helpers\.(\w+)`", kl.__doc__.split("**The explorers**")[0], re.MULTILINE
)


def defined(module):
    """Give the public functions and classes that a module of the mathematics defines."""
    members = vars(importlib.import_module(f"kl_helpers.{module}")).items()
    return {
        name
        for name, value in members
        if (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == f"kl_helpers.{module}"
        and not name.startswith("_")
    }


def test_every_name_of_the_mathematics_is_there():
    assert len(MATHEMATICS) == 9
    given = {
        name
        for name, value in vars(kl).items()
        if (inspect.isfunction(value) or inspect.isclass(value)) and not name.startswith("_")
    }
    wanted = {name for module in MATHEMATICS for name in defined(module)}
    assert given - {"ModuleType", "import_module"} == wanted
    assert kl.kl_divergence is importlib.import_module("kl_helpers.divergence").kl_divergence
    assert kl.TEETH_COUNTS.sum() == 100


def test_explorers_and_checks_come_when_they_are_asked_for():
    script = "import kl_helpers as kl; kl.explorers.kl_curve; kl.check.setup"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
    with pytest.raises(AttributeError, match="no attribute 'explorer_of_everything'"):
        _ = kl.explorer_of_everything


@pytest.mark.parametrize("stranger", ["matplotlib", "ipywidgets", "anywidget", "scipy", "pandas"])
def test_the_mathematics_loads_numpy_only(stranger):
    assert not loads("import kl_helpers", stranger)


@pytest.mark.parametrize("stranger", ["ipywidgets", "kl_helpers.explorer"])
def test_the_pictures_know_nothing_of_sliders(stranger):
    names = ["binomial", "curves", "beyond"]
    assert not loads(f"from kl_helpers.figures import {', '.join(names)}", stranger)


@pytest.mark.parametrize("stranger", ["scipy", "pandas"])
def test_the_explorers_load_no_library_that_only_some_notebooks_show(stranger):
    assert not loads("import kl_helpers.explorers", stranger)
    assert loads("import kl_helpers.explorers", "matplotlib")


def loads(statement, stranger):
    """Tell whether a statement loads a library, in a Python of its own."""
    script = f"import sys; {statement}; print({stranger!r} in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return run.stdout.strip() == "True"
