"""The data: how many teeth the 100 worms have."""

import numpy as np

from kl_helpers.models import pmf_from_counts
from kl_helpers.validation import FloatArray

TEETH_COUNTS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7])
"""Worms with 0, 1, ..., 10 teeth; they add up to 100. Read-only."""

TEETH_COUNTS.setflags(write=False)


def teeth_distribution() -> FloatArray:
    """Share of worms with 0, 1, ..., 10 teeth.

    Returns
    -------
    ndarray, shape (11,)
        Probabilities, without unit, that add up to 1.

    References
    ----------
    Will Kurt (2017), *Kullback-Leibler Divergence Explained*, Count Bayesie.

    Examples
    --------
    >>> teeth_distribution().tolist()
    [0.02, 0.03, 0.05, 0.14, 0.16, 0.15, 0.12, 0.08, 0.1, 0.08, 0.07]
    """
    return pmf_from_counts(TEETH_COUNTS)
