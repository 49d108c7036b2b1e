"""Checks that every public function makes on what it is given, and two helpers they share.

A bad value is named in the error and never repaired: a wrong number that runs
without complaint is worse than a message.
"""

import math
import reprlib
from decimal import Decimal
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

SUM_TOLERANCE = 1e-8
"""How far the probabilities' sum may be from 1: room for rounding, not for a slip.

Numbers in single or half precision get the room that their own rounding needs, see
`sum_tolerance`.
"""

MAX_OUTCOMES = 1_000_001
"""Largest number of outcomes a model is built for."""

MAX_PROBABILITIES = 50_000_000
"""Largest number of probabilities in one table: 400 MB, and a sweep needs a few such."""


def as_numbers(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as an array of finite floats, or say which value is not one."""
    array = _as_floats(values, name)
    _refuse(array, ~np.isfinite(array), name, "is not a finite number")
    return array


def as_logarithms(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as logarithms of probabilities: floats, or minus infinity for log 0."""
    array = _as_floats(values, name)
    _refuse(array, ~(array < np.inf), name, "is not the logarithm of a probability")
    return array


def _as_floats(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as an array of floats, infinite ones and NaN among them."""
    array = _as_array(values, name)
    if array.dtype == object:
        array = _from_objects(array, name)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold numbers, not {reprlib.repr(values)}")
    # What no float can hold becomes infinite, and is refused; what is too small becomes 0.
    with np.errstate(over="ignore", under="ignore"):
        array = array.astype(float)
    if array.size == 0:
        raise ValueError(f"{name} is empty")
    return array


def _as_array(values: ArrayLike, name: str) -> np.ndarray:
    """Make an array of any type; numpy itself would let masks and ragged rows pass by."""
    if _has_mask(values):
        raise TypeError(f"{name} has masked values; remove or fill them first")
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"the rows of {name} have different lengths") from None


def _has_mask(values: object, levels: int = 2) -> bool:
    """Look for masked values, also in the rows of a list of rows."""
    if isinstance(values, (list, tuple)):
        return levels > 0 and any(_has_mask(row, levels - 1) for row in values)
    return isinstance(values, np.ma.MaskedArray) and np.ma.is_masked(values)


def _from_objects(array: np.ndarray, name: str) -> FloatArray:
    """Convert fractions, decimals and very large integers; refuse everything else."""
    for value in array.flat:
        if not isinstance(value, (Real, Decimal)) or isinstance(value, bool):
            raise TypeError(f"{name} must hold numbers, not {reprlib.repr(value)}")
    try:
        return array.astype(float)
    except (OverflowError, ValueError):
        raise ValueError(f"{name} holds a number that no float can hold") from None


def as_vector(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as a 1-D array of finite floats."""
    array = as_numbers(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must be one list of numbers, but its shape is {array.shape}")
    return array


def as_counts(values: ArrayLike, name: str = "counts") -> FloatArray:
    """Give `values` as a 1-D array of whole numbers of which one at least is positive."""
    counts = as_vector(_in_order(values, name), name)
    _refuse(counts, counts < 0, name, "is negative; a count is 0 or more")
    _refuse(counts, counts != np.floor(counts), name, "is not a whole number")
    if not counts.any():
        raise ValueError(f"{name} are all zero; there is nothing to divide by")
    if counts.max() > np.finfo(float).max / counts.size:
        raise ValueError(f"{name} add up to more than a float can hold")
    return counts


def as_probabilities(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as an array of numbers from 0 to 1, of any shape."""
    array = as_numbers(values, name)
    _refuse(array, (array < 0) | (array > 1), name, "is outside [0, 1]")
    return array


def as_pmf(values: ArrayLike, name: str = "pmf") -> FloatArray:
    """Give `values` as one distribution: not negative, adding up to 1."""
    pmf = as_vector(_in_order(values, name), name)
    return _check_distributions(pmf, name, values)


def as_pmfs(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as one distribution (k,) or as m of them (m, k), one a row."""
    pmfs = _one_or_more(as_numbers(_in_order(values, name), name), name)
    return _check_distributions(pmfs, name, values)


def as_log_pmfs(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as the logarithms of one distribution or of m of them, one a row."""
    logs = _one_or_more(as_logarithms(_in_order(values, name), name), name)
    room = sum_tolerance(values, logs.shape[-1])
    _refuse(logs, logs > room, name, "is above 0; no probability is above 1")
    _check_totals(np.exp(logs), f"exp({name})", room)
    return logs


def _one_or_more(array: FloatArray, name: str) -> FloatArray:
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} must have 1 or 2 axes, but its shape is {array.shape}")
    return array


def as_pmf_pair(p: ArrayLike, q: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Give `p` and `q` as distributions over the same outcomes."""
    return as_pair(as_pmfs(p, "p"), as_pmfs(q, "q"), "q")


def as_pair(p: FloatArray, q: FloatArray, q_name: str) -> tuple[FloatArray, FloatArray]:
    """Give `p` and `q` as they are, if both are over the same outcomes."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError(
            f"p has {p.shape[-1]} outcomes and {q_name} has {q.shape[-1]}; "
            "both must list the same outcomes"
        )
    if p.ndim == q.ndim == 2 and len(p) != len(q):
        raise ValueError(f"p has {len(p)} rows and {q_name} has {len(q)}; they cannot be paired")
    return p, q


def as_number(value: float, name: str) -> float:
    """Give `value` as one finite float."""
    number = as_numbers(value, name)
    if number.ndim != 0:
        raise ValueError(f"{name} must be one number, but its shape is {number.shape}")
    return float(number)


def as_whole_number(value: int, name: str, minimum: int, maximum: int) -> int:
    """Give `value` as an int between `minimum` and `maximum`, both included."""
    number = as_number(value, name)
    if not number.is_integer():
        raise ValueError(f"{name} is {number}, which is not a whole number")
    if not minimum <= number <= maximum:
        raise ValueError(f"{name} is {number:.10g}; it must be from {minimum} to {maximum}")
    return int(number)


def as_positive(value: float, name: str) -> float:
    """Give `value` as a finite float above 0."""
    number = as_number(value, name)
    if number <= 0:
        raise ValueError(f"{name} is {number:g}; it must be above 0")
    return number


def as_positives(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as an array of finite floats above 0, of any shape."""
    array = as_numbers(values, name)
    _refuse(array, array <= 0, name, "is not above 0")
    return array


def as_result(values: ArrayLike, name: str) -> float | FloatArray:
    """Give what was computed as it is, unless a number grew beyond what a float can hold."""
    if not np.isfinite(values).all():
        raise ValueError(f"{name} is more than a float can hold")
    return float_or_array(np.asarray(values))


def _check_distributions(array: FloatArray, name: str, given: ArrayLike) -> FloatArray:
    _refuse(array, array < 0, name, "is negative; a probability is 0 or more")
    room = sum_tolerance(given, array.shape[-1])
    _refuse(array, array > 1 + room, name, "is above 1; a probability is 1 at most")
    _check_totals(array, name, room)
    return array


def _check_totals(array: FloatArray, name: str, room: float) -> None:
    totals = np.atleast_1d(array.sum(axis=-1))
    wrong = np.abs(totals - 1) > room
    if wrong.any():
        row = int(np.argmax(wrong))
        where = f" in row {row}" if array.ndim == 2 else ""
        raise ValueError(
            f"the probabilities of {name}{where} add up to {totals[row]:.10g}, not 1; "
            "divide them by their sum if only their ratios are meant"
        )


def sum_tolerance(values: ArrayLike, n_outcomes: int) -> float:
    """Say how far from 1 the sum of probabilities may be that come as `values`.

    A sum of k numbers, added in pairs as numpy and PyTorch do, is off by 1 + log2 k
    units of rounding at most. In double precision that is far below `SUM_TOLERANCE`,
    which is the least that is allowed.

    Parameters
    ----------
    values : array_like
        The probabilities as they were given: what counts is the type of their numbers.
    n_outcomes : int
        How many there are.

    Returns
    -------
    float
        1e-8 for ordinary numbers, more for those in single or half precision.

    References
    ----------
    Higham (1993), *The accuracy of floating point summation*.

    Examples
    --------
    >>> sum_tolerance([0.5, 0.5], 2)
    1e-08
    >>> print(f"{sum_tolerance(np.array([0.5, 0.5], dtype=np.float32), 2):.1e}")
    2.4e-07
    """
    dtype = np.asarray(values).dtype
    unit = float(np.finfo(dtype).eps) if dtype.kind == "f" else 0.0
    return max(SUM_TOLERANCE, unit * (1 + math.log2(n_outcomes)))


def _in_order(values: ArrayLike, name: str) -> ArrayLike:
    """Refuse labels that are not 0, 1, 2, ...: in an array the place is the outcome."""
    labels = getattr(values, "columns", getattr(values, "index", None))
    if labels is None or callable(labels) or list(labels) == list(range(len(labels))):
        return values
    raise ValueError(
        f"{name} is labelled {reprlib.repr(list(labels))}, but outcomes are told by their place: "
        f"bring them into the order 0, 1, 2, ... and give {name}.to_numpy()"
    )


def _refuse(array: FloatArray, bad: np.ndarray, name: str, complaint: str) -> None:
    """Raise a ValueError for the first bad value, saying where it stands."""
    if not bad.any():
        return
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    where = f"{name}[{', '.join(map(str, index))}]" if index else name
    raise ValueError(f"{where} = {array[index]:.10g} {complaint}")


def float_or_array(values: np.ndarray) -> float | FloatArray:
    """Give a number as a float of Python's own, anything else as it is.

    Parameters
    ----------
    values : ndarray
        What was computed.

    Returns
    -------
    float or ndarray
        A float where `values` has no axes.

    Examples
    --------
    >>> float_or_array(np.array(0.5))
    0.5
    """
    return float(values) if np.ndim(values) == 0 else values


def weighted(weights: ArrayLike, values: ArrayLike) -> FloatArray:
    """Multiply, with 0 times infinity being 0: what never happens adds nothing.

    Parameters
    ----------
    weights : array_like
        How often or how likely, 0 or more.
    values : array_like
        What each weight counts, of a shape that goes with theirs; infinite or not.

    Returns
    -------
    ndarray
        The products.

    Examples
    --------
    >>> weighted([0, 2], [-np.inf, -np.inf]).tolist()
    [0.0, -inf]
    """
    with np.errstate(invalid="ignore", under="ignore"):
        products = np.asarray(np.multiply(weights, values))
    np.copyto(products, 0, where=np.equal(weights, 0))
    return products
