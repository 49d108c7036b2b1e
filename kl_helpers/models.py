"""Probability models for a number of teeth, and what describes them.

A distribution is an array of probabilities, one for each outcome 0, 1, 2, ...
In the field's word it is a *probability mass function*: a pmf.

What is too small for a float becomes 0. That is meant, so `np.errstate` keeps it from
being an error for those who asked numpy to raise one.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.validation import (
    MAX_OUTCOMES,
    MAX_PROBABILITIES,
    FloatArray,
    as_counts,
    as_pmf,
    as_positive,
    as_probabilities,
    as_whole_number,
    weighted,
)

SMALLEST_STEP = 1e-7
"""Where the search for a beta-binomial ends: steps below this share of alpha and beta."""

LARGEST_LOG_ODDS = 50
"""Bound of that search: odds of the mean from e^-50 to e^50."""

LOWEST_LOG_SUM, LARGEST_LOG_SUM = -32, 14
"""Bounds of that search: alpha + beta from e^-32, about 10^-14, to e^14, a million."""


@np.errstate(under="ignore")
def pmf_from_counts(counts: ArrayLike) -> FloatArray:
    """Turn counts into probabilities: each count divided by their sum.

    Parameters
    ----------
    counts : array_like, shape (k,)
        How often each outcome was seen: whole numbers, not all zero.

    Returns
    -------
    ndarray, shape (k,)
        Probabilities, without unit, that add up to 1.

    Raises
    ------
    ValueError
        If a count is negative, fractional, NaN or infinite, or all are zero.
    TypeError
        If `counts` holds something other than numbers.

    Examples
    --------
    >>> pmf_from_counts([1, 3, 0]).tolist()
    [0.25, 0.75, 0.0]
    """
    counts = as_counts(counts)
    return counts / counts.sum()


def uniform_pmf(n_outcomes: int) -> FloatArray:
    """Give every one of `n_outcomes` outcomes the same probability.

    Parameters
    ----------
    n_outcomes : int
        Number of outcomes, from 1 to 1,000,001. For 0 to 10 teeth it is 11.

    Returns
    -------
    ndarray, shape (n_outcomes,)
        Probabilities, each 1 / n_outcomes.

    Raises
    ------
    ValueError
        If `n_outcomes` is not a whole number in that range.
    TypeError
        If `n_outcomes` is not a number.

    Examples
    --------
    >>> uniform_pmf(4).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    n_outcomes = as_whole_number(n_outcomes, "n_outcomes", 1, MAX_OUTCOMES)
    return np.full(n_outcomes, 1 / n_outcomes)


@np.errstate(under="ignore")
def binomial_pmf(n_trials: int, p: ArrayLike) -> FloatArray:
    r"""Probability of k successes in `n_trials` independent trials.

    $$P(X = k) = \binom{n}{k} \, p^k \, (1 - p)^{n - k}$$

    The product is taken as a sum of logarithms, so that it neither overflows
    for n in the thousands nor loses digits where p is close to 0 or 1. What is
    smaller than any float, below about 10^-324, comes out as 0.

    Parameters
    ----------
    n_trials : int
        Number of trials n, from 0 to 1,000,000. There are n + 1 outcomes: for
        0 to 10 teeth, n is 10.
    p : array_like, shape () or (m,)
        Probability of success in one trial, from 0 to 1, both included.

    Returns
    -------
    ndarray, shape (n + 1,) or (m, n + 1)
        The probabilities of k = 0 ... n, one row for each p.

    Raises
    ------
    ValueError
        If `n_trials` is not such a whole number, `p` is outside [0, 1] or has
        more than one axis, or there would be more than 50 million probabilities.
    TypeError
        If an argument is not a number.

    References
    ----------
    Johnson, Kemp, Kotz (2005), *Univariate Discrete Distributions*, ch. 3.

    Examples
    --------
    >>> binomial_pmf(2, 0.5).round(12).tolist()
    [0.25, 0.5, 0.25]
    >>> binomial_pmf(2, [0, 1]).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    return np.exp(log_binomial_pmf(n_trials, p))


@np.errstate(under="ignore")
def log_binomial_pmf(n_trials: int, p: ArrayLike) -> FloatArray:
    """Natural logarithm of the binomial's probabilities.

    Where `binomial_pmf` gives 0 because a probability is too small for a float,
    its logarithm is still right.

    Parameters
    ----------
    n_trials : int
        Number of trials n, from 0 to 1,000,000. There are n + 1 outcomes: for
        0 to 10 teeth, n is 10.
    p : array_like, shape () or (m,)
        Probability of success in one trial, from 0 to 1, both included.

    Returns
    -------
    ndarray, shape (n + 1,) or (m, n + 1)
        The logarithms for k = 0 ... n, one row for each p; minus infinity for what
        is impossible.

    Raises
    ------
    ValueError
        If `n_trials` is not such a whole number, `p` is outside [0, 1] or has
        more than one axis, or there would be more than 50 million probabilities.
    TypeError
        If an argument is not a number.

    References
    ----------
    Johnson, Kemp, Kotz (2005), *Univariate Discrete Distributions*, ch. 3.

    Examples
    --------
    >>> log_binomial_pmf(2, 0.5).round(4).tolist()
    [-1.3863, -0.6931, -1.3863]
    >>> round(float(log_binomial_pmf(1000, 0.1)[1000]), 3), float(binomial_pmf(1000, 0.1)[1000])
    (-2302.585, 0.0)
    """
    n = as_whole_number(n_trials, "n_trials", 0, MAX_OUTCOMES - 1)
    p = as_probabilities(p, "p")
    if p.ndim > 1:
        raise ValueError(f"p must be one number or one list, but its shape is {p.shape}")
    if p.size * (n + 1) > MAX_PROBABILITIES:
        raise ValueError(f"{p.size} values of p with {n + 1} outcomes each are too many at once")
    k = np.arange(n + 1)
    with np.errstate(divide="ignore"):
        log_p, log_not_p = np.log(p)[..., None], np.log1p(-p)[..., None]
    return log_binomial_coefficients(n) + weighted(k, log_p) + weighted(n - k, log_not_p)


def log_binomial_coefficients(n_trials: int) -> FloatArray:
    r"""Natural logarithm of n over k, the number of ways to choose k of n.

    Parameters
    ----------
    n_trials : int
        Number of trials n, from 0 to 1,000,000.

    Returns
    -------
    ndarray, shape (n + 1,)
        $\ln \binom{n}{k}$ for k = 0 ... n.

    Raises
    ------
    ValueError
        If `n_trials` is not such a whole number.
    TypeError
        If `n_trials` is not a number.

    Examples
    --------
    >>> np.exp(log_binomial_coefficients(4)).round(12).tolist()
    [1.0, 4.0, 6.0, 4.0, 1.0]
    """
    n = as_whole_number(n_trials, "n_trials", 0, MAX_OUTCOMES - 1)
    log_factorial = np.array([math.lgamma(k + 1) for k in range(n + 1)])
    return log_factorial[n] - log_factorial - log_factorial[::-1]


@np.errstate(under="ignore")
def beta_binomial_pmf(n_trials: int, alpha: float, beta: float) -> FloatArray:
    r"""Probability of k successes when p itself varies as a beta distribution.

    Each worm has its own p, drawn from a beta distribution with the mean
    alpha / (alpha + beta). At one mean, which is one ratio of alpha to beta, a larger
    pair makes the worms more alike, and in the end the binomial. A product of no
    factors is 1.

    $$P(X = k) = \binom{n}{k}
    \frac{\alpha^{(k)} \, \beta^{(n - k)}}{(\alpha + \beta)^{(n)}},
    \qquad a^{(k)} = a (a + 1) \cdots (a + k - 1)$$

    Parameters
    ----------
    n_trials : int
        Number of trials n, from 0 to 1,000,000.
    alpha, beta : float
        Both above 0, with a finite sum.

    Returns
    -------
    ndarray, shape (n + 1,)
        The probabilities of k = 0 ... n.

    Raises
    ------
    ValueError
        If `n_trials` is not such a whole number, or `alpha` or `beta` is not
        above 0.
    TypeError
        If an argument is not a number.

    References
    ----------
    Johnson, Kemp, Kotz (2005), *Univariate Discrete Distributions*, ch. 6.2.2.

    Examples
    --------
    >>> beta_binomial_pmf(3, 1, 1).round(12).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    return np.exp(log_beta_binomial_pmf(n_trials, alpha, beta))


@np.errstate(under="ignore")
def log_beta_binomial_pmf(n_trials: int, alpha: float, beta: float) -> FloatArray:
    r"""Natural logarithm of the beta-binomial's probabilities.

    Each probability is a simple multiple of the one before. The logarithms of these
    ratios are added up, and the sum of all probabilities is then made 1, so that no
    large numbers have to cancel.

    $$\frac{P(X = k + 1)}{P(X = k)}
    = \frac{n - k}{k + 1} \cdot \frac{\alpha + k}{\beta + n - 1 - k}$$

    Parameters
    ----------
    n_trials : int
        Number of trials n, from 0 to 1,000,000.
    alpha, beta : float
        Both above 0, with a finite sum.

    Returns
    -------
    ndarray, shape (n + 1,)
        The logarithms for k = 0 ... n, all finite.

    Raises
    ------
    ValueError
        If `n_trials` is not such a whole number, or `alpha` or `beta` is not
        above 0.
    TypeError
        If an argument is not a number.

    References
    ----------
    Johnson, Kemp, Kotz (2005), *Univariate Discrete Distributions*, ch. 6.

    Examples
    --------
    >>> log_beta_binomial_pmf(2, 1, 1).round(4).tolist()
    [-1.0986, -1.0986, -1.0986]
    >>> round(float(log_beta_binomial_pmf(900, 1, 900)[900]), 3)
    -1243.691
    """
    n = as_whole_number(n_trials, "n_trials", 0, MAX_OUTCOMES - 1)
    alpha, beta = as_positive(alpha, "alpha"), as_positive(beta, "beta")
    if math.isinf(alpha + beta):
        raise ValueError(f"alpha + beta = {alpha:g} + {beta:g} is more than a float can hold")
    k = np.arange(n)
    log_ratios = np.log((n - k) / (k + 1)) + np.log(alpha + k) - np.log(beta + (n - 1 - k))
    log_pmf = np.concatenate([[0.0], np.cumsum(log_ratios)])
    log_pmf -= log_pmf.max()
    return log_pmf - np.log(np.exp(log_pmf).sum())


@np.errstate(under="ignore")
def mean(pmf: ArrayLike) -> float:
    """Mean of the outcomes 0, 1, 2, ... weighted by their probabilities.

    Parameters
    ----------
    pmf : array_like, shape (k,)
        Probabilities of the outcomes 0 ... k - 1.

    Returns
    -------
    float
        The mean, in outcomes (teeth).

    Raises
    ------
    ValueError
        If `pmf` is not one distribution.
    TypeError
        If `pmf` holds something other than numbers.

    Examples
    --------
    >>> mean([0.5, 0.0, 0.5])
    1.0
    """
    pmf = as_pmf(pmf)
    return float(np.arange(pmf.size) @ pmf)


@np.errstate(under="ignore")
def variance(pmf: ArrayLike) -> float:
    """Mean squared distance of the outcomes from their mean.

    Parameters
    ----------
    pmf : array_like, shape (k,)
        Probabilities of the outcomes 0 ... k - 1.

    Returns
    -------
    float
        The variance, in squared outcomes (teeth squared).

    Raises
    ------
    ValueError
        If `pmf` is not one distribution.
    TypeError
        If `pmf` holds something other than numbers.

    Examples
    --------
    >>> variance([0.5, 0.0, 0.5])
    1.0
    """
    pmf = as_pmf(pmf)
    return float((np.arange(pmf.size) - mean(pmf)) ** 2 @ pmf)


@np.errstate(under="ignore")
def fit_binomial(pmf: ArrayLike) -> float:
    """Give the p of the binomial that has the same mean: mean / n.

    A list of k outcomes, 0 to k - 1, has n = k - 1 trials: 11 possible numbers
    of teeth are 10 trials. This is the one place that says so. The same p makes
    KL(pmf ‖ binomial) smallest.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the outcomes 0 ... n, with n of at least 1.

    Returns
    -------
    float
        p, a probability without unit.

    Raises
    ------
    ValueError
        If `pmf` is not one distribution, or has one outcome only.
    TypeError
        If `pmf` holds something other than numbers.

    Examples
    --------
    >>> fit_binomial([0.25, 0.5, 0.25])
    0.5
    """
    n_trials = as_pmf(pmf).size - 1
    if n_trials == 0:
        raise ValueError("pmf has one outcome only, so there is no trial to fit p to")
    return mean(pmf) / n_trials


@np.errstate(under="ignore")
def fit_beta_binomial(pmf: ArrayLike) -> tuple[float, float]:
    """Give the alpha and beta that make KL(pmf ‖ beta-binomial) smallest.

    No formula gives them. The search walks over the model's mean and its alpha +
    beta, both on a logarithmic scale: it takes the best of the eight steps around
    it, and halves the steps where none is better.

    Not all data have a best pair. Those that vary no more than a binomial are met
    the better the larger alpha and beta are, without end; the limit is the binomial.
    Those that only show 0 and n are met the better the smaller the two are.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the outcomes 0 ... n, with n of at least 1.

    Returns
    -------
    tuple of float
        alpha and beta.

    Raises
    ------
    ValueError
        If `pmf` is not one distribution, has one outcome only, or no pair is best.
    TypeError
        If `pmf` holds something other than numbers.

    References
    ----------
    Levin, Reeds (1977), *Compound multinomial likelihood functions are unimodal*.

    Examples
    --------
    >>> alpha, beta = fit_beta_binomial(beta_binomial_pmf(10, 2, 3))
    >>> round(alpha, 3), round(beta, 3)
    (2.0, 3.0)
    """
    pmf = as_pmf(pmf)
    if pmf.size == 1:
        raise ValueError("pmf has one outcome only, so there is no trial to fit a pair to")
    _refuse_extreme_variance(pmf)
    more, fewer = _above_each(pmf), _above_each(pmf[::-1])
    place = (math.log(mean(pmf)) - math.log(mean(pmf[::-1])), math.log(4))
    best, step = math.inf, 1.0
    while step > SMALLEST_STEP:
        near = [(place[0] + i * step, place[1] + j * step) for i in (0, -1, 1) for j in (0, -1, 1)]
        losses = [_beta_binomial_loss(more, fewer, *there) for there in near]
        lowest = int(np.argmin(losses))
        if losses[lowest] < best:
            place, best = near[lowest], losses[lowest]
        else:
            step /= 2
    if abs(place[0]) > LARGEST_LOG_ODDS - 1:
        raise ValueError(
            "pmf has no best pair within reach: its mean is only "
            f"{min(mean(pmf), mean(pmf[::-1])):.4g} away from an end"
        )
    # Rounding ends the walk down a little above the bound, and the walk up just below it.
    if not LOWEST_LOG_SUM + 1 < place[1] < LARGEST_LOG_SUM - 1e-4:
        raise ValueError("pmf has no best pair with alpha + beta from 10^-14 to a million")
    return _alpha_beta(*place)


def _refuse_extreme_variance(pmf: FloatArray) -> None:
    """Refuse data that vary no more than a binomial, and those that only show 0 and n."""
    n = pmf.size - 1
    here, binomial = variance(pmf), mean(pmf) * mean(pmf[::-1]) / n
    if here <= binomial * (1 + 1e-9):
        raise ValueError(
            f"pmf has no best pair: its variance, {here:.4g}, is not above the {binomial:.4g} of "
            "the binomial with its mean, to which large alpha and beta come ever closer"
        )
    if not pmf[1:-1].any():
        raise ValueError(
            f"pmf has no best pair: it only shows 0 and {n}, to which small alpha and beta come "
            "ever closer"
        )


def _alpha_beta(log_odds: float, log_sum: float) -> tuple[float, float]:
    """Alpha and beta from the odds of the model's mean and their sum, both as logarithms."""
    total = math.exp(log_sum)
    return total / (1 + math.exp(-log_odds)), total / (1 + math.exp(log_odds))


def _above_each(pmf: FloatArray) -> FloatArray:
    """Probability of more than i, for i = 0 ... n - 1."""
    return np.cumsum(pmf[:0:-1])[::-1]


def _beta_binomial_loss(
    more: FloatArray, fewer: FloatArray, log_odds: float, log_sum: float
) -> float:
    """Cross-entropy up to what does not hold alpha and beta; infinite out of bounds.

    A worm with k teeth has the factors alpha, ..., alpha + k - 1. So the factor
    alpha + i counts for all worms with more than i teeth, and beta + i for all that
    lack more than i. Each is taken as alpha (1 + i / alpha): the first parts together
    are the binomial. Where beta is the larger one, all but a few worms may share
    beta + i, and alpha + beta + i nearly cancels it; the quotient of the two stays
    exact, and the few are taken back. Otherwise successes and failures change places.
    """
    if abs(log_odds) > LARGEST_LOG_ODDS or not LOWEST_LOG_SUM < log_sum < LARGEST_LOG_SUM:
        return math.inf
    if log_odds > 0:
        return _beta_binomial_loss(fewer, more, -log_odds, log_sum)
    alpha, beta = _alpha_beta(log_odds, log_sum)
    i = np.arange(more.size)
    successes, failures = math.log1p(math.exp(-log_odds)), math.log1p(math.exp(log_odds))
    binomial = more.sum() * successes + fewer.sum() * failures
    quotients = np.log1p(-i * alpha / ((alpha + beta) * (beta + i))).sum()
    gain = more @ np.log1p(i / alpha) - more[::-1] @ np.log1p(i / beta)
    return float(binomial + quotients - gain)
