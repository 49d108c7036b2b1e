"""Questions of notebook 07, the two directions and their symmetric relatives."""

import math

import numpy as np

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.divergence import (
    jensen_shannon,
    kl_divergence,
    kl_from_binomial,
    total_variation,
)
from kl_helpers.models import binomial_pmf, fit_binomial, mean
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_P = np.linspace(0, 1, 10001)
_FORWARD = kl_from_binomial(_WORMS, _P)
_REVERSE = kl_divergence(binomial_pmf(10, _P), _WORMS)
_TWO_HUMPS = np.array([0.6, 0.4]) @ binomial_pmf(10, [0.2, 0.8])
_HEADS, _TAILS, _FAIR, _LOADED = [1, 0], [0, 1], [0.5, 0.5], [0.75, 0.25]

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

forward_on_two_humps = NumberQuestion(
    right=fit_binomial(_TWO_HUMPS),
    why="The mean decides, whatever shape the worms have: 0.6 times 2 teeth and 0.4 times 8.",
    hint="What decides where the forward direction is smallest? Take both kinds together.",
    slips=(
        Slip(
            0.5, "That is halfway between the two kinds. Are there as many of one as of the other?"
        ),
        Slip(mean(_TWO_HUMPS), "That is a number of teeth. How many places are there?"),
        Slip(
            mean(_TWO_HUMPS) / 11,
            "You divided by the outcomes. How many trials are there?",
        ),
        Slip(0.2, "That model leaves the old worms out. What does this direction say to that?"),
        Slip(0.8, "That model leaves the young worms out, and they are the more frequent ones."),
        Slip(1 - fit_binomial(_TWO_HUMPS), "Which of the two kinds is the more frequent one?"),
    ),
    digits=2,
)

downhill_from_the_right = ChoiceQuestion(
    right="forward",
    why="The solid curve has a single lowest point, so downhill leads there from everywhere. "
    "On the dashed curve a hill lies between 0.6 and the lower of the two crosses.",
    hint="Put the slider at 0.6. Which way is down on each curve, and where does it end?",
    slips=(
        Slip(
            "reverse",
            "Follow the dashed curve down from 0.6. Is there a lower point on the other side?",
        ),
        Slip("both", "Two crosses stand on the dashed curve. Which one lies on this side?"),
        Slip("neither", "How many lowest points has the solid curve?"),
    ),
)

nothing_in_common = NumberQuestion(
    right=jensen_shannon(_HEADS, _TAILS),
    why="Their middle is a fair coin. About that each loses ln(1 / 0.5), and no pair loses more.",
    hint="What is the middle of the two coins? How much does each lose about it?",
    slips=(
        Slip(math.inf, "That is KL divergence. Does the middle call a side impossible?"),
        Slip(jensen_shannon(_HEADS, _TAILS, "bits"), "That would be its value in bits."),
        Slip(
            jensen_shannon(_HEADS, _TAILS) / 2, "That is what one of the coins adds. And the other?"
        ),
        Slip(jensen_shannon(_HEADS, _TAILS) * 2, "You added the two. Take their average."),
        Slip(0, "That would mean that the two coins are the same."),
        Slip(
            math.sqrt(jensen_shannon(_HEADS, _TAILS)),
            "That is the square root, the distance. The divergence itself is asked for.",
        ),
    ),
)

fair_and_loaded_coin = NumberQuestion(
    right=total_variation(_FAIR, _LOADED),
    why="Of four tosses of the fair coin, one tails would have to become heads.",
    hint="Take both differences, without their signs, and half of their sum.",
    slips=(
        Slip(
            2 * total_variation(_FAIR, _LOADED),
            "That is the whole sum, in which all that moves counts twice.",
        ),
        Slip(0, "With their signs the differences cancel. Leave the signs out."),
        Slip(kl_divergence(_FAIR, _LOADED), "That is KL divergence, in nats."),
        Slip(
            kl_divergence(_LOADED, _FAIR), "That is KL divergence, in nats, in the other direction."
        ),
        Slip(jensen_shannon(_FAIR, _LOADED), "That is the Jensen-Shannon divergence, in nats."),
    ),
)
