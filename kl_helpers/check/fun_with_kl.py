"""Questions of notebook 07, beyond the best p."""

import numpy as np

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.divergence import cross_entropy, entropy, kl_divergence, kl_from_binomial
from kl_helpers.models import binomial_pmf, fit_binomial, mean, uniform_pmf
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_UNIFORM = uniform_pmf(_WORMS.size)
_P = np.linspace(0, 1, 10001)
_FORWARD = kl_from_binomial(_WORMS, _P)
_REVERSE = kl_divergence(binomial_pmf(10, _P), _WORMS)
_SENT = 1000
_ALPHA, _BETA, _TRIALS = 3, 1, 10

lowest_of_the_reverse = NumberQuestion(
    right=_P[_REVERSE.argmin()],
    why="There the binomial sits where the worms are frequent, and wastes least on rare outcomes.",
    hint="Look for the cross, the lowest point of the dashed curve.",
    slips=(
        Slip(
            fit_binomial(_WORMS),
            "That is the lowest point of the other direction, the solid curve.",
        ),
        Slip(
            _P[(_FORWARD - _REVERSE).argmin()],
            "That is the lowest point of the difference, the dotted curve.",
        ),
        Slip(0.5, "Close, but read the stop at the cross; the middle of the range has no say."),
        Slip(
            _REVERSE.min(),
            "That is how high the lowest point lies, in nats. At which p does it lie?",
        ),
    ),
    digits=2,
)

mean_of_a_beta_binomial = NumberQuestion(
    right=_TRIALS * _ALPHA / (_ALPHA + _BETA),
    why=f"On average a worm has the p of alpha / (alpha + beta) = {_ALPHA / (_ALPHA + _BETA)}, "
    f"and each of its {_TRIALS} places grows a tooth with that probability.",
    hint="What is the mean of all p? And how many places does each worm have?",
    slips=(
        Slip(_ALPHA / (_ALPHA + _BETA), "That is the mean of all p. How many teeth does it make?"),
        Slip(
            _TRIALS * _BETA / (_ALPHA + _BETA),
            "You gave the places without a tooth: which of the two numbers pulls towards teeth?",
        ),
        Slip(
            (_TRIALS + 1) * _ALPHA / (_ALPHA + _BETA),
            "You multiplied by the number of outcomes. How many trials are there?",
        ),
        Slip(
            _TRIALS * _ALPHA / _BETA,
            "That is more teeth than there are places. Divide by both numbers together.",
        ),
        Slip(
            mean(_WORMS),
            "That is the mean of the worms. The question is about another model.",
        ),
        Slip(_TRIALS / 2, "That would be right for two equal numbers, such as 1 and 1."),
    ),
    digits=2,
)

infinite_at_zero = ChoiceQuestion(
    right="forward",
    why="At p = 0 the model says that no worm has a tooth, and 98 of 100 worms have one. "
    "The other direction only looks at what the model produces: worms without teeth, which exist.",
    hint="Read the sentence below the picture at p = 0.",
    slips=(
        Slip(
            "reverse",
            "Which of the two holds a term with something positive over 0 in its logarithm?",
        ),
        Slip("both", "One of them averages over what the model produces. Is that impossible?"),
        Slip("neither", "The model calls teeth impossible. Are there worms with teeth?"),
    ),
)

wasted_bits = NumberQuestion(
    right=_SENT * kl_divergence(_WORMS, _UNIFORM, "bits"),
    why="The divergence in bits is the waste per worm, so a thousand worms waste a thousand "
    "times as much.",
    hint="What does one worm waste on average, in bits?",
    slips=(
        Slip(_SENT * kl_divergence(_WORMS, _UNIFORM), "Those are nats. Messages are in bits."),
        Slip(
            _SENT * cross_entropy(_WORMS, _UNIFORM, "bits"),
            "That is the whole message. How much of it would the best code have saved?",
        ),
        Slip(
            _SENT * entropy(_WORMS, "bits"),
            "That is what the best code needs. How much more does this one take?",
        ),
        Slip(
            _SENT * kl_divergence(_WORMS, binomial_pmf(10, fit_binomial(_WORMS)), "bits"),
            "That is the waste of the binomial's code.",
        ),
        Slip(
            _SENT * kl_divergence(_UNIFORM, _WORMS, "bits"),
            "That is the other direction. The worms are sent, so the average is over the worms.",
        ),
        Slip(kl_divergence(_WORMS, _UNIFORM, "bits"), "That is the waste of a single worm."),
    ),
    digits=1,
)
