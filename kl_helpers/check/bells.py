"""Questions of notebook 11, bells."""

import math

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip
from kl_helpers.normals import kl_normals

_APART, _SD = 3, 2
_LOW, _HIGH = 3, 9
_SPREAD = math.sqrt(1 + ((_HIGH - _LOW) / 2) ** 2)

lengths_in_millimetres = ChoiceQuestion(
    right="the same",
    why="Both densities are per millimetre then, a tenth as high, and their ratio does not notice.",
    hint="The unit stands in f(x) and in g(x). What becomes of it in their ratio?",
    slips=(
        Slip("ten times", "The numbers of the lengths grow. What happens to the heights?"),
        Slip("a tenth", "The heights shrink, in both curves. And the strips?"),
        Slip("ln 10 more", "That would be the entropy. Here one density is divided by another."),
    ),
)

bells_three_apart = NumberQuestion(
    right=kl_normals(0, _SD, _APART, _SD),
    why=f"Equal widths leave one part: the distance in standard deviations, {_APART / _SD}, "
    "squared and halved.",
    hint="With equal widths only one part of the formula is not 0. Which one?",
    slips=(
        Slip(_APART**2 / 2, "That is for standard deviations of 1. How many of these lie between?"),
        Slip(_APART**2 / _SD**2, "You forgot a factor: what stands below the fraction line?"),
        Slip(_APART / _SD, "That is the distance in standard deviations. It is not yet squared."),
        Slip(
            _APART / _SD / 2,
            "You halved the distance in standard deviations. Square it before.",
        ),
    ),
)

width_of_the_best_bell = NumberQuestion(
    right=_SPREAD,
    why="The best bell has the mean and the variance of all worms: 1 within a hump, and 9 for "
    "the way from the middle to a hump.",
    hint="Set the mean to the middle, and look for the width where the forward number is smallest.",
    slips=(
        Slip(1, "That is the width of one hump. This bell has to reach both."),
        Slip(3, "That is the way from the middle to a hump. Each hump has a width besides."),
        Slip(
            1 + ((_HIGH - _LOW) / 2) ** 2,
            "That is the variance. The width is its root.",
        ),
        Slip(6, "That is the mean, or the way between the humps. How wide is the bell?"),
        Slip(4, "Two parts add up, but it is their squares that do."),
    ),
    digits=2,
)

wrong_on_average = ChoiceQuestion(
    right="squared",
    why="Its mean settles beside the line: at 0.625 for these bells, a quarter too much.",
    hint="Set the slider to its last stop. Which marker does not stand on the line?",
    slips=(
        Slip("plain", "It jumps most. But where does it settle with many samples?"),
        Slip("corrected", "What it adds, r − 1, is 0 on average. So where does it settle?"),
        Slip("none", "Look closely at the last stop: do all three stand on the line?"),
    ),
)

who_makes_the_texts = ChoiceQuestion(
    right="the trained model",
    why="The first of the two gives the weights, and the texts are drawn from the trained model.",
    hint="P is the one whose samples come.",
    slips=(
        Slip("the reference", "It is only asked how probable the texts are. Who wrote them?"),
        Slip("the reward", "A reward is a number, and no distribution. Who writes the texts?"),
    ),
)
