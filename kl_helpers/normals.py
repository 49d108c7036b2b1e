r"""Bell curves: the normal density, mixtures of it, and the divergence of two curves.

Between curves, with the densities f of P and g of Q, the sum over outcomes becomes an area:

$$KL(P \| Q) = \int f(x) \, \ln \frac{f(x)}{g(x)} \, dx$$

For two normals it has a closed form. For other curves it is added up in narrow
strips.

Reference: Bishop (2006), *Pattern Recognition and Machine Learning*, ch. 1.6 and 2.3.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.validation import (
    FloatArray,
    as_logarithms,
    as_number,
    as_numbers,
    as_pmf,
    as_positive,
    as_positives,
    as_result,
    as_vector,
    float_or_array,
    weighted,
)

AREA_TOLERANCE = 1e-3
"""How far the area below P, in strips, may be from 1: a grid that is too short or coarse fails."""


@np.errstate(under="ignore")
def normal_density(x: ArrayLike, mean: float = 0, sd: float = 1) -> float | FloatArray:
    r"""Give the height of a bell curve at x.

    $$\frac{1}{\sigma \sqrt{2 \pi}} \, e^{-\frac{1}{2} \left( \frac{x - \mu}{\sigma} \right)^2}$$

    What is smaller than any float, below about 10^-324, comes out as 0.

    Parameters
    ----------
    x : array_like
        Where, of any shape.
    mean, sd : float
        Middle and standard deviation, in the unit of x; `sd` is above 0.

    Returns
    -------
    float or ndarray
        Probability per unit of x, in the shape of x.

    Raises
    ------
    ValueError
        If an argument is not finite, or `sd` is not above 0.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> round(normal_density(0), 4), round(normal_density(7, mean=5, sd=2), 4)
    (0.3989, 0.121)
    """
    return float_or_array(np.exp(log_normal_density(x, mean, sd)))


@np.errstate(under="ignore")
def log_normal_density(x: ArrayLike, mean: float = 0, sd: float = 1) -> float | FloatArray:
    """Give the natural logarithm of a bell curve's height at x.

    Where `normal_density` gives 0 because a height is too small for a float, its
    logarithm is still right.

    Parameters
    ----------
    x : array_like
        Where, of any shape.
    mean, sd : float
        Middle and standard deviation, in the unit of x; `sd` is above 0.

    Returns
    -------
    float or ndarray
        The logarithms, in the shape of x.

    Raises
    ------
    ValueError
        If an argument is not finite, `sd` is not above 0, or a logarithm is more
        than a float can hold.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> round(log_normal_density(40), 3)
    -800.919
    """
    x, mean, sd = as_numbers(x, "x"), as_number(mean, "mean"), as_positive(sd, "sd")
    with np.errstate(over="ignore"):
        squared = ((x - mean) / sd) ** 2
    return as_result(-squared / 2 - math.log(sd) - math.log(2 * math.pi) / 2, "a logarithm")


@np.errstate(under="ignore")
def log_mixture_density(
    x: ArrayLike, means: ArrayLike, sds: ArrayLike, weights: ArrayLike
) -> float | FloatArray:
    """Give the natural logarithm of several bell curves' weighted sum at x.

    Parameters
    ----------
    x : array_like
        Where, of any shape.
    means, sds : array_like, shape (m,)
        Middles and standard deviations, in the unit of x.
    weights : array_like, shape (m,)
        The share of each bell; they add up to 1.

    Returns
    -------
    float or ndarray
        The logarithms, in the shape of x.

    Raises
    ------
    ValueError
        If the lists differ in length, the weights are not a distribution, an `sd` is
        not above 0, or a number is not finite.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> round(math.exp(log_mixture_density(0, [-2, 2], [1, 1], [0.5, 0.5])), 6)
    0.053991
    """
    means, sds, weights = (
        as_vector(means, "means"),
        as_vector(sds, "sds"),
        as_pmf(weights, "weights"),
    )
    if not means.size == sds.size == weights.size:
        raise ValueError(
            f"there are {means.size} means, {sds.size} sds and {weights.size} weights; "
            "each bell needs one of each"
        )
    bells = [
        log_normal_density(x, mean, sd) + math.log(weight)
        for mean, sd, weight in zip(means, sds, weights, strict=True)
        if weight > 0
    ]
    return float_or_array(np.logaddexp.reduce(bells))


@np.errstate(under="ignore")
def kl_normals(
    mean_p: ArrayLike, sd_p: ArrayLike, mean_q: ArrayLike, sd_q: ArrayLike
) -> float | FloatArray:
    r"""Give KL of one bell curve from another, in closed form.

    $$KL = \ln \frac{\sigma_Q}{\sigma_P}
    + \frac{\sigma_P^2 + (\mu_P - \mu_Q)^2}{2 \, \sigma_Q^2} - \frac{1}{2}$$

    Parameters
    ----------
    mean_p, sd_p : array_like
        Middle and standard deviation of P, whose samples come; numbers, or arrays
        for many pairs at once.
    mean_q, sd_q : array_like
        Middle and standard deviation of Q, which stands in for P.

    Returns
    -------
    float or ndarray
        The divergence in nats, in the shape that the arguments have together.

    Raises
    ------
    ValueError
        If a standard deviation is not above 0, a number is not finite, shapes do not
        go together, or the divergence is more than a float can hold.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> kl_normals(0, 1, 1, 1)
    0.5
    >>> round(kl_normals(0, 1, 0, 2), 4), round(kl_normals(0, 2, 0, 1), 4)
    (0.3181, 0.8069)
    """
    mean_p, mean_q = as_numbers(mean_p, "mean_p"), as_numbers(mean_q, "mean_q")
    sd_p, sd_q = as_positives(sd_p, "sd_p"), as_positives(sd_q, "sd_q")
    _check_shapes(mean_p, sd_p, mean_q, sd_q)
    with np.errstate(over="ignore"):
        gain = (sd_p - sd_q) / sd_q  # how much wider P is
        shift = (mean_p - mean_q) / sd_q
        kl = gain + gain**2 / 2 - _log_ratio(sd_p, sd_q, gain) + shift**2 / 2
    return as_result(np.maximum(kl, 0.0), "the divergence")


@np.errstate(under="ignore")
def kl_densities(log_p: ArrayLike, log_q: ArrayLike, step: float) -> float:
    """Give KL of two curves, added up in strips of equal width.

    Parameters
    ----------
    log_p, log_q : array_like, shape (m,)
        Natural logarithms of both densities at the same m places, of which neighbours
        lie `step` apart; minus infinity for a density of 0. Logarithms, because a
        density may be too small for a float and still count.
    step : float
        Width of a strip.

    Returns
    -------
    float
        The divergence in nats; infinite where Q has no density and P has.

    Raises
    ------
    ValueError
        If the lists differ in length, the strips do not hold all of P, or `step` is not
        above 0.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> x = np.arange(-12, 12, 0.01)
    >>> round(kl_densities(log_normal_density(x), log_normal_density(x, 1), 0.01), 6)
    0.5
    """
    log_p, log_q = as_logarithms(log_p, "log_p"), as_logarithms(log_q, "log_q")
    if log_p.ndim != 1 or log_p.shape != log_q.shape:
        raise ValueError(
            f"log_p and log_q must be lists of one length, but have shapes {log_p.shape} "
            f"and {log_q.shape}"
        )
    with np.errstate(over="ignore", invalid="ignore"):
        areas = np.exp(log_p) * as_positive(step, "step")
        terms = weighted(areas, log_p - log_q)
    if not abs(areas.sum() - 1) <= AREA_TOLERANCE:
        raise ValueError(
            f"the strips hold an area of {areas.sum():.6g} below P, not 1; "
            "take a wider range or narrower strips"
        )
    if np.any(np.isinf(log_q) & np.isfinite(log_p)):  # however small P's density is there
        return math.inf
    return float(max(terms.sum(), 0.0))


def _log_ratio(sd_p: FloatArray, sd_q: FloatArray, gain: FloatArray) -> FloatArray:
    """Logarithm of sd_p / sd_q, to full precision also where both are nearly equal."""
    near = np.abs(gain) < 0.5
    return np.where(near, np.log1p(np.where(near, gain, 0)), np.log(sd_p) - np.log(sd_q))


def _check_shapes(*arrays: FloatArray) -> None:
    shapes = [array.shape for array in arrays]
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(
            "mean_p, sd_p, mean_q and sd_q must go together, but their shapes are "
            + ", ".join(map(str, shapes))
        ) from None
