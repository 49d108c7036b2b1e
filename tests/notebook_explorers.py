"""The explorers of a notebook, made anew without widgets, kernels or browsers in between."""

import ast
from contextlib import chdir
from functools import cache
from pathlib import Path

import nbformat

from kl_helpers import explorers
from kl_helpers.explorer import Explorer

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


@cache
def explorers_of(name: str) -> list[Explorer]:
    """Run a notebook's cells here, and keep every explorer that a cell ends with."""
    if name == "index":
        return [explorers.kl_curve()]
    if not (NOTEBOOKS / f"{name}.ipynb").exists():
        return []
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    scope: dict = {"__name__": "__main__"}
    with chdir(NOTEBOOKS):
        shown = [run(cell.source, scope) for cell in notebook.cells if cell.cell_type == "code"]
    return [value for value in shown if isinstance(value, Explorer)]


def run(source: str, scope: dict) -> object:
    """Execute a cell and give the value of its last expression."""
    *body, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        body, last = [*body, last], None
    exec(compile(ast.Module(body, []), "cell", "exec"), scope)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), scope) if last else None
