"""Ask PyTorch and Keras themselves for the numbers in notebook 10's table of calls.

Both together take more than a gigabyte, so neither the notebook nor any check that
`make test` runs has them. Install them into an environment of their own and run

    pip install torch==2.13.0 keras==3.15.1 numpy nbformat
    python tools/library_table.py            says where the notebook's table is wrong
    python tools/library_table.py --write    writes the table and the versions into it

Each call of the table is run as it is printed there. The tests hold the stored numbers to
what they should be by hand.
"""

import argparse
import os
import re
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import nbformat
import numpy as np

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "10_machine_learning.ipynb"
CELL = "library-table"
WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
UNIFORM = np.full(11, 1 / 11)
ZERO_TO_NINE = np.array([0.1] * 10 + [0])

TORCH_CALLS = {
    'F.kl_div(Q.log(), P, reduction="sum")': "KL(P ‖ Q): the model's logarithms first",
    'F.kl_div(P.log(), Q, reduction="sum")': "KL(Q ‖ P): worms and model exchanged",
    'F.kl_div(Q, P, reduction="sum")': "logarithm forgotten: negative, and no complaint",
    'F.kl_div(Q.log(), P.log(), reduction="sum", log_target=True)': "both as logarithms",
    "F.kl_div(Q.log(), P)": "the default: divided by the 11 outcomes, with a warning",
    'F.kl_div(Q.log()[None], P[None], reduction="batchmean")': "divided by the rows, here 1",
    'F.kl_div(Q.log(), P, reduction="batchmean")': "no row axis: outcomes are taken for rows",
    'F.kl_div(Q.log(), 100 * P, reduction="sum")': "sums that are not 1: taken as they are",
    'F.kl_div(Z.log(), P, reduction="sum")': "infinity stays",
    "F.cross_entropy(torch.zeros(11).double(), P)": "takes logits and does the softmax itself",
    "F.cross_entropy(P, P)": "probabilities taken for logits: softmax once too often",
    "torch.distributions.kl_divergence(Categorical(P), Categorical(Q))": "P first",
    "torch.distributions.kl_divergence(Categorical(100 * P), Categorical(Q))": (
        "sums are made 1 in silence"
    ),
}
KERAS_CALLS = {
    "keras.losses.kl_divergence(P, Q)": "P first, no logarithms",
    "keras.losses.kl_divergence(P, Z)": "0 replaced by 0.0000001: no infinity",
    "keras.losses.kl_divergence(100 * P, Q)": "what is above 1 is replaced by 1",
    "keras.losses.KLDivergence()(stack([P, Q]), stack([Q, Q]))": "mean over rows, 0.1367 and 0",
    "keras.losses.categorical_crossentropy(P, 100 * Q)": "Q is made to sum to 1 in silence",
}


def table() -> str:
    """Run every call and give the table in Markdown.

    Returns
    -------
    str
        A row for each call: the call, the number that came out, what it means.
    """
    results = ask_torch() | ask_keras()
    rows = [
        f"| `{call}` | {results[call]:.4f} | {meaning} |"
        for call, meaning in (TORCH_CALLS | KERAS_CALLS).items()
    ]
    return "\n".join(["| call | gives | because |", "|---|---|---|", *rows])


def ask_torch() -> dict[str, float]:
    """Run PyTorch's calls, with double precision."""
    import torch
    from torch.distributions import Categorical
    from torch.nn import functional

    names = {"torch": torch, "F": functional, "Categorical": Categorical}
    names |= _distributions(torch.from_numpy)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the default reduction warns, as the table says
        return {call: float(eval(call, names)) for call in TORCH_CALLS}


def ask_keras() -> dict[str, float]:
    """Run Keras' calls, with PyTorch behind it."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras

    names = {
        "keras": keras,
        "stack": keras.ops.stack,
        **_distributions(keras.ops.convert_to_tensor),
    }
    return {call: float(eval(call, names)) for call in KERAS_CALLS}


def _distributions(as_tensor) -> dict:
    return {"P": as_tensor(WORMS), "Q": as_tensor(UNIFORM), "Z": as_tensor(ZERO_TO_NINE)}


def versions() -> str:
    """Name the versions that answered, as the notebook does."""
    return f"PyTorch {version('torch').partition('+')[0]} and Keras {version('keras')}"


def with_table(text: str, new_table: str, new_versions: str) -> str:
    """Put a table and versions in the place of those in a cell's text.

    Parameters
    ----------
    text : str
        The cell, with one table and one mention of both versions.
    new_table, new_versions : str
        What takes their place.

    Returns
    -------
    str
        The cell's new text.
    """
    text, tables = re.subn(r"(^\|.*\n)+", lambda _: new_table + "\n", text, flags=re.MULTILINE)
    text, named = re.subn(r"PyTorch [\d.]+\d and Keras [\d.]+\d", new_versions, text)
    if (tables, named) != (1, 1):
        raise ValueError(f"the cell has {tables} tables and {named} mentions of versions, not 1")
    return text


def main() -> None:
    """Compare or write, as the arguments ask."""
    parser = argparse.ArgumentParser(description="Ask PyTorch and Keras for their numbers.")
    parser.add_argument("--write", action="store_true", help="write them into the notebook")
    write = parser.parse_args().write
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.id == CELL]
    print(versions(), table(), sep="\n")
    fresh = with_table(cell.source, table(), versions())
    if write:
        cell.source = fresh
        nbformat.write(notebook, NOTEBOOK)
    elif fresh != cell.source:
        sys.exit("The notebook says something else: run again with --write and read the change.")


if __name__ == "__main__":
    main()
