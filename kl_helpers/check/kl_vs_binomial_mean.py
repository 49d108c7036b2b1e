"""Questions of notebook 06, KL against the binomial mean."""

import numpy as np

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.divergence import kl_divergence
from kl_helpers.models import binomial_pmf
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_LOWER_P = 0.444


def _kl_with_eleven_trials() -> float:
    """Give what comes out when n is taken for 11, the number of outcomes."""
    eleven_trials = binomial_pmf(11, _LOWER_P)[:11]
    return float(np.sum(_WORMS * np.log(_WORMS / eleven_trials)))


_BEST = kl_divergence(_WORMS, binomial_pmf(10, 0.544))
_BELOW = kl_divergence(_WORMS, binomial_pmf(10, _LOWER_P))

kl_a_step_below = NumberQuestion(
    right=_BELOW,
    why=f"A step of 0.1 to the left costs {_BELOW - _BEST:.4f} nats more than p = 0.544.",
    hint="Use kl_divergence with the worms first and binomial_pmf(10, 0.444) second.",
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
            kl_divergence(_WORMS, binomial_pmf(10, 0.644)),
            "You went a step of 0.1 up from 0.544. The question goes down.",
        ),
        Slip(_BEST, "That is the divergence at 0.544 itself. Move p first."),
    ),
    digits=4,
)

best_p_of_other_worms = NumberQuestion(
    right=3.2 / 10,
    why="Only the mean matters: 3.2 teeth of 10 possible ones give p = 0.32.",
    hint="The best p is the mean divided by the number of trials.",
    slips=(
        Slip(3.2 / 11, "You divided by the number of outcomes. How many trials are there?"),
        Slip(3.2, "That is the mean. A probability lies between 0 and 1."),
        Slip(0.544, "That is the best p for the first worms. These have another mean."),
    ),
)

binomial_beats_uniform = ChoiceQuestion(
    right="no",
    why="The lowest point of the curve is 0.4273 nats, and the uniform model has 0.1367.",
    hint="Compare the lowest point of the curve with the dashed line.",
    slips=(Slip("yes", "Which p would that be? Look at the lowest point and the dashed line."),),
)

what_decides = ChoiceQuestion(
    right="the mean",
    why="In the formula the worms meet p only through their mean, m.",
    hint="Look at the two parts of the formula that hold p.",
    slips=(
        Slip("the variance", "The variance says how low the valley is, not where it is."),
        Slip("the peak", "The worms peak at 4 teeth, and 4 / 10 is not where the valley lies."),
    ),
)
