r"""KL divergence from samples, where no sum over all outcomes can be taken.

Draw x from P and look at $r = q(x) / p(x)$ only. Three terms are in use, and the
mean of each over many x estimates KL(P ‖ Q):

- plain, $-\ln r$: right on average, and negative wherever r is above 1;
- squared, $(\ln r)^2 / 2$: never negative, and wrong on average;
- corrected, $(r - 1) - \ln r$: never negative, and right on average as long as P can
  make whatever Q can; else too small, by what Q gives to the rest.

The two others are steadier than plain while P and Q are close. Far apart, r is now and
then huge, and they are wilder.

Reference: Schulman (2020), *Approximating KL Divergence*, where they are called
k1, k2 and k3.
"""

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.validation import FloatArray, as_logarithms, as_vector

ESTIMATORS = ("plain", "squared", "corrected")
"""The three terms, in the order of their rows."""


@np.errstate(under="ignore")
def kl_estimates(log_p: ArrayLike, log_q: ArrayLike) -> FloatArray:
    """Give the three terms for each sample drawn from P.

    Parameters
    ----------
    log_p, log_q : array_like, shape (m,)
        Natural logarithms of the probabilities, or densities, that P and Q give to
        the m samples; minus infinity in `log_q` for what Q calls impossible.

    Returns
    -------
    ndarray, shape (3, m)
        Rows plain, squared and corrected, in nats. The mean of a row estimates
        KL(P ‖ Q), and its standard deviation over the root of m says how well.

    Raises
    ------
    ValueError
        If the lists differ in length, `log_p` is not finite (P has drawn these
        samples), or a ratio q / p is more than a float can hold.
    TypeError
        If an argument holds something other than numbers.

    Examples
    --------
    >>> terms = kl_estimates(np.log([0.5, 0.5]), np.log([0.25, 0.75]))
    >>> terms.mean(axis=1).round(4).tolist()
    [0.1438, 0.1612, 0.1438]
    """
    log_p, log_q = as_vector(log_p, "log_p"), as_logarithms(log_q, "log_q")
    if log_p.shape != log_q.shape:
        raise ValueError(
            f"log_p has shape {log_p.shape} and log_q has {log_q.shape}; "
            "each sample needs one of each"
        )
    log_ratio = log_q - log_p
    if log_ratio.max() > np.log(np.finfo(float).max):
        sample = int(log_ratio.argmax())
        raise ValueError(f"q / p at sample {sample} is more than a float can hold")
    with np.errstate(over="ignore"):
        squared = log_ratio**2 / 2
    # Close to r = 1 the two parts cancel up to rounding, which may leave a hair below 0.
    corrected = np.maximum(np.expm1(log_ratio) - log_ratio, 0.0)
    return np.array([-log_ratio, squared, corrected])
