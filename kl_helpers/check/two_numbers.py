"""Questions of notebook 08, two numbers and their likelihood."""

import math

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.models import beta_binomial_pmf, mean, variance
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_ALPHA, _BETA, _TRIALS = 3, 1, 10
_NARROW, _WIDE = (variance(beta_binomial_pmf(10, *pair)) for pair in [(1, 10), (10, 10)])
_SEEN, _WORSE, _BETTER = 200, 0.05, 0.03
_GAIN = _SEEN * (_WORSE - _BETTER)

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

narrower_pair = ChoiceQuestion(
    right="1 and 10",
    why=f"Its worms have hardly a tooth, so they cannot differ much: a variance of {_NARROW:.2f} "
    f"against {_WIDE:.2f}. A larger pair is narrower only at the same mean.",
    hint="Set both pairs in the explorer and read the two variances.",
    slips=(
        Slip(
            "10 and 10",
            "Larger numbers make a model narrower at one mean. Do these two have one mean?",
        ),
        Slip("neither", "Where does each of the two models sit, and how much room is there?"),
    ),
)

log_likelihood_gained = NumberQuestion(
    right=_GAIN,
    why="Each worm gains the difference of the two divergences, and there are "
    f"{_SEEN} of them. The data are {math.exp(_GAIN):.0f} times as probable.",
    hint="How much does one worm gain on average, in nats? And all of them together?",
    slips=(
        Slip(_WORSE - _BETTER, "That is what a single worm gains on average."),
        Slip(math.exp(_GAIN), "That is how many times as probable the data become. Its logarithm?"),
        Slip(_GAIN / 2, "That would be right for a hundred worms."),
        Slip(_GAIN / math.log(2), "That is in bits. The log-likelihood is a natural logarithm."),
        Slip(_SEEN * _WORSE, "That is what one of the models loses. Take the difference of both."),
        Slip(_SEEN * _BETTER, "That is what the better model loses. Take the difference of both."),
    ),
    digits=2,
)
