r"""A quantity that is measured, not counted: the length of a worm, in centimetres.

No list can hold all lengths of a stretch, not even a list without end (Cantor, 1874),
and each single length has probability 0. What says how lengths are spread is a curve,
the density, whose areas are probabilities:

$$f(x) = \frac{64}{27} \, x^2 \, (1.5 - x), \qquad 0 \le x \le 1.5$$

It is made up, so that its areas can be computed by hand. Its peak lies at x = 1,
and at 32/27 per centimetre it is higher than 1.
"""

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.validation import FloatArray, as_numbers, float_or_array

LONGEST = 1.5
"""No worm is longer than this, in centimetres."""


@np.errstate(under="ignore")
def length_density(x: ArrayLike) -> float | FloatArray:
    """Give the height of the curve at x.

    Parameters
    ----------
    x : array_like
        Lengths in centimetres, of any shape.

    Returns
    -------
    float or ndarray
        Probability per centimetre, in the shape of x; 0 where no length can be.

    Raises
    ------
    ValueError
        If x is empty or holds something that is not finite.
    TypeError
        If x holds something other than numbers.

    Examples
    --------
    >>> round(length_density(1), 4), length_density([-1, 0, 1.5, 2]).tolist()
    (1.1852, [0.0, 0.0, 0.0, 0.0])
    """
    x = np.clip(as_numbers(x, "x"), 0, LONGEST)
    return float_or_array(64 / 27 * x**2 * (LONGEST - x))


@np.errstate(under="ignore")
def length_probability(low: ArrayLike, high: ArrayLike) -> float | FloatArray:
    """Give the probability that a length lies between low and high.

    It is the area under the curve between them. Whether the ends belong to the
    interval makes no difference.

    Parameters
    ----------
    low, high : array_like
        Ends of the interval, or of several, in centimetres.

    Returns
    -------
    float or ndarray
        Probabilities, without unit.

    Raises
    ------
    ValueError
        If an interval ends before it begins, or an end is not a finite number.
    TypeError
        If an end is not a number.

    Examples
    --------
    >>> round(length_probability(0.95, 1.05), 4), length_probability(1, 1)
    (0.1182, 0.0)
    """
    low, high = as_numbers(low, "low"), as_numbers(high, "high")
    if np.any(low > high):
        raise ValueError("an interval ends before it begins: high must not be below low")
    return float_or_array(_area_up_to(high) - _area_up_to(low))


def _area_up_to(x: FloatArray) -> FloatArray:
    x = np.clip(x, 0, LONGEST)
    return 16 / 27 * x**3 * (2 - x)
