"""The explorers of the notebooks: one function each, one line to open one."""

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.figures.binomial import BernoulliVariance, BinomialAgainstData, BinomialFactors
from kl_helpers.figures.curves import KLCurve
from kl_helpers.flipbook import Control, Flipbook
from kl_helpers.models import fit_binomial
from kl_helpers.worms import teeth_distribution


def binomial_factors(n_trials: int = 10) -> Flipbook:
    """Explore the three factors of a binomial probability and their product.

    Parameters
    ----------
    n_trials : int
        Number of trials n.

    Returns
    -------
    Flipbook
        Its sliders are k and p.
    """
    p_stops = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.544, 0.6, 0.7, 0.8, 0.9, 0.95]
    return Flipbook(
        BinomialFactors(n_trials),
        Control("successes k", range(n_trials + 1), n_trials // 2),
        Control("p", p_stops, 0.5),
    )


def bernoulli_variance() -> Flipbook:
    """Explore the variance of one trial, n = 1.

    Returns
    -------
    Flipbook
        Its slider is p, from 0 to 1.
    """
    stops = [round(step / 50, 2) for step in range(51)]
    return Flipbook(BernoulliVariance(), Control("p", stops, 0.1, "{:.2f}"))


def binomial_vs_data(pmf: ArrayLike | None = None, name: str = "worms") -> Flipbook:
    """Explore how a binomial with a chosen p stands against data.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,), optional
        Probabilities of the data; the worms unless given.
    name : str
        What the data are called.

    Returns
    -------
    Flipbook
        Its slider is p.
    """
    pmf = teeth_distribution() if pmf is None else pmf
    return Flipbook(BinomialAgainstData(pmf, name), p_control(pmf))


def kl_curve(pmf: ArrayLike | None = None, name: str = "worms") -> Flipbook:
    """Explore KL(data ‖ binomial) over p, with the uniform model's as a line.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,), optional
        Probabilities of the data; the worms unless given.
    name : str
        What the data are called.

    Returns
    -------
    Flipbook
        Its slider is p.
    """
    pmf = teeth_distribution() if pmf is None else pmf
    return Flipbook(KLCurve(pmf, name), p_control(pmf))


def p_control(pmf: ArrayLike, start: float = 0.3) -> Control:
    """Let p run from 0.01 to 0.99 in steps of 0.01, with the best p among the stops.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the data to which a best p belongs.
    start : float
        Where p stands first.

    Returns
    -------
    Control
        The slider for p.
    """
    best, steps = fit_binomial(pmf), np.arange(1, 100) / 100
    stops = np.sort(np.append(steps[~np.isclose(steps, best)], best))
    return Control("p", stops.tolist(), start, "{:.4g}")
