"""What the answers to the written questions hold, for the creatures of one name."""

import math

import numpy as np
from creatures import crabs, gliders, valleys

from kl_helpers import binomial_pmf, fit_binomial, kl_divergence, pmf_from_counts, variance


def ps1(name: str) -> str:
    """Give both variances, and each count beside the one that the binomial expects.

    Parameters
    ----------
    name : str
        Whose crabs.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> ps1("Ada Lovelace").split("; ")[0]
    'variances 2.78 and 2.00 (p = 0.490)'
    """
    counts = np.array(crabs(name))
    pmf = pmf_from_counts(counts)
    p = fit_binomial(pmf)
    model = binomial_pmf(8, p)
    pairs = [f"{seen} ({240 * share:.1f})" for seen, share in zip(counts, model, strict=True)]
    return (
        f"variances {variance(pmf):.2f} and {variance(model):.2f} (p = {p:.3f}); "
        f"0 to 8 lit, seen (expected): {', '.join(pairs)}"
    )


def ps2(name: str) -> str:
    """Give what model A loses, whom model B leaves out, and what A allows at the ends.

    Parameters
    ----------
    name : str
        Whose gliders.

    Returns
    -------
    str
        One line.
    """
    counts = gliders(name)
    pmf = pmf_from_counts(counts)
    model = binomial_pmf(6, fit_binomial(pmf))
    nats = kl_divergence(pmf, model)
    ends = [f"{100 * model[k]:.1f} % with {k} fins ({120 * model[k]:.1f})" for k in (0, 6)]
    return (
        f"A loses {nats:.3f} nats = {nats / math.log(2):.3f} bits; {counts[1]} gliders have 1 fin, "
        f"which B calls impossible; A allows {' and '.join(ends)}, seen: none"
    )


def ps3(name: str) -> str:
    """Give the bell for the gate and those for the decoy.

    Parameters
    ----------
    name : str
        Whose moths.

    Returns
    -------
    str
        One line.
    """
    dark, bright, spread = valleys(name)
    wide = math.hypot(spread, (bright - dark) / 2)
    return (
        f"gate: mean {(dark + bright) / 2:g}, standard deviation {wide:.2f}; "
        f"decoy: mean {dark} or {bright}, standard deviation {spread}"
    )


LINES = {"ps1": ps1, "ps2": ps2, "ps3": ps3}
"""One line a student, for each assignment."""
