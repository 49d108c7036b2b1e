"""The explorers of the notebooks: one function each, one line to open one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from kl_helpers.divergence import kl_from_binomial
from kl_helpers.explorer import Control, Explorer
from kl_helpers.figures.bells import (
    BellOnTwoHumps,
    BinsToAreas,
    EstimateFromSamples,
    TwoNormals,
)
from kl_helpers.figures.beyond import (
    BetaBinomialAgainstData,
    BothDirections,
    Messages,
    MixtureAgainstData,
)
from kl_helpers.figures.binomial import BernoulliVariance, BinomialAgainstData, BinomialFactors
from kl_helpers.figures.code_lengths import CodeLengths
from kl_helpers.figures.curves import KLCurve
from kl_helpers.figures.distributions import CutIntoPieces, DiscreteEvent, IntervalEvent
from kl_helpers.figures.learning import GradientDescent
from kl_helpers.figures.parts import Shares
from kl_helpers.figures.samples import CollectWorms, UniformOutcomes
from kl_helpers.figures.surprise import Surprise
from kl_helpers.figures.terms import KLBreakdown, OneTerm
from kl_helpers.models import fit_binomial
from kl_helpers.own_data import Data
from kl_helpers.validation import FloatArray, as_pmf, as_whole_number
from kl_helpers.worms import teeth_distribution
from kl_helpers.your_model import YourModel

MOST_OUTCOMES = 300
"""More outcomes than this cannot be told apart in a picture of this size."""


def cut_into_pieces() -> Explorer:
    """Explore how bars of equal areas come to follow a smooth curve.

    Returns
    -------
    Explorer
        Its slider is the number of pieces.
    """
    stops = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150]
    return Explorer(CutIntoPieces(), Control("pieces", stops, 1))


def discrete_event() -> Explorer:
    """Explore the probability of one number of teeth.

    Returns
    -------
    Explorer
        Its slider is the outcome k.
    """
    return Explorer(DiscreteEvent(), Control("k", range(11), 0))


def interval_event() -> Explorer:
    """Explore the probability of an interval of lengths.

    Returns
    -------
    Explorer
        Its sliders are the interval's centre and its width, both in centimetres.
    """
    centres = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2]
    widths = [0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6]
    return Explorer(
        IntervalEvent(widths),
        Control("centre in cm", centres, 1.0, "{:.1f}"),
        Control("width in cm", widths, 0.6),
    )


def collect_worms() -> Explorer:
    """Explore how shares settle as more worms are collected.

    Returns
    -------
    Explorer
        Its slider is the number of worms.
    """
    steps = [10, 20, 30, 50, 70]
    stops = [step * 10**power for power in range(4) for step in steps] + [100_000]
    return Explorer(CollectWorms(max(stops)), Control("worms collected", stops, 10, "{:,}"))


def uniform_outcomes() -> Explorer:
    """Explore uniform models with fewer and with more outcomes than the worms have.

    Returns
    -------
    Explorer
        Its slider is the model's number of outcomes.
    """
    most = 16
    return Explorer(UniformOutcomes(most), Control("outcomes", range(1, most + 1), 5))


def binomial_factors(n_trials: int = 10) -> Explorer:
    """Explore the three factors of a binomial probability and their product.

    Parameters
    ----------
    n_trials : int
        Number of trials n, from 1 to 200: the powers of more would be too small.

    Returns
    -------
    Explorer
        Its sliders are k and p.

    Raises
    ------
    ValueError
        If `n_trials` is not such a whole number.
    """
    n_trials = as_whole_number(n_trials, "n_trials", 1, 200)
    p_stops = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
    return Explorer(
        BinomialFactors(n_trials),
        Control("successes k", range(n_trials + 1), n_trials // 2),
        Control("p", p_stops, 0.5),
    )


def bernoulli_variance() -> Explorer:
    """Explore the variance of one trial, n = 1.

    Returns
    -------
    Explorer
        Its slider is p, from 0 to 1.
    """
    stops = [round(step / 50, 2) for step in range(51)]
    return Explorer(BernoulliVariance(), Control("p", stops, 0.1, "{:.2f}"))


def binomial_vs_data(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore how a binomial with a chosen p stands against data.

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its slider is p.
    """
    pmf, name = _data(pmf, name)
    return Explorer(BinomialAgainstData(pmf, name), p_control(pmf))


def surprise() -> Explorer:
    """Explore how much an outcome surprises a model, and two independent ones.

    Returns
    -------
    Explorer
        Its sliders are the probabilities that the model gives to the two outcomes.
    """
    first = [0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.125, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1]
    second = [0, 0.1, 0.125, 0.2, 0.25, 0.5, 0.8, 1]
    return Explorer(Surprise(), Control("q₁", first, 0.5), Control("q₂", second, 1))


def one_term() -> Explorer:
    """Explore what one event adds to KL divergence.

    Returns
    -------
    Explorer
        Its sliders are p(x) and q(x), the event's probability for the data and for
        the model.
    """
    stops = [0, 0.01, 0.05, 0.07, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1]
    return Explorer(OneTerm(), Control("p(x)", stops, 0.5), Control("q(x)", stops, 0.5))


def your_model(pmf: ArrayLike | Data | None = None, name: str | None = None) -> YourModel:
    """Make a model by hand, and see what KL divergence says of it.

    Parameters
    ----------
    pmf : array_like or Data, shape (k,), optional
        Probabilities of the data, or what `read_data` gives, from 2 to 20 outcomes; the
        worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    YourModel
        Its model, `q`, starts uniform.

    Raises
    ------
    ValueError
        If the data have fewer or more outcomes.
    """
    return YourModel(*_data(pmf, name))


def kl_breakdown(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore which outcome adds how much to KL(data ‖ binomial).

    The slider keeps to where the divergence is at most 1 nat above its lowest
    value: further out, a few large terms would press all others flat.

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its slider is p, which starts at its largest value: the best is to be found.
    """
    pmf, name = _data(pmf, name)
    best = fit_binomial(pmf)
    every = p_control(pmf).values
    highest = kl_from_binomial(pmf, best) + 1
    stops = [p for p in every if kl_from_binomial(pmf, p) <= highest]
    return Explorer(KLBreakdown(pmf, name, stops), Control("p", stops, stops[-1], "{:.4g}"))


def kl_curve(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore KL(data ‖ binomial) over p, with the uniform model's as a line.

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its slider is p.
    """
    pmf, name = _data(pmf, name)
    return Explorer(KLCurve(pmf, name), p_control(pmf))


def both_directions(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore KL(data ‖ binomial) beside KL(binomial ‖ data).

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its slider is p, from 0 to 1; all lowest points are among its stops.
    """
    picture = BothDirections(*_data(pmf, name))
    stops = _with(np.arange(41) / 40, picture.best_forward, *picture.lows_reverse)
    return Explorer(picture, Control("p", stops, _nearest(stops, 0.3), "{:.4g}"))


def beta_binomial_model(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore the two numbers of a beta-binomial.

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its sliders are alpha and beta.
    """
    pmf, name = _data(pmf, name)
    stops = [0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 10]
    controls = Control("α (alpha)", stops, 4), Control("β (beta)", stops, 2)
    return Explorer(BetaBinomialAgainstData(pmf, name, stops), *controls)


def mixture_model(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore a mixture of two binomials: three numbers, so it needs a kernel.

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its sliders are p1, p2 and the weight of the first.
    """
    steps = [step / 100 for step in range(1, 100)]
    return Explorer(
        MixtureAgainstData(*_data(pmf, name)),
        Control("p₁", steps, 0.5, "{:.2f}"),
        Control("p₂", steps, 0.6, "{:.2f}"),
        Control("weight of the first", [0.0, *steps, 1.0], 0.5, "{:.2f}"),
    )


def code_lengths() -> Explorer:
    """Explore what a code for the best binomial wastes and saves, outcome by outcome.

    Returns
    -------
    Explorer
        Its slider is the number of teeth k.
    """
    return Explorer(CodeLengths(), Control("k", range(11), 0))


def messages(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore the bits that real messages take, with a code for each model.

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its slider is the number of outcomes that are sent.
    """
    pmf, name = _data(pmf, name)
    lengths = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000]
    if len(pmf) > 50:
        # A binomial of many trials has probabilities so small that coding takes long.
        lengths = [length for length in lengths if length <= 1000]
    picture = Messages(pmf, name, lengths)
    return Explorer(picture, Control(f"{picture.item}s sent", lengths, 1, "{:,}"))


def gradient_descent(pmf: ArrayLike | Data | None = None, name: str | None = None) -> Explorer:
    """Explore how softmax learns data, step by step.

    Parameters
    ----------
    pmf : array_like or Data, shape (n + 1,), optional
        Probabilities of the data, or what `read_data` gives; the worms unless given.
    name : str, optional
        What the data are called; "worms" or "data" unless given.

    Returns
    -------
    Explorer
        Its sliders are the learning rate and the step.
    """
    pmf, name = _data(pmf, name)
    rates = [1, 5, 10, 12, 14, 20, 50]
    steps = [*range(27), 30, 35, 40]
    if len(pmf) > 60:  # a frame of 300 outcomes takes a tenth of a second
        rates, steps = rates[::2], steps[::4]
    picture = GradientDescent(pmf, 40, rates, name)
    return Explorer(picture, Control("learning rate", rates, 1), Control("step", steps, 0))


def bins_to_areas() -> Explorer:
    """Explore what becomes of KL divergence as bins become narrow.

    Returns
    -------
    Explorer
        Its slider is the number of bins.
    """
    numbers = [2**cuts for cuts in range(9)]
    return Explorer(BinsToAreas(numbers), Control("bins", numbers, 1))


def two_normals() -> Explorer:
    """Explore KL divergence of one bell from another.

    Returns
    -------
    Explorer
        Its sliders are mean and width of Q; P is N(0, 1).
    """
    means = [step / 2 for step in range(-6, 7)]
    widths = [0.5, 0.8, 1, 1.5, 2, 3]
    return Explorer(
        TwoNormals(),
        Control("mean of Q", means, 0),
        Control("width of Q", widths, 1),
    )


def bell_on_two_humps() -> Explorer:
    """Explore one bell that stands in for two kinds of worms, in both directions.

    Returns
    -------
    Explorer
        Its sliders are the bell's width and its mean, in centimetres; the best of both
        directions is among the stops.
    """
    means = [step / 2 for step in range(25)]
    widths = [0.5, 1, 1.5, 2, 3, 10**0.5, 3.5]
    return Explorer(
        BellOnTwoHumps(widths, means),
        Control("width", widths, 2, "{:.4g}"),
        Control("mean", means, 1),
    )


def estimate_from_samples() -> Explorer:
    """Explore three estimates of KL divergence from samples.

    Returns
    -------
    Explorer
        Its slider is the number of samples.
    """
    numbers = [*range(1, 11), *(n * 10**k for k in (1, 2, 3, 4) for n in (2, 3, 5, 7, 10))]
    picture = EstimateFromSamples(numbers)
    return Explorer(picture, Control("samples", numbers, 1, "{:,}"))


def p_control(pmf: ArrayLike, start: float = 0.3) -> Control:
    """Let p run from 0.01 to 0.99 in steps of 0.01, with the best p among the stops.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the data to which a best p belongs.
    start : float
        Where p stands first, or at the stop that is nearest.

    Returns
    -------
    Control
        The slider for p.
    """
    stops = _with(np.arange(1, 100) / 100, fit_binomial(pmf))
    return Control("p", stops, _nearest(stops, start), "{:.4g}")


def _with(steps: FloatArray, *best: float) -> list[float]:
    """Put the best values among the steps, each in place of a step that is as good as equal."""
    others = [float(step) for step in steps if not np.isclose(step, best).any()]
    return sorted({*others, *best})


def _nearest(stops: Sequence[float], wanted: float) -> float:
    return min(stops, key=lambda stop: abs(stop - wanted))


def _data(pmf: ArrayLike | Data | None, name: str | None) -> tuple[FloatArray, str]:
    """Give the reader's own data and their name, or the worms."""
    if pmf is None:
        return teeth_distribution(), name or "worms"
    if isinstance(pmf, Data):
        shares, name = Shares.of(pmf), name or pmf.name
    else:
        shares = as_pmf(pmf)
    if shares.size == 1:
        raise ValueError("the data have one outcome only, and every model of it loses nothing")
    if shares.size > MOST_OUTCOMES:
        raise ValueError(
            f"the data have {shares.size:,} outcomes, and an explorer draws {MOST_OUTCOMES} at "
            "most: cut them into classes first"
        )
    return shares, name or "data"
