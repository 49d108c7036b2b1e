"""Questions of notebook 05, KL divergence broken down."""

import math

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.divergence import kl_terms
from kl_helpers.models import binomial_pmf, fit_binomial
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_BINOMIAL = binomial_pmf(10, fit_binomial(_WORMS))
_ELEVEN_TRIALS = binomial_pmf(11, fit_binomial(_WORMS))
_NINE = _WORMS[9]
_RATIO = _NINE / _BINOMIAL[9]

surprise_of_both = NumberQuestion(
    right=math.log2(8) + math.log2(4),
    why="3 bits and 2 bits. Both together have the probability 1/32, as five coins that all "
    "show heads.",
    hint="How many coins in a row are as surprising as each outcome? Surprises add.",
    slips=(
        Slip(math.log(8 * 4), "That is in nats. Take the logarithm to base 2 for bits."),
        Slip(
            math.log2(8) * math.log2(4),
            "You multiplied the surprises. It is the probabilities that multiply.",
        ),
        Slip(math.log2(1 / 32), "Turn the fraction round: a surprise is never below zero."),
        Slip(
            math.log2(1 / (1 / 8 + 1 / 4)),
            "You added the probabilities. Both outcomes happen, so they multiply.",
        ),
        Slip(math.log2(8), "That is the first outcome alone."),
        Slip(math.log2(4), "That is the second outcome alone."),
        Slip(32, "You left out the logarithm."),
        Slip(1 / 32, "That is the probability of both. How surprising is it?"),
    ),
)

term_of_nine_teeth = NumberQuestion(
    right=kl_terms(_WORMS, _BINOMIAL)[9],
    why="The logarithm of the ratio, weighted with the share of the worms: eight in a hundred.",
    hint="Take the logarithm of share over model, then weight it with the share of the worms.",
    slips=(
        Slip(math.log(_RATIO), "That is the logarithm alone. How often does this outcome happen?"),
        Slip(_NINE * _RATIO, "You left out the logarithm."),
        Slip(_NINE * math.log2(_RATIO), "That is in bits. Take the natural logarithm for nats."),
        Slip(_NINE * math.log10(_RATIO), "That is the logarithm to base ten. Nats need `np.log`."),
        Slip(
            -_NINE * math.log(_RATIO),
            "Turn the ratio round: the worms are above the line, the model below it.",
        ),
        Slip(
            _BINOMIAL[9] * math.log(1 / _RATIO),
            "You gave the worms the place of the model and the model that of the worms.",
        ),
        Slip(
            _BINOMIAL[9] * math.log(_RATIO),
            "Right ratio, but you weighted it with the model. The worms give the weight.",
        ),
        Slip(
            _NINE * math.log(_NINE / _ELEVEN_TRIALS[9]),
            "Your binomial has 11 trials. There are 11 outcomes; how many places for a tooth?",
        ),
    ),
)

sum_below_zero = ChoiceQuestion(
    right="no",
    why="No term lies below its p(x) − q(x), the dashed line, and over all outcomes these "
    "differences add up to 1 − 1.",
    hint="Where does the staircase end, and how low can a single term be?",
    slips=(
        Slip(
            "yes",
            "Some steps lead down, but look where the last one ends. Then think of the dashed line "
            "under the curve of one term: what do all p(x) − q(x) add up to?",
        ),
    ),
)

a_model_for_heads_only = NumberQuestion(
    right=math.inf,
    why="The model calls tails impossible, and tails happens. Nothing finite makes up for that.",
    hint="Write both terms down. What becomes of a logarithm when its denominator goes to 0?",
    slips=(
        Slip(
            0.5 * math.log(0.5),
            "You left a term out. The rule 'adds nothing' is for p(x) = 0; which one is 0 here?",
        ),
        Slip(
            -0.5 * math.log(0.5),
            "You left one term out and turned the ratio of the other round.",
        ),
        Slip(
            math.log(2),
            "That is the other direction, with the coin and the model exchanged.",
        ),
        Slip(0.0, "That would mean that the model is the coin. They differ a lot."),
        *(
            Slip(
                0.5 * math.log(0.5) + 0.5 * math.log(0.5 / epsilon),
                f"Did you put {epsilon:g} in place of 0? That is another model than the one asked.",
            )
            for epsilon in (1e-3, 1e-6, 1e-9, 1e-10, 1e-12)
        ),
    ),
)
