"""Questions of notebook 03, the uniform model."""

import math

import numpy as np

from kl_helpers.check.question import NumberQuestion, Slip
from kl_helpers.models import uniform_pmf
from kl_helpers.worms import TEETH_COUNTS, teeth_distribution

_WORMS = teeth_distribution()
_GAPS = _WORMS - uniform_pmf(11)

uniform_share_of_the_relative = NumberQuestion(
    right=1 / 5,
    why="0, 1, 2, 3 and 4 teeth are five outcomes, and each gets 1/5.",
    hint="List the outcomes, count them, and share 1 evenly among them.",
    slips=(
        Slip(1 / 4, "Does your list hold the relative that has no teeth?"),
        Slip(1 / 11, "That is for the worms. The relative has fewer possible numbers of teeth."),
        Slip(5, "That is the number of outcomes. What does each of them get?"),
    ),
)

furthest_from_uniform = NumberQuestion(
    right=int(np.abs(_GAPS).argmax()),
    why="2 worms of 100 have no teeth, and the model expects 9: a difference of 0.0709.",
    hint="Look at the size of each difference, whatever its sign.",
    slips=(
        Slip(int(_GAPS.argmax()), "That is where the model gives far too little. And too much?"),
        Slip(float(np.abs(_GAPS).max()), "That is how far off it is. At which number of teeth?"),
        Slip(float(_GAPS.min()), "That is the difference there. At which number of teeth?"),
    ),
    digits=4,
)

an_outcome_never_collected = NumberQuestion(
    right=math.inf,
    why="The model says 0 where the worms say 0.08, so the price is infinite.",
    hint="What does the model say about 7 teeth, and what do the worms say?",
    slips=(
        Slip(0, "It would be 0 if model and worms were the same. They differ at 7 teeth."),
        Slip(_WORMS[7], "That is the share of these worms. What does the model say about them?"),
        Slip(int(TEETH_COUNTS[7]), "That is how many they are. What does the model say of them?"),
    ),
)
