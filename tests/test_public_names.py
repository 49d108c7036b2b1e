"""The docstring of `kl_helpers` lists what there is; nothing more, nothing less."""

import importlib
import inspect
import re
import subprocess
import sys

import pytest

import kl_helpers

LISTED = {
    module: re.findall(r"`(\w+)`", names)
    for module, names in re.findall(
        r"^- `(kl_helpers\.\w+)`:(.*?)(?=^- |^\*\*|\Z)", kl_helpers.__doc__, re.M | re.S
    )
}


def defined(module):
    """Give the public functions and classes that a module defines, in their order."""
    members = vars(importlib.import_module(module)).items()
    return [
        name
        for name, value in members
        if (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module
        and not name.startswith("_")
    ]


@pytest.mark.parametrize("module", [name for name in LISTED if name != "kl_helpers.check"])
def test_the_docstring_lists_what_the_module_defines(module):
    functions = [name for name in LISTED[module] if not name.isupper()]
    assert functions == defined(module), "name it in the docstring of kl_helpers/__init__.py"
    assert hasattr(importlib.import_module(module), LISTED[module][0])


def test_the_docstring_lists_every_module_of_the_mathematics():
    assert {
        "worms",
        "models",
        "divergence",
        "lengths",
        "coding",
        "own_data",
        "softmax",
        "normals",
        "estimators",
    } <= {name.removeprefix("kl_helpers.") for name in LISTED}


@pytest.mark.parametrize(
    ("modules", "stranger"),
    [
        (
            [
                "worms",
                "models",
                "divergence",
                "lengths",
                "coding",
                "own_data",
                "softmax",
                "normals",
                "estimators",
            ],
            "matplotlib",
        ),
        (["figures.binomial", "figures.curves", "figures.beyond"], "ipywidgets"),
        (["figures.binomial", "figures.curves", "figures.beyond"], "kl_helpers.explorer"),
        (["explorers"], "scipy"),
    ],
)
def test_imports_run_one_way(modules, stranger):
    lines = "; ".join(f"import kl_helpers.{name}" for name in modules)
    script = f"import sys; {lines}; sys.exit({stranger!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
