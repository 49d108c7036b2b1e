"""Checks that every public function makes on what it is given.

A bad value is named in the error and never repaired: a wrong number that runs
without complaint is worse than a message.
"""

import math
from numbers import Integral, Number

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

SUM_TOLERANCE = 1e-8
"""How far the probabilities' sum may be from 1: room for rounding, not for a slip."""

MAX_OUTCOMES = 1_000_001
"""Largest number of outcomes a model is built for."""


def as_numbers(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as an array of finite floats, or say which value is not one."""
    if np.ma.is_masked(values):
        raise TypeError(f"{name} has masked values; remove or fill them first")
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"the rows of {name} have different lengths") from None
    if array.dtype == object:
        array = _from_objects(array, name)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold numbers, not {_shorten(values)}")
    array = array.astype(float)
    if array.size == 0:
        raise ValueError(f"{name} is empty")
    _refuse(array, ~np.isfinite(array), name, "is not a finite number")
    return array


def _from_objects(array: np.ndarray, name: str) -> FloatArray:
    """Convert fractions, decimals and very large integers; refuse everything else."""
    for value in array.flat:
        if not isinstance(value, Number) or isinstance(value, (bool, complex)):
            raise TypeError(f"{name} must hold numbers, not {_shorten(value)}")
    try:
        return array.astype(float)
    except (OverflowError, TypeError, ValueError):
        raise ValueError(f"{name} holds a number that no float can hold") from None


def as_vector(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as a 1-D array of finite floats."""
    array = as_numbers(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must be one list of numbers, but its shape is {array.shape}")
    return array


def as_counts(values: ArrayLike, name: str = "counts") -> FloatArray:
    """Give `values` as a 1-D array of whole numbers of which one at least is positive."""
    counts = as_vector(values, name)
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
    return _check_distributions(as_vector(values, name), name)


def as_pmfs(values: ArrayLike, name: str) -> FloatArray:
    """Give `values` as one distribution (k,) or as m of them (m, k), one a row."""
    array = as_numbers(values, name)
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} must have 1 or 2 axes, but its shape is {array.shape}")
    return _check_distributions(array, name)


def as_pmf_pair(p: ArrayLike, q: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Give `p` and `q` as distributions over the same outcomes."""
    p, q = as_pmfs(p, "p"), as_pmfs(q, "q")
    if p.shape[-1] != q.shape[-1]:
        raise ValueError(
            f"p has {p.shape[-1]} outcomes and q has {q.shape[-1]}; "
            "both must list the same outcomes"
        )
    if p.ndim == q.ndim == 2 and len(p) != len(q):
        raise ValueError(f"p has {len(p)} rows and q has {len(q)}; they cannot be paired")
    return p, q


def as_whole_number(value: int, name: str, minimum: int, maximum: int) -> int:
    """Give `value` as an int between `minimum` and `maximum`, both included."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Number):
        raise TypeError(f"{name} must be a whole number, not {_shorten(value)}")
    if not _is_whole(value):
        raise ValueError(f"{name} is {value}, which is not a whole number")
    if not minimum <= value <= maximum:
        raise ValueError(f"{name} is {_shorten(value)}; it must be from {minimum} to {maximum}")
    return int(value)


def as_positive(value: float, name: str) -> float:
    """Give `value` as a finite float above 0."""
    number = as_numbers(value, name)
    if number.ndim != 0:
        raise ValueError(f"{name} must be one number, but its shape is {number.shape}")
    if number <= 0:
        raise ValueError(f"{name} is {number:g}; it must be above 0")
    return float(number)


def _check_distributions(array: FloatArray, name: str) -> FloatArray:
    _refuse(array, array < 0, name, "is negative; a probability is 0 or more")
    _refuse(array, array > 1 + SUM_TOLERANCE, name, "is above 1; a probability is 1 at most")
    totals = np.atleast_1d(array.sum(axis=-1))
    wrong = np.abs(totals - 1) > SUM_TOLERANCE
    if wrong.any():
        row = int(np.argmax(wrong))
        where = f" in row {row}" if array.ndim == 2 else ""
        raise ValueError(f"the probabilities of {name}{where} add up to {totals[row]:.10g}, not 1")
    return array


def _refuse(array: FloatArray, bad: np.ndarray, name: str, complaint: str) -> None:
    """Raise a ValueError for the first bad value, saying where it stands."""
    if not bad.any():
        return
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    where = f"{name}[{', '.join(map(str, index))}]" if index else name
    raise ValueError(f"{where} = {array[index]:.10g} {complaint}")


def _is_whole(value: Number) -> bool:
    if isinstance(value, Integral):
        return True
    return not isinstance(value, complex) and math.isfinite(value) and value == int(value)


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
