"""Questions of notebook 09, code lengths and waste."""

import math

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.divergence import cross_entropy, entropy, kl_divergence
from kl_helpers.models import binomial_pmf, fit_binomial, uniform_pmf
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_UNIFORM = uniform_pmf(_WORMS.size)
_SENT = 1000

bits_of_one_worm = NumberQuestion(
    right=math.log2(_UNIFORM.size),
    why="Each of the eleven outcomes gets an eleventh of the room, whoever comes.",
    hint="Which share of the room does each outcome get? Take the surprise of it, in bits.",
    slips=(
        Slip(math.log(_UNIFORM.size), "That is in nats. A code counts in bits."),
        Slip(math.log2(10), "How many numbers of teeth are there from 0 to 10?"),
        Slip(4, "You rounded up to whole bits. Leave the logarithm as it is."),
        Slip(
            1 / _UNIFORM.size, "That is its share of the room. How long is a pattern that fills it?"
        ),
        Slip(
            entropy(_WORMS, "bits"),
            "That is what the code for the worms' own shares takes on average.",
        ),
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

shorter_than_the_entropy = ChoiceQuestion(
    right="yes",
    why="The entropy is an average over all messages. A message in which frequent worms happen "
    "to come even more often is shorter, and others are longer for it.",
    hint="Read the sentence below the picture at 500 worms.",
    slips=(
        Slip(
            "no",
            "Is the entropy a bound for each message, or for an average? Look at 500 worms.",
        ),
    ),
)
