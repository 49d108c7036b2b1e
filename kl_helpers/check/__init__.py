"""Feedback for the "Check yourself" questions, one module for each notebook."""

from kl_helpers.check.binomial_model import (
    best_p,
    model_spread,
    probability_of_no_teeth,
    ways_to_have_two_teeth,
)

__all__ = [
    "best_p",
    "model_spread",
    "probability_of_no_teeth",
    "ways_to_have_two_teeth",
]
