"""Questions of notebook 02, events."""

from kl_helpers.check.question import NumberQuestion, Slip
from kl_helpers.lengths import length_density, length_probability
from kl_helpers.worms import TEETH_COUNTS, teeth_distribution

_WORMS = teeth_distribution()

fewer_than_three_teeth = NumberQuestion(
    right=_WORMS[:3].sum(),
    why="0, 1 or 2 teeth: 0.02 + 0.03 + 0.05.",
    hint="Which outcomes belong to the event? Add up their probabilities.",
    slips=(
        Slip(_WORMS[:4].sum(), "3 is not fewer than 3."),
        Slip(_WORMS[1:3].sum(), "A worm without teeth has fewer than 3, too."),
        Slip(int(TEETH_COUNTS[:3].sum()), "That is how many worms. Divide by all of them."),
        Slip(_WORMS[3], "That is the probability of exactly 3 teeth."),
    ),
)

even_and_many = NumberQuestion(
    right=_WORMS[[8, 10]].sum(),
    why="8 and 10 are in both sets: 0.10 + 0.07, just what the sum has too much. So P(even or "
    "many) is 0.77 − 0.17 = 0.60.",
    hint="Which outcomes are in both sets? Python writes that as even & many.",
    slips=(
        Slip(_WORMS[8:].sum(), "That is all of many. Is 9 even?"),
        Slip(_WORMS[::2].sum() + _WORMS[8:].sum(), "That is the sum. What is too much in it?"),
        Slip(_WORMS[::2].sum(), "That is all of even. Are 0, 2, 4 and 6 many?"),
        Slip(
            _WORMS[[0, 2, 4, 6, 8, 9, 10]].sum(),
            "That is even or many. The question asks for what is even and many.",
        ),
        Slip(_WORMS[8], "One of the outcomes that are in both is missing."),
        Slip(int(TEETH_COUNTS[[8, 10]].sum()), "That is how many worms. Divide by all of them."),
    ),
)

exactly_one_centimetre = NumberQuestion(
    right=0,
    why="A line without width has no area, whatever its height.",
    hint="Every interval, however narrow, holds more than one length. What is left for one?",
    slips=(
        Slip(length_density(1), "That is a density, per centimetre. Multiply it by the width."),
        Slip(
            length_probability(0.95, 1.05),
            "That is an interval of 0.1 cm. Exactly 1 cm has no width at all.",
        ),
        Slip(1, "That would be certain: each and every worm exactly 1 cm long."),
        Slip(_WORMS[1], "That is P(X = 1) for the teeth. Lengths are measured."),
    ),
    digits=4,
)

narrow_interval = NumberQuestion(
    right=length_density(1) * 0.02,
    why="1.1852 per cm times 0.02 cm.",
    hint="Height times width: how wide is the interval from 0.99 to 1.01?",
    slips=(
        Slip(length_density(1) * 0.01, "That is half of it. How far is it from 0.99 to 1.01?"),
        Slip(length_density(1), "That is the height alone. Multiply it by the width."),
        Slip(0.02, "That is the width alone. Multiply it by the height."),
        Slip(0, "That is for a single length. This interval has a width."),
    ),
    digits=4,
)
