"""Questions of notebook 06, KL against the binomial mean."""

import numpy as np

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.divergence import kl_divergence
from kl_helpers.models import binomial_pmf, fit_binomial, uniform_pmf
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_BEST_P = fit_binomial(_WORMS)
_STEP = 0.1
_LOWER_P = _BEST_P - 2 * _STEP


def _kl_with_eleven_trials() -> float:
    """Give what comes out when n is taken for 11, the number of outcomes."""
    eleven_trials = binomial_pmf(11, _LOWER_P)[:11]
    return float(np.sum(_WORMS * np.log(_WORMS / eleven_trials)))


_BEST = kl_divergence(_WORMS, binomial_pmf(10, _BEST_P))
_BELOW = kl_divergence(_WORMS, binomial_pmf(10, _LOWER_P))

kl_two_steps_below = NumberQuestion(
    right=_BELOW,
    why=f"Two steps of {_STEP} to the left cost {_BELOW - _BEST:.4f} nats more than "
    f"p = {_BEST_P:g}.",
    hint=f"Use kl_divergence with the worms first and binomial_pmf(10, {_LOWER_P:g}) second.",
    slips=(
        Slip(
            kl_divergence(_WORMS, binomial_pmf(10, _LOWER_P), unit="bits"),
            "That is in bits. The question asks for nats, the unit of the natural logarithm.",
        ),
        Slip(
            kl_divergence(binomial_pmf(10, _LOWER_P), _WORMS),
            "You swapped the two: the worms, which we want to describe, come first.",
        ),
        Slip(
            _kl_with_eleven_trials(), "That is a model with 11 trials. 11 outcomes are 10 trials."
        ),
        Slip(
            kl_divergence(_WORMS, binomial_pmf(10, _BEST_P + 2 * _STEP)),
            f"You went up from {_BEST_P:g}. The question goes down.",
        ),
        Slip(
            kl_divergence(_WORMS, binomial_pmf(10, _BEST_P - _STEP)),
            "That is one step down. The question asks for two.",
        ),
        Slip(_BEST, f"That is the divergence at {_BEST_P:g} itself. Move p first."),
    ),
    digits=4,
)

best_p_of_other_worms = NumberQuestion(
    right=3.2 / 10,
    why="Only the mean matters: 3.2 teeth of 10 possible ones give p = 0.32.",
    hint="The best p is the mean divided by the number of trials.",
    slips=(
        Slip(3.2 / 11, "You divided by the number of outcomes. How many trials are there?"),
        Slip(1 - 3.2 / 10, "That is the probability of a place without a tooth."),
        Slip(3.2 / 100, "The mean is already one worm's. How many trials has a worm?"),
        Slip(3.2, "That is the mean. A probability lies between 0 and 1."),
        Slip(_BEST_P, "That is the best p for the first worms. These have another mean."),
    ),
)

binomial_beats_uniform = ChoiceQuestion(
    right="no",
    why=f"The lowest point of the curve is {_BEST:.4f} nats, and the uniform model has "
    f"{kl_divergence(_WORMS, uniform_pmf(_WORMS.size)):.4f}.",
    hint="Compare the lowest point of the curve with the dashed line.",
    slips=(Slip("yes", "Which p would that be? Look at the lowest point and the dashed line."),),
)

worms_spread_apart = ChoiceQuestion(
    right="stay",
    why="The hundred worms have as many teeth as before, so their mean stays, and with it the "
    "best p. Only their spread has grown.",
    hint="What does the exchange do to the mean of the worms?",
    slips=(
        Slip("up", "One worm has gained a tooth. What about the other one?"),
        Slip("down", "One worm has lost a tooth, and what has the other one done?"),
    ),
)
