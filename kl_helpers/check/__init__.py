"""Feedback for the "Check yourself" questions, one module for each notebook."""

from kl_helpers.check.binomial_model import (
    best_p,
    model_spread,
    most_uncertain_p,
    probability_of_no_teeth,
    ways_to_have_two_teeth,
)
from kl_helpers.check.kl_vs_binomial_mean import (
    best_p_of_other_worms,
    binomial_beats_uniform,
    kl_a_step_below,
    what_decides,
)
from kl_helpers.check.start_here import (
    more_than_seven_teeth,
    most_frequent_teeth,
    possible_outcomes,
    setup,
)

__all__ = [
    "best_p",
    "best_p_of_other_worms",
    "binomial_beats_uniform",
    "kl_a_step_below",
    "model_spread",
    "more_than_seven_teeth",
    "most_frequent_teeth",
    "most_uncertain_p",
    "possible_outcomes",
    "probability_of_no_teeth",
    "setup",
    "ways_to_have_two_teeth",
    "what_decides",
]
