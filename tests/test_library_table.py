"""The table of PyTorch's and Keras' calls in notebook 10 holds what each call should give.

Neither is installed here: they take more than a gigabyte. So these tests hold the stored
numbers to what the documentation says that each call does, worked out with numpy and scipy;
`tools/library_table.py` asks the libraries themselves.
"""

import re

import library_table
import nbformat
import numpy as np
import pytest
from scipy.special import log_softmax, rel_entr

P, Q, Z = library_table.WORMS, library_table.UNIFORM, library_table.ZERO_TO_NINE
KL = rel_entr(P, Q).sum()
CELLS = {cell.id: cell.source for cell in nbformat.read(library_table.NOTEBOOK, 4).cells}
CELL = CELLS[library_table.CELL]
ROWS = re.findall(r"^\| `(.+?)` \| (\S+) \| (.+) \|$", CELL, flags=re.MULTILINE)
CALLS = library_table.TORCH_CALLS | library_table.KERAS_CALLS

SHOULD_GIVE = {
    'F.kl_div(Q.log(), P, reduction="sum")': KL,
    'F.kl_div(P.log(), Q, reduction="sum")': rel_entr(Q, P).sum(),
    'F.kl_div(Q, P, reduction="sum")': (P * (np.log(P) - Q)).sum(),
    'F.kl_div(Q.log(), P.log(), reduction="sum", log_target=True)': KL,
    "F.kl_div(Q.log(), P)": KL / 11,
    'F.kl_div(Q.log()[None], P[None], reduction="batchmean")': KL,
    'F.kl_div(Q.log(), P, reduction="batchmean")': KL / 11,
    'F.kl_div(Q.log(), 100 * P, reduction="sum")': rel_entr(100 * P, Q).sum(),
    'F.kl_div(Z.log(), P, reduction="sum")': np.inf,
    "F.cross_entropy(torch.zeros(11).double(), P)": np.log(11),
    "F.cross_entropy(P, P)": -(P * log_softmax(P)).sum(),
    "torch.distributions.kl_divergence(Categorical(P), Categorical(Q))": KL,
    "torch.distributions.kl_divergence(Categorical(100 * P), Categorical(Q))": KL,
    "keras.losses.kl_divergence(P, Q)": KL,
    "keras.losses.kl_divergence(P, Z)": rel_entr(P, Z.clip(1e-7)).sum(),
    "keras.losses.kl_divergence(100 * P, Q)": 11 * np.log(11),
    "keras.losses.KLDivergence()(stack([P, Q]), stack([Q, Q]))": KL / 2,
    "keras.losses.categorical_crossentropy(P, 100 * Q)": -(P * np.log(Q)).sum(),
}


def test_the_notebook_prints_the_calls_that_are_asked():
    assert [(call, meaning) for call, _, meaning in ROWS] == list(CALLS.items())
    assert CALLS.keys() == SHOULD_GIVE.keys()


@pytest.mark.parametrize(("call", "gives", "meaning"), ROWS)
def test_each_number_is_what_the_call_should_give(call, gives, meaning):
    assert gives == f"{SHOULD_GIVE[call]:.4f}"


def test_the_notebook_names_the_versions_that_the_script_installs():
    torch, keras = re.search(r"PyTorch (\S+) and Keras (\S+)\.", CELL).groups()
    assert f"torch=={torch} keras=={keras}" in library_table.__doc__


def test_a_table_takes_the_place_of_the_stored_one():
    table, versions = "| call |\n|---|\n| `f()` |", "PyTorch 9.1.0 and Keras 7.2.1"
    text = library_table.with_table(CELL, table, versions)
    assert f"\n\n{table}\n\n> **Common" in text
    assert f"with {versions}. `P`" in text
    assert "kl_div(Q.log(), P)` |" not in text


@pytest.mark.parametrize(
    "text", ["no table", CELL + "\n\n| two |\n|---|\n", CELL.replace("Keras", "")]
)
def test_a_cell_without_its_table_is_not_written(text):
    with pytest.raises(ValueError, match=r"the cell has \d tables and \d mentions of versions"):
        library_table.with_table(text, "| x |", "PyTorch 1.0 and Keras 1.0")
