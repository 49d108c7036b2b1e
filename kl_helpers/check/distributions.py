"""Questions of notebook 01, distributions."""

from kl_helpers.check.question import NumberQuestion, Slip
from kl_helpers.lengths import length_density, length_probability
from kl_helpers.worms import TEETH_COUNTS, teeth_distribution

_WORMS = teeth_distribution()

share_with_three_teeth = NumberQuestion(
    right=_WORMS[3],
    why="14 worms of 100.",
    hint="Find the count for 3 teeth and divide it by the number of worms.",
    slips=(
        Slip(int(TEETH_COUNTS[3]), "That is the count. Divide it by the number of worms."),
        Slip(_WORMS[2], "The list starts with 0 teeth, so 3 teeth stand in its fourth place."),
        Slip(1 / 11, "That would be the share if all outcomes were equally frequent."),
    ),
)

all_shares = NumberQuestion(
    right=_WORMS.sum(),
    why="Every worm has some number of teeth, so all shares together are all worms.",
    hint="Add up the eleven shares, or think of what they are shares of.",
    slips=(
        Slip(int(TEETH_COUNTS.sum()), "That is the sum of the counts. Add up the shares."),
        Slip(_WORMS.mean(), "That is the average of the shares. Add them up."),
    ),
)

first_half = NumberQuestion(
    right=length_probability(0, 0.75),
    why="The area left of 0.75 cm is 0.3125: most of the thread's area lies further right.",
    hint="Call length_probability with both ends of the interval, 0 and 0.75.",
    slips=(
        Slip(0.5, "Half of the axis is not half of the area. Where is the thread high?"),
        Slip(length_density(0.75), "That is a height, in 1/cm. A probability is an area."),
        Slip(length_probability(0.75, 1.5), "That is the other half of the axis, above 0.75 cm."),
    ),
    digits=4,
)

peak_per_metre = NumberQuestion(
    right=100 * length_density(1),
    why="A metre is 100 centimetres: the axis gets a hundred times as short, so the thread gets a "
    "hundred times as high, and the areas stay.",
    hint="How much shorter is the axis in metres? The area must stay 1.",
    slips=(
        Slip(length_density(1), "That is the height per centimetre."),
        Slip(length_density(1) / 10, "That is the height per millimetre."),
        Slip(length_density(1) / 100, "The axis gets shorter. Does the thread sink or rise?"),
        Slip(10 * length_density(1), "How many centimetres has a metre?"),
        Slip(1, "That is the whole area. The height is another thing."),
    ),
    digits=1,
)
