"""Tell an answer that hands its whole job on to a package from work of one's own.

It reads code and does not run it. Python's own modules and numpy are tools; any other
package counts as somebody else's answer when nothing but a call to it is left.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator

TOOLS = sys.stdlib_module_names | {"numpy", "creatures"}
"""Packages that an answer may be made with."""

WORK = (ast.BinOp, ast.Compare, ast.BoolOp, ast.For, ast.While, ast.comprehension, ast.AugAssign)
"""What one does oneself: arithmetic, comparisons and loops."""


def handed_on(function: str, own_code: Iterable[str], given_code: Iterable[str]) -> str | None:
    """Name the package to which a function hands its whole job, if it does.

    Parameters
    ----------
    function : str
        The function that was asked for.
    own_code : iterable of str
        The student's cells, in order.
    given_code : iterable of str
        The course's own cells before the answer; what they import may be used.

    Returns
    -------
    str or None
        The package; None if the function holds work of one's own, or is not there.

    Examples
    --------
    >>> handed_on("kl", ["from scipy.stats import entropy", "kl = entropy"], [])
    'scipy'
    >>> handed_on("kl", ["def kl(p, q):\\n    return sum(p * np.log(p / q))"], [])
    """
    bound: dict[str, str | ast.AST] = {}
    for tree in map(_parsed, own_code):
        bound |= dict(_bindings(tree))
    given = {name for code in given_code for name, _ in _bindings(_parsed(code))}
    packages = {
        name: package
        for name, package in bound.items()
        if isinstance(package, str) and (name not in given or name == function)
    }
    functions = {name: node for name, node in bound.items() if not isinstance(node, str)}
    # A function that hands on is as good as what it hands on to, for the next one.
    for _ in functions:
        found = {name: to for name, node in functions.items() if (to := _target(node, packages))}
        if found.keys() <= packages.keys():
            break
        packages |= found
    return packages.get(function) or (packages.get("*") if function not in bound else None)


def _parsed(code: str) -> ast.Module:
    """Read a cell; lines for IPython are left out, and a cell that is not Python is empty."""
    try:
        return ast.parse(re.sub(r"^[ \t]*[%!?].*$", "", code, flags=re.MULTILINE))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.parse("")


def _bindings(tree: ast.Module) -> Iterator[tuple[str, str | ast.AST]]:
    """Give what each name stands for: a foreign package, or the code that makes it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _foreign(alias.name, alias.asname or alias.name.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield from _foreign(node.module or "", alias.asname or alias.name)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((to.id, node.value) for to in node.targets if isinstance(to, ast.Name))


def _foreign(module: str, name: str) -> Iterator[tuple[str, str]]:
    package = module.split(".")[0]
    if package not in TOOLS:
        yield name, package


def _target(node: ast.AST, packages: dict[str, str]) -> str | None:
    """Name the package that does the work, if the code itself does none."""
    used = [
        packages[part.id]
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and part.id in packages
    ]
    works = any(isinstance(part, WORK) for part in _outside(node, packages))
    return used[0] if used and not works else None


def _outside(node: ast.AST, packages: dict[str, str]) -> Iterator[ast.AST]:
    """Walk through code, but not into what is given to a package's functions."""
    if isinstance(node, ast.Call) and _root(node) in packages:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _outside(child, packages)


def _root(node: ast.AST) -> str | None:
    """Give the name at the start of a chain of calls and attributes."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None
