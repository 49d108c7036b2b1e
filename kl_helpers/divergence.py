r"""KL divergence, the entropies it is made of, and its symmetric relatives.

$$KL(P \| Q) = \sum_i p(x_i) \, \ln \frac{p(x_i)}{q(x_i)}$$

An outcome to which a model gives the probability q surprises it by ln(1/q). The sum is
how much more the outcomes of P surprise Q than they would surprise P, on average.

Two rules complete it. An outcome that P never shows has no weight in the average and
adds nothing, whatever Q says of it. An outcome that P shows and Q calls impossible
costs infinity, and infinity is what these functions return: there is no epsilon and no
clipping.

A probability below about 10^-324 fits into no float and comes out as 0, which then
looks like "impossible". Its logarithm fits: where a model is known by its
logarithms, as `log_binomial_pmf` gives them, pass them as `log_q` in place of q.

Reference: Cover, Thomas (2006), *Elements of Information Theory*, ch. 2.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.models import log_binomial_coefficients, mean
from kl_helpers.validation import (
    FloatArray,
    as_log_pmfs,
    as_pair,
    as_pmf,
    as_pmf_pair,
    as_pmfs,
    as_probabilities,
    float_or_array,
    weighted,
)

NATS_IN = {"nats": 1.0, "bits": math.log(2)}
"""Nats in one unit: the natural logarithm gives nats, log2 gives bits."""


@np.errstate(under="ignore")
def kl_terms(
    p: ArrayLike,
    q: ArrayLike | None = None,
    unit: str = "nats",
    *,
    log_q: ArrayLike | None = None,
) -> FloatArray:
    """Give what each outcome adds to KL(p ‖ q), with its sign.

    A term is negative where the model says too much about an outcome that happens;
    the sum of all terms never is, since each is at least p - q.

    Parameters
    ----------
    p, q : array_like, shape (k,) or (m, k)
        Distributions over the same k outcomes, one a row.
    unit : {"nats", "bits"}
        Natural logarithm or log2.
    log_q : array_like, shape (k,) or (m, k), optional
        Natural logarithms of q, in place of q.

    Returns
    -------
    ndarray, shape (k,) or (m, k)
        The terms, in `unit`; infinite where q is 0 and p is not.

    Raises
    ------
    ValueError
        If p or q is not a distribution, their outcomes differ in number, or
        `unit` is unknown.
    TypeError
        If p or q holds something other than numbers, or not one of q and `log_q`
        is given.

    Examples
    --------
    >>> kl_terms([0.5, 0.5, 0], [0.25, 0.75, 0], unit="bits").round(3).tolist()
    [0.5, -0.292, 0.0]
    """
    p, log_q = _with_logarithms(p, q, log_q)
    return (weighted(p, _log(p)) - weighted(p, log_q)) / _nats_in(unit)


@np.errstate(under="ignore")
def kl_divergence(
    p: ArrayLike,
    q: ArrayLike | None = None,
    unit: str = "nats",
    *,
    log_q: ArrayLike | None = None,
) -> float | FloatArray:
    """Give KL(p ‖ q): what is lost when q stands in for p.

    It is 0 when both are equal, otherwise above 0, and infinite when q calls
    something impossible that p shows. It is no distance: KL(q ‖ p) is in general
    another number, and a detour by a third distribution can be shorter. Where rounding
    leaves the sum a hair below 0, it is 0.

    Parameters
    ----------
    p, q : array_like, shape (k,) or (m, k)
        Distributions over the same k outcomes, one a row.
    unit : {"nats", "bits"}
        Natural logarithm or log2.
    log_q : array_like, shape (k,) or (m, k), optional
        Natural logarithms of q, in place of q.

    Returns
    -------
    float or ndarray, shape (m,)
        The divergence in `unit`; an array where p or q has rows.

    Raises
    ------
    ValueError
        If p or q is not a distribution, their outcomes differ in number, or
        `unit` is unknown.
    TypeError
        If p or q holds something other than numbers, or not one of q and `log_q`
        is given.

    Examples
    --------
    >>> round(kl_divergence([0.5, 0.5], [0.25, 0.75]), 6)
    0.143841
    >>> kl_divergence([0.5, 0.5], [1, 0])
    inf
    >>> round(kl_divergence([0.5, 0.5], log_q=[0, -1000]), 3)
    499.307
    """
    return float_or_array(np.maximum(kl_terms(p, q, unit, log_q=log_q).sum(axis=-1), 0.0))


@np.errstate(under="ignore")
def kl_from_binomial(pmf: ArrayLike, p: ArrayLike, unit: str = "nats") -> float | FloatArray:
    r"""Give KL(pmf ‖ binomial with p), without building a binomial for each p.

    The logarithm of the binomial is a sum, and only two parts of it hold p:

    $$KL = \underbrace{\sum_k P(k) \ln \frac{P(k)}{\binom{n}{k}}}_{\text{no } p}
    \; - \; m \ln p \; - \; (n - m) \ln (1 - p)$$

    with m the mean number of successes, and n - m of failures. So the mean is all
    that the choice of p depends on, and the derivative is zero at p = m / n. No
    probability of the binomial is ever computed, so none is lost for being too
    small for a float.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the outcomes 0 ... n.
    p : array_like
        Probabilities of success, of any shape.
    unit : {"nats", "bits"}
        Natural logarithm or log2.

    Returns
    -------
    float or ndarray
        The divergence in `unit`, in the shape of p.

    Raises
    ------
    ValueError
        If `pmf` is not a distribution, p is outside [0, 1], or `unit` is unknown.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> round(kl_from_binomial([0.5, 0.5], 0.25), 6)
    0.143841
    """
    pmf, p = as_pmf(pmf), as_probabilities(p, "p")
    # Failures are counted from the other end: n - m would round a rare failure away.
    successes, failures = mean(pmf), mean(pmf[::-1])
    without_p = weighted(pmf, _log(pmf) - log_binomial_coefficients(pmf.size - 1)).sum()
    with np.errstate(divide="ignore"):
        with_p = weighted(successes, np.log(p)) + weighted(failures, np.log1p(-p))
    return float_or_array(np.maximum(without_p - with_p, 0.0) / _nats_in(unit))


@np.errstate(under="ignore")
def entropy(p: ArrayLike, unit: str = "nats") -> float | FloatArray:
    """Give the entropy of p: the surprise that is left when p is known.

    No code that is read without commas takes fewer bits an outcome on average; in long
    messages a code built for p comes as close to it as one likes.

    Parameters
    ----------
    p : array_like, shape (k,) or (m, k)
        A distribution, or one a row.
    unit : {"nats", "bits"}
        Natural logarithm or log2.

    Returns
    -------
    float or ndarray, shape (m,)
        The entropy in `unit`, from 0 to log k.

    Raises
    ------
    ValueError
        If p is not a distribution or `unit` is unknown.
    TypeError
        If p holds something other than numbers.

    Examples
    --------
    >>> entropy([0.5, 0.25, 0.25], unit="bits")
    1.5
    """
    p = as_pmfs(p, "p")
    return float_or_array(-weighted(p, _log(p)).sum(axis=-1) / _nats_in(unit) + 0.0)


@np.errstate(under="ignore")
def cross_entropy(
    p: ArrayLike,
    q: ArrayLike | None = None,
    unit: str = "nats",
    *,
    log_q: ArrayLike | None = None,
) -> float | FloatArray:
    """Give the average surprise of somebody who expects q, while p happens.

    It is the entropy of p plus KL(p ‖ q): in a message written with a code for q, what
    is needed plus what is wasted.

    Parameters
    ----------
    p, q : array_like, shape (k,) or (m, k)
        Distributions over the same k outcomes, one a row.
    unit : {"nats", "bits"}
        Natural logarithm or log2.
    log_q : array_like, shape (k,) or (m, k), optional
        Natural logarithms of q, in place of q.

    Returns
    -------
    float or ndarray, shape (m,)
        The cross-entropy in `unit`; infinite where q is 0 and p is not.

    Raises
    ------
    ValueError
        If p or q is not a distribution, their outcomes differ in number, or
        `unit` is unknown.
    TypeError
        If p or q holds something other than numbers, or not one of q and `log_q`
        is given.

    Examples
    --------
    >>> round(cross_entropy([0.5, 0.5], [0.25, 0.75], unit="bits"), 6)
    1.207519
    """
    p, log_q = _with_logarithms(p, q, log_q)
    return float_or_array(-weighted(p, log_q).sum(axis=-1) / _nats_in(unit) + 0.0)


def _with_logarithms(
    p: ArrayLike, q: ArrayLike | None, log_q: ArrayLike | None
) -> tuple[FloatArray, FloatArray]:
    """Give p, and the logarithms of the model however it was given."""
    if (q is None) == (log_q is None):
        raise TypeError("give the model as q or as log_q: one of the two")
    if log_q is not None:
        return as_pair(as_pmfs(p, "p"), as_log_pmfs(log_q, "log_q"), "log_q")
    p, q = as_pmf_pair(p, q)
    return p, _log(q)


@np.errstate(under="ignore")
def jensen_shannon(p: ArrayLike, q: ArrayLike, unit: str = "nats") -> float | FloatArray:
    r"""Give the Jensen-Shannon divergence: what both lose about their middle, on average.

    $$JS(P, Q) = \tfrac12 KL(P \| M) + \tfrac12 KL(Q \| M), \qquad M = \tfrac12 (P + Q)$$

    It is the same there and back, 0 when both are equal, and log 2, which is 1 bit,
    when they share no outcome. The middle calls nothing impossible that one of them
    shows, so it is never infinite. Its square root, the Jensen-Shannon distance, obeys
    the triangle inequality; the divergence itself does not.

    Parameters
    ----------
    p, q : array_like, shape (k,) or (m, k)
        Distributions over the same k outcomes, one a row.
    unit : {"nats", "bits"}
        Natural logarithm or log2.

    Returns
    -------
    float or ndarray, shape (m,)
        The divergence in `unit`, from 0 to log 2; an array where p or q has rows.

    Raises
    ------
    ValueError
        If p or q is not a distribution, their outcomes differ in number, or
        `unit` is unknown.
    TypeError
        If p or q holds something other than numbers.

    References
    ----------
    Lin (1991), *Divergence measures based on the Shannon entropy*. Endres, Schindelin
    (2003), *A new metric for probability distributions*.

    Examples
    --------
    >>> jensen_shannon([1, 0], [0, 1], unit="bits")
    1.0
    >>> round(jensen_shannon([1, 0], [0.5, 0.5]), 6)
    0.215762
    """
    p, q = as_pmf_pair(p, q)
    log_sum = _log(p + q)  # of 2 M: halving the smallest float would give 0
    terms = sum(weighted(one, _log(2 * one)) - weighted(one, log_sum) for one in (p, q)) / 2
    return float_or_array(np.clip(terms.sum(axis=-1), 0.0, math.log(2)) / _nats_in(unit))


@np.errstate(under="ignore")
def total_variation(p: ArrayLike, q: ArrayLike) -> float | FloatArray:
    r"""Give the total variation distance: the share that has to move to make q of p.

    $$TV(P, Q) = \tfrac12 \sum_i |p(x_i) - q(x_i)|$$

    It is a distance from 0 to 1, and the most by which p and q can differ about the
    probability of any event. Pinsker's inequality bounds it: TV is at most the square
    root of half of KL(p ‖ q), in nats.

    Parameters
    ----------
    p, q : array_like, shape (k,) or (m, k)
        Distributions over the same k outcomes, one a row.

    Returns
    -------
    float or ndarray, shape (m,)
        The distance, without unit; an array where p or q has rows.

    Raises
    ------
    ValueError
        If p or q is not a distribution or their outcomes differ in number.
    TypeError
        If p or q holds something other than numbers.

    References
    ----------
    Cover, Thomas (2006), *Elements of Information Theory*, ch. 11.6.

    Examples
    --------
    >>> total_variation([0.5, 0.5], [0.75, 0.25])
    0.25
    """
    p, q = as_pmf_pair(p, q)
    return float_or_array(np.minimum(np.abs(p - q).sum(axis=-1) / 2, 1.0))


def _log(p: FloatArray) -> FloatArray:
    """Natural logarithm, with log 0 = minus infinity and no warning about it."""
    with np.errstate(divide="ignore"):
        return np.log(p)


def _nats_in(unit: str) -> float:
    if not isinstance(unit, str) or unit not in NATS_IN:
        raise ValueError(f"unit is {unit!r}; it must be one of {', '.join(NATS_IN)}")
    return NATS_IN[unit]
