"""Questions of notebook 12."""

import numpy as np

from kl_helpers.check.question import ChoiceQuestion, NumberQuestion, Slip

_FAMILIES = np.array([3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7])
_BOYS = float(np.arange(13) @ _FAMILIES / _FAMILIES.sum())
_DEATHS, _CORPS_YEARS, _POSSIBLE = 196, 280, 100
_OUTCOMES, _WANTED = 5, 0.01

best_p_of_families = NumberQuestion(
    right=_BOYS / 12,
    why="Twelve children are twelve trials, so p is the mean number of boys, divided by 12.",
    hint="Which p gives the binomial the mean of the families? Look for the star.",
    slips=(
        Slip(_BOYS / 13, "You divided by the number of outcomes. How many children are there?"),
        Slip(_BOYS, "That is the mean number of boys. Which share of the children is it?"),
        Slip(1 - _BOYS / 12, "That is the share of girls."),
        Slip(0.5, "That is what a coin would do. The curve has its lowest point elsewhere."),
    ),
)

families_by_chance = ChoiceQuestion(
    right="spread",
    why="Eight times what chance shows on average, and more than in any of 2000 draws: the "
    "families differ more than twelve equal coins would make them.",
    hint="Compare the binomial's divergence with the average and the largest of the draws.",
    slips=(
        Slip(
            "chance",
            "How large is the largest of 2000 divergences that chance alone has made?",
        ),
    ),
)

p_of_a_hundred_riders = NumberQuestion(
    right=_DEATHS / _CORPS_YEARS / _POSSIBLE,
    why="The mean stays 0.7 deaths, and each of a hundred riders carries a hundredth of it.",
    hint="What is the mean number of deaths, and over how many trials is it shared out?",
    slips=(
        Slip(_DEATHS / _CORPS_YEARS, "That is the mean number of deaths, for all trials together."),
        Slip(_DEATHS / _CORPS_YEARS / 4, "That is p for n = 4, the largest number that was seen."),
        Slip(
            _DEATHS / _CORPS_YEARS / (_POSSIBLE + 1),
            "You divided by the number of outcomes. How many trials are there?",
        ),
        Slip(1 / _POSSIBLE, "One death in a hundred riders would be a mean of 1. What is it here?"),
        Slip(_DEATHS / _POSSIBLE, "These are the deaths of all corps and years together."),
    ),
    digits=4,
)

observations_needed = NumberQuestion(
    right=(_OUTCOMES - 1) / (2 * _WANTED),
    why="Four free shares over twice the number of observations: 4 / 400 is 0.01.",
    hint="Set (m − 1) / (2N) to 0.01 and solve for N.",
    slips=(
        Slip(
            _OUTCOMES / (2 * _WANTED),
            "The last share follows from the others. How many are free?",
        ),
        Slip((_OUTCOMES - 1) / _WANTED, "Look below the line of the rule once more."),
        Slip((_OUTCOMES - 1) * _WANTED / 2, "More observations make it smaller: N stands below."),
        Slip(
            _OUTCOMES / _WANTED,
            "Look below the line of the rule, and count what is free above it.",
        ),
    ),
    digits=0,
)
