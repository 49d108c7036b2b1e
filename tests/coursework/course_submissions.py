"""How the tests make submissions: release notebooks with cells filled in."""

import copy
import json
import re
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
SHEETS = Path(__file__).resolve().parents[2] / "coursework" / "solutions"

POINTS = {
    "ps1": {
        "test_pmf_from_counts": 2,
        "test_uniform_pmf": 1,
        "test_binomial_pmf": 3,
        "test_mean": 2,
        "test_variance": 2,
        "test_fit_binomial": 2,
        "test_variances": 2,
        "test_expected_counts": 2,
    },
    "ps2": {
        "test_kl_sum": 3,
        "test_data_zero": 2,
        "test_model_zero": 2,
        "test_to_bits": 1,
        "test_sweep": 3,
        "test_best_p": 1,
        "test_directions": 2,
        "test_choice": 2,
    },
    "ps3": {
        "test_cross_entropy": 2,
        "test_log_likelihood": 2,
        "test_likelier": 2,
        "test_gradient": 2,
        "test_descend": 2,
        "test_kl_bells": 2,
        "test_estimate": 2,
        "test_sample_size": 2,
    },
}
"""What a right answer to each automatically marked question earns."""

WRITTEN = {"ps1": "interpretation", "ps2": "argument", "ps3": "direction"}
WRITTEN_POINTS = 4


def answers(name: str) -> dict[str, str]:
    """Read answers/NAME.py: the cells by the name after each `# %%`."""
    text = (ANSWERS / f"{name}.py").read_text()
    parts = re.split(r"^# %% (\w+)\n", text, flags=re.M)[1:]
    return {cell: code.strip() for cell, code in zip(parts[::2], parts[1::2], strict=True)}


def solutions(name: str) -> dict[str, str]:
    """Read the solution sheet: its code, by the name of the answer cell that it fills."""
    text = (SHEETS / f"{name}.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    cells = [cell for cell in answers(f"{name}_numpy") if cell != WRITTEN[name]]
    return dict(zip(cells, blocks, strict=True))


def grade_id(cell: dict) -> str | None:
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def find(notebook: dict, name: str) -> dict:
    """Find a cell by its nbgrader name."""
    return next(cell for cell in notebook["cells"] if grade_id(cell) == name)


def fill(release: dict, cells: dict[str, str]) -> dict:
    """Write answers into a copy of a release notebook, as a student would."""
    notebook = copy.deepcopy(release)
    for name, text in cells.items():
        cell = find(notebook, name)
        assert cell["metadata"]["nbgrader"]["solution"], f"{name} is not for students to edit"
        cell["source"] = text
    return notebook


def named(notebook: dict, name: str) -> dict:
    """Write a name into the cell that asks for it, if it is there and empty."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        if "".join(cell["source"]) == 'my_name = ""':
            cell["source"] = f"my_name = {name!r}"
    return notebook


def without(notebook: dict, *names: str) -> dict:
    """Copy a notebook without some cells."""
    kept = [cell for cell in notebook["cells"] if grade_id(cell) not in names]
    return {**copy.deepcopy(notebook), "cells": copy.deepcopy(kept)}


def hand_in(course: Path, student: str, assignment: str, notebook: dict | str) -> Path:
    """Put a notebook, or a text in its place, where nbgrader looks for submissions."""
    if not isinstance(notebook, str):
        notebook = named(notebook, student)
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (folder / f"{assignment}.ipynb").write_text(text)
    return folder
