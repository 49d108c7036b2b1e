r"""Any numbers made into a distribution, and how it learns the data step by step.

$$q(x_i) = \frac{e^{z_i}}{\sum_j e^{z_j}}$$

The numbers $z_i$ are called logits. Whatever they are, no outcome becomes
impossible, so the divergence of data from it is finite. Its slope in the direction of
$z_i$ is $q(x_i) - p(x_i)$: one subtraction.

Reference: Goodfellow, Bengio, Courville (2016), *Deep Learning*, ch. 6.2.2.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.validation import (
    MAX_PROBABILITIES,
    FloatArray,
    as_numbers,
    as_pmf,
    as_positive,
    as_result,
    as_vector,
    as_whole_number,
)


@np.errstate(under="ignore")
def softmax(logits: ArrayLike) -> FloatArray:
    """Make a distribution of any numbers: the exponential of each, divided by their sum.

    A number added to all logits changes nothing. What is smaller than any float,
    below about 10^-324, comes out as 0.

    Parameters
    ----------
    logits : array_like, shape (k,) or (m, k)
        Numbers without unit, a row for each distribution.

    Returns
    -------
    ndarray, shape (k,) or (m, k)
        Probabilities, of which each row adds up to 1.

    Raises
    ------
    ValueError
        If `logits` are empty, not finite, or have no axis or more than two.
    TypeError
        If `logits` hold something other than numbers.

    Examples
    --------
    >>> softmax([0, np.log(3)]).round(12).tolist()
    [0.25, 0.75]
    """
    return np.exp(log_softmax(logits))


@np.errstate(under="ignore")
def log_softmax(logits: ArrayLike) -> FloatArray:
    """Give the natural logarithms of the softmax's probabilities.

    Where `softmax` gives 0 because a probability is too small for a float, its
    logarithm is still right, and `kl_divergence` takes it.

    Parameters
    ----------
    logits : array_like, shape (k,) or (m, k)
        Numbers without unit, a row for each distribution.

    Returns
    -------
    ndarray, shape (k,) or (m, k)
        The logarithms, all finite.

    Raises
    ------
    ValueError
        If `logits` are empty, not finite, too far apart for a float, or have no
        axis or more than two.
    TypeError
        If `logits` hold something other than numbers.

    Examples
    --------
    >>> log_softmax([0, -1000]).tolist()
    [0.0, -1000.0]
    >>> from kl_helpers.divergence import kl_divergence
    >>> round(kl_divergence([0.5, 0.5], log_q=log_softmax([0, -1000])), 3)
    499.307
    """
    return as_result(_log_softmax(_as_logits(logits)), "the distance between two logits")


@np.errstate(under="ignore")
def gradient_descent(
    pmf: ArrayLike, logits: ArrayLike, learning_rate: float, n_steps: int
) -> FloatArray:
    """Let logits learn the data: take steps down the slope of KL(pmf ‖ softmax).

    Each step subtracts the slope, model less data, times the learning rate.

    Parameters
    ----------
    pmf : array_like, shape (k,)
        Probabilities of the data.
    logits : array_like, shape (k,)
        Where to start.
    learning_rate : float
        Above 0. What is too much jumps over the lowest point and may not come back.
    n_steps : int
        How many steps, 0 or more.

    Returns
    -------
    ndarray, shape (n_steps + 1, k)
        The logits at the start and after each step.

    Raises
    ------
    ValueError
        If `pmf` is not a distribution, there is not one logit for each outcome, the
        learning rate is not above 0, the steps are not such a whole number or need
        more than 50 million logits, or the logits grow beyond what a float can hold.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> gradient_descent([0.75, 0.25], [0, 0], learning_rate=2, n_steps=1).tolist()
    [[0.0, 0.0], [0.5, -0.5]]
    """
    pmf, logits = as_pmf(pmf), as_vector(logits, "logits")
    _check_sizes(pmf, logits)
    rate = as_positive(learning_rate, "learning_rate")
    n_steps = as_whole_number(n_steps, "n_steps", 0, MAX_PROBABILITIES // pmf.size - 1)
    path = np.empty((n_steps + 1, pmf.size))
    path[0] = logits
    with np.errstate(over="ignore", invalid="ignore"):  # as_result finds what overflowed
        for before, after in pairwise(path):
            slope = np.exp(_log_softmax(before)) - pmf
            after[:] = before - rate * slope
    return as_result(path, "a logit on the way")


def _log_softmax(logits: FloatArray) -> FloatArray:
    """Subtract the logarithm of the sum; the largest logit is taken out, as e^710 overflows."""
    with np.errstate(over="ignore"):
        below = logits - logits.max(axis=-1, keepdims=True)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def _as_logits(values: ArrayLike) -> FloatArray:
    logits = as_numbers(values, "logits")
    if logits.ndim not in (1, 2):
        raise ValueError(f"logits must have 1 or 2 axes, but their shape is {logits.shape}")
    return logits


def _check_sizes(pmf: FloatArray, logits: FloatArray) -> None:
    if logits.shape[-1] != pmf.size:
        raise ValueError(
            f"pmf has {pmf.size} outcomes and there are {logits.shape[-1]} logits; "
            "each outcome needs one"
        )
