"""Questions of notebook 05, KL divergence broken down."""

import math

import numpy as np

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.divergence import kl_divergence, kl_terms
from kl_helpers.models import binomial_pmf, fit_binomial, uniform_pmf
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_UNIFORM = uniform_pmf(_WORMS.size)
_BINOMIAL = binomial_pmf(10, fit_binomial(_WORMS))
_ELEVEN_TRIALS = binomial_pmf(11, fit_binomial(_WORMS))
_TEN = _WORMS[10]
_RATIO = _TEN / _BINOMIAL[10]

term_of_ten_teeth = NumberQuestion(
    right=kl_terms(_WORMS, _BINOMIAL)[10],
    why="The logarithm of the ratio, weighted with the share of the worms: seven in a hundred.",
    hint="Take the logarithm of share over model, then weight it with the share of the worms.",
    slips=(
        Slip(math.log(_RATIO), "That is the logarithm alone. How often does this outcome happen?"),
        Slip(_TEN * _RATIO, "You left out the logarithm."),
        Slip(_TEN * math.log2(_RATIO), "That is in bits. Take the natural logarithm for nats."),
        Slip(_TEN * math.log10(_RATIO), "That is the logarithm to base ten. Nats need `np.log`."),
        Slip(
            -_TEN * math.log(_RATIO),
            "Turn the ratio round: the worms are above the line, the model below it.",
        ),
        Slip(
            _BINOMIAL[10] * math.log(1 / _RATIO),
            "You gave the worms the place of the model and the model that of the worms.",
        ),
        Slip(
            _BINOMIAL[10] * math.log(_RATIO),
            "Right ratio, but you weighted it with the model. The worms give the weight.",
        ),
        Slip(
            _TEN * math.log(_TEN / _ELEVEN_TRIALS[10]),
            "Your binomial has 11 trials. There are 11 outcomes; how many places for a tooth?",
        ),
    ),
)

sum_below_zero = ChoiceQuestion(
    right="no",
    why="Probabilities add up to 1: what a model overrates here, it must underrate elsewhere, "
    "and that always costs at least as much.",
    hint="Move p to both ends and read the sum.",
    slips=(
        Slip(
            "yes",
            "Some steps lead down, but look where the last one ends. Try every p.",
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

_UNIFORM_NATS = kl_divergence(_WORMS, _UNIFORM)
_UNIFORM_TERMS = kl_terms(_WORMS, _UNIFORM, "bits")

uniform_in_bits = NumberQuestion(
    right=kl_divergence(_WORMS, _UNIFORM, "bits"),
    why=f"{_UNIFORM_NATS:.4f} nats divided by ln 2 = {math.log(2):.4f}.",
    hint="Take log2 in place of the natural logarithm, or divide the nats by ln 2.",
    slips=(
        Slip(_UNIFORM_NATS, "That is in nats."),
        Slip(
            _UNIFORM_NATS * math.log(2),
            "You multiplied by ln 2. A bit is less than a nat, so are there more bits or fewer?",
        ),
        Slip(
            _UNIFORM_NATS / math.log(10),
            "You divided by ln 10. A bit belongs to base 2.",
        ),
        Slip(
            kl_divergence(_UNIFORM, _WORMS, "bits"),
            "Those are bits, but of the other direction: worms and model are exchanged.",
        ),
        Slip(
            np.abs(_UNIFORM_TERMS).sum(),
            "You added the sizes of the terms. Let the negative ones count as negative.",
        ),
        Slip(
            float(_UNIFORM_TERMS[_UNIFORM_TERMS > 0].sum()),
            "You added the positive terms only.",
        ),
        Slip(
            float(np.log2(_WORMS / _UNIFORM).sum()),
            "You added the logarithms without their weights, the shares of the worms.",
        ),
        Slip(kl_divergence(_WORMS, _BINOMIAL, "bits"), "Those are the bits of the binomial."),
    ),
)
