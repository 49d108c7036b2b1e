r"""Messages written in bits, as short as a model allows.

An arithmetic coder turns a whole message into one interval. It starts with
everything from 0 to 1. Each outcome narrows the interval to that outcome's share
of it. Any binary fraction that fits into the last interval stands for the message,
and the narrower the interval, the more bits the fraction needs:

$$\text{bits} \approx -\log_2 \prod_i Q(x_i) = -\sum_i \log_2 Q(x_i)$$

The arithmetic is exact: Python's whole numbers have no largest one.

Reference: Cover, Thomas (2006), *Elements of Information Theory*, ch. 13.3.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.validation import as_log_pmfs, as_pmf, as_whole_number

SPARE_BITS = 20
"""Bits of accuracy for the rarest outcome when shares become whole numbers."""


def encode(outcomes: Iterable[int], pmf: ArrayLike) -> str:
    """Write outcomes as bits, with a code built for `pmf`.

    Parameters
    ----------
    outcomes : iterable of int
        The message, outcomes from 0 to k - 1.
    pmf : array_like, shape (k,)
        The model for which the code is built.

    Returns
    -------
    str
        Zeros and ones: at most 2 bits more than the model's ideal length, the sum
        of -log2 pmf[outcome], and never less.

    Raises
    ------
    ValueError
        If an outcome has probability 0 in the model, is not on its list, or `pmf`
        is not a distribution.
    TypeError
        If `pmf` or an outcome is not a number.

    Examples
    --------
    >>> encode([0, 0, 1], [0.5, 0.5])
    '001'
    >>> encode([1], [1, 0])
    Traceback (most recent call last):
        ...
    ValueError: the model calls outcome 1 impossible, so it has no code for it
    """
    shares = _shares(pmf)
    message = _as_outcomes(outcomes, len(shares))
    impossible = next((outcome for outcome in message if not shares[outcome]), None)
    if impossible is not None:
        raise ValueError(
            f"the model calls outcome {impossible} impossible, so it has no code for it"
        )
    start, length = _fraction_inside(*_interval(message, shares))
    return f"{start:0{length}b}" if length else ""


def decode(bits: str, length: int, pmf: ArrayLike) -> list[int]:
    """Read back what `encode` wrote.

    Parameters
    ----------
    bits : str
        Zeros and ones.
    length : int
        How many outcomes the message has.
    pmf : array_like, shape (k,)
        The model for which the code was built.

    Returns
    -------
    list of int
        The outcomes.

    Raises
    ------
    ValueError
        If `bits` holds something other than 0 and 1, `length` is negative, or
        `pmf` is not a distribution.
    TypeError
        If `length` or `pmf` is not a number.

    Examples
    --------
    >>> decode("001", 3, [0.5, 0.5])
    [0, 0, 1]
    """
    if set(bits) - {"0", "1"}:
        raise ValueError(f"bits must be zeros and ones, not {bits[:40]!r}")
    shares = _shares(pmf)
    starts, total = _starts(shares), sum(shares)
    place, width = int(bits or "0", 2), 1 << len(bits)
    outcomes = []
    for _ in range(as_whole_number(length, "length", 0, 10**9)):
        outcomes.append(bisect_right(starts, place * total // width) - 1)
        place = place * total - starts[outcomes[-1]] * width
        width *= shares[outcomes[-1]]
    return outcomes


def message_lengths(
    outcomes: Sequence[int], pmf: ArrayLike, ends: Iterable[int]
) -> dict[int, float]:
    """Give the bits that the beginnings of a message need, without writing them.

    Parameters
    ----------
    outcomes : sequence of int
        The message, outcomes from 0 to k - 1.
    pmf : array_like, shape (k,)
        The model for which the code is built.
    ends : iterable of int
        After how many outcomes to measure, from 1 to the whole message.

    Returns
    -------
    dict
        For each of `ends` the length of `encode` in bits; infinity where the
        beginning holds an outcome that the model calls impossible.

    Raises
    ------
    ValueError
        If an outcome is not on the model's list, `pmf` is not a distribution, or one
        of `ends` is not from 1 to the length of the message.
    TypeError
        If `pmf`, an outcome or one of `ends` is not a number.

    Examples
    --------
    >>> message_lengths([0, 1, 2], [0.5, 0.5, 0], ends=[1, 2, 3])
    {1: 1, 2: 2, 3: inf}
    """
    ends = sorted({as_whole_number(end, "an end", 1, len(outcomes)) for end in ends})
    shares = _shares(pmf)
    message = _as_outcomes(outcomes, len(shares))
    parts = [_interval(message[start:end], shares) for start, end in pairwise([0, *ends])]
    return {
        end: _fraction_inside(*interval)[1] if interval[1] else math.inf
        for end, interval in zip(ends, accumulate(parts, _narrow), strict=True)
    }


def exact_pmf(log_pmf: ArrayLike) -> list[Fraction]:
    """Give the probabilities that belong to logarithms, also those too small for a float.

    Parameters
    ----------
    log_pmf : array_like, shape (k,)
        Natural logarithms of a model's probabilities.

    Returns
    -------
    list of Fraction
        A `pmf` for the functions above.

    Raises
    ------
    ValueError
        If the probabilities do not add up to 1.
    TypeError
        If `log_pmf` holds something other than numbers.

    Examples
    --------
    >>> len(encode([1], exact_pmf([0, -1000])))
    1443
    """
    log2_pmf = as_log_pmfs(log_pmf, "log_pmf") / math.log(2)
    whole = np.floor(log2_pmf, where=np.isfinite(log2_pmf), out=np.zeros_like(log2_pmf))
    return [
        Fraction(2.0 ** float(rest)) * Fraction(2) ** int(power)
        for rest, power in zip(log2_pmf - whole, whole, strict=True)
    ]


def _shares(pmf: ArrayLike) -> list[int]:
    """Turn probabilities into whole-number shares that add up to a power of two.

    What is possible keeps a share of at least 1; what rounding leaves over goes to
    the likeliest outcome, where it matters least.
    """
    floats = as_pmf(pmf)  # in which the smallest fractions are 0
    exact = [q if isinstance(q, Fraction) else Fraction(float(q)) for q in pmf]
    rarest = min(q for q in exact if q)
    total = 1 << (SPARE_BITS + (rarest.denominator // rarest.numerator).bit_length())
    shares = [round(q * total) for q in exact]
    shares[int(floats.argmax())] += total - sum(shares)
    return shares


def _starts(shares: list[int]) -> list[int]:
    return list(accumulate(shares[:-1], initial=0))


Interval = tuple[int, int, int]
"""low, width and scale: from low / 2^scale on, width / 2^scale wide."""


def _as_outcomes(outcomes: Iterable[int], k: int) -> list[int]:
    """Check a message; what was checked once is not checked again."""
    check = partial(as_whole_number, name="an outcome", minimum=0, maximum=k - 1)
    return list(map(lru_cache(maxsize=None, typed=True)(check), outcomes))


def _interval(message: Sequence[int], shares: list[int]) -> Interval:
    """Give the interval of a message.

    Which outcomes are joined first makes no difference. Joining neighbours, then their
    intervals, and so on, keeps most numbers short.
    """
    starts, bits = _starts(shares), sum(shares).bit_length() - 1
    intervals = [(starts[k], shares[k], bits) for k in message] or [(0, 1, 0)]
    while len(intervals) > 1:
        odd = intervals[len(intervals) // 2 * 2 :]
        intervals = list(map(_narrow, intervals[::2], intervals[1::2])) + odd
    return intervals[0]


def _narrow(interval: Interval, part: Interval) -> Interval:
    """Give the part of an interval that belongs to what follows."""
    (low, width, scale), (start, share, bits) = interval, part
    return (low << bits) + start * width, width * share, scale + bits


def _fraction_inside(low: int, width: int, scale: int) -> tuple[int, int]:
    """Find the shortest binary fraction all of whose continuations lie inside.

    The first length tried is the least whose steps are not wider than the interval;
    with steps half as wide a whole one always fits.
    """
    length = scale - width.bit_length() + 1
    start = -(-low >> (scale - length))
    if (start + 1) << (scale - length) > low + width:
        length += 1
        start = -(-low >> (scale - length))
    return start, length
