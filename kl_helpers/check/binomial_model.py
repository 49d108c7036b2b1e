"""Questions of notebook 04, the binomial model."""

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.models import binomial_pmf, fit_binomial, mean, variance
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()

ways_to_have_two_teeth = NumberQuestion(
    right=45,
    why="The first tooth has 10 places, the second 9, and the order does not count: 10 × 9 / 2.",
    hint="Count the ways to choose 2 of the 10 places for teeth.",
    slips=(
        Slip(90, "You count every pair twice: teeth in places 3 and 7, and in 7 and 3."),
        Slip(55, "You chose from 11. There are 11 outcomes, but how many places for a tooth?"),
        Slip(100, "Two teeth cannot stand in the same place, and their order does not count."),
        Slip(110, "That is 10 × 11: the second tooth cannot have more places than the first."),
        Slip(1024, "That is every worm that there can be, with any number of teeth."),
        Slip(20, "2 × 10 is not the number of pairs. List those that hold place 1, then place 2."),
    ),
    digits=0,
)

probability_of_no_teeth = NumberQuestion(
    right=binomial_pmf(10, 0.4)[0],
    why="Each of 10 places stays empty with probability 0.6, and in one way only: 0.6 to the 10.",
    hint="What must happen at each of the 10 places, and how many ways are there?",
    slips=(
        Slip(
            0.6**11, "That is 11 places. The outcomes are 11, but the places for a tooth are fewer."
        ),
        Slip(1 - 0.6**10, "That is a worm with at least one tooth. Here there is none."),
        Slip(0.4**10, "That is a worm with a tooth in every place. Here every place is empty."),
        Slip(0.6, "That is one empty place. A worm without teeth has only empty places."),
        Slip(1 / 11, "That is the uniform model, which does not look at p."),
        Slip(0.0, "It is small, but it is possible: each place may stay empty."),
    ),
    digits=5,
)

most_uncertain_p = NumberQuestion(
    right=0.5,
    why="p(1 − p) is a parabola with its top in the middle: 0.5 × 0.5 = 0.25.",
    hint="Move p until the marker stands as high as it can.",
    slips=(
        Slip(0.25, "That is how large the variance is there. At which p does it get so large?"),
        Slip(1, "With p = 1 every trial gives a tooth, and nothing varies."),
        Slip(0, "With p = 0 no trial gives a tooth, and nothing varies."),
    ),
)

best_p = NumberQuestion(
    right=fit_binomial(_WORMS),
    why="The model's mean is np with n = 10, so np = 5.44 gives p = 0.544.",
    hint="Set the model's mean, np, equal to the mean of the worms and solve for p.",
    slips=(
        Slip(
            mean(_WORMS) / 11,
            "You divided by the 11 outcomes. How many places for a tooth are there?",
        ),
        Slip(mean(_WORMS), "That is the mean itself. A probability lies between 0 and 1."),
        Slip(
            mean(_WORMS) / 100,
            "You divided by the number of worms, and so twice: the mean is already one worm's.",
        ),
        Slip(1 - fit_binomial(_WORMS), "That is the probability of a place without a tooth."),
        Slip(0.5, "That is the middle of the range. Use the mean that the worms really have."),
        Slip(variance(_WORMS) / 10, "That is made from the variance. Match the mean."),
    ),
)

model_spread = ChoiceQuestion(
    right="narrower",
    why="With p = 0.544 its variance is 10 × 0.544 × 0.456 = 2.48, and the worms have 6.33.",
    hint="Compare np(1 − p) at p = 0.544 with the variance of the worms.",
    slips=(
        Slip(
            "wider",
            "Look at the two horizontal lines in the picture at p = 0.544: which is longer?",
        ),
        Slip("the same", "Only the means were made equal. Compute np(1 − p) for the spread."),
    ),
)
