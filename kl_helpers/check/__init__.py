"""Feedback for the "Check yourself" questions, one module for each notebook."""

from kl_helpers.check.bells import (
    bells_three_apart,
    lengths_in_millimetres,
    who_makes_the_texts,
    width_of_the_best_bell,
    wrong_on_average,
)
from kl_helpers.check.binomial_model import (
    best_p,
    model_spread,
    most_uncertain_p,
    probability_of_no_teeth,
    ways_to_have_two_teeth,
)
from kl_helpers.check.bits import (
    bits_of_one_worm,
    shorter_than_the_entropy,
    wasted_bits,
)
from kl_helpers.check.distributions import (
    all_shares,
    first_half,
    peak_per_metre,
    share_with_three_teeth,
)
from kl_helpers.check.events import (
    even_and_many,
    exactly_one_centimetre,
    fewer_than_three_teeth,
    narrow_interval,
)
from kl_helpers.check.fun_with_kl import (
    downhill_from_the_right,
    fair_and_loaded_coin,
    forward_on_two_humps,
    infinite_at_zero,
    lowest_of_the_reverse,
    nothing_in_common,
)
from kl_helpers.check.kl_breakdown import (
    a_model_for_heads_only,
    sum_below_zero,
    surprise_of_both,
    term_of_nine_teeth,
)
from kl_helpers.check.kl_vs_binomial_mean import (
    best_p_of_other_worms,
    binomial_beats_uniform,
    kl_two_steps_below,
    worms_spread_apart,
)
from kl_helpers.check.machine_learning import (
    best_learning_rate,
    exchanged_and_averaged,
    first_step,
    perplexity_of_letters,
    what_training_can_remove,
)
from kl_helpers.check.start_here import (
    more_than_seven_teeth,
    most_frequent_teeth,
    possible_outcomes,
    setup,
)
from kl_helpers.check.two_numbers import (
    log_likelihood_gained,
    mean_of_a_beta_binomial,
    narrower_pair,
)
from kl_helpers.check.uniform_model import (
    an_outcome_never_collected,
    furthest_from_uniform,
    uniform_share_of_the_relative,
)
from kl_helpers.check.your_model import (
    a_model_that_costs_infinity,
    closer_than_the_uniform,
    two_models_as_close,
)
from kl_helpers.check.your_own_data import (
    best_p_of_families,
    families_by_chance,
    observations_needed,
    p_of_a_hundred_riders,
)

__all__ = [
    "a_model_for_heads_only",
    "a_model_that_costs_infinity",
    "all_shares",
    "an_outcome_never_collected",
    "bells_three_apart",
    "best_learning_rate",
    "best_p",
    "best_p_of_families",
    "best_p_of_other_worms",
    "binomial_beats_uniform",
    "bits_of_one_worm",
    "closer_than_the_uniform",
    "downhill_from_the_right",
    "even_and_many",
    "exactly_one_centimetre",
    "exchanged_and_averaged",
    "fair_and_loaded_coin",
    "families_by_chance",
    "fewer_than_three_teeth",
    "first_half",
    "first_step",
    "forward_on_two_humps",
    "furthest_from_uniform",
    "infinite_at_zero",
    "kl_two_steps_below",
    "lengths_in_millimetres",
    "log_likelihood_gained",
    "lowest_of_the_reverse",
    "mean_of_a_beta_binomial",
    "model_spread",
    "more_than_seven_teeth",
    "most_frequent_teeth",
    "most_uncertain_p",
    "narrow_interval",
    "narrower_pair",
    "nothing_in_common",
    "observations_needed",
    "p_of_a_hundred_riders",
    "peak_per_metre",
    "perplexity_of_letters",
    "possible_outcomes",
    "probability_of_no_teeth",
    "setup",
    "share_with_three_teeth",
    "shorter_than_the_entropy",
    "sum_below_zero",
    "surprise_of_both",
    "term_of_nine_teeth",
    "two_models_as_close",
    "uniform_share_of_the_relative",
    "wasted_bits",
    "ways_to_have_two_teeth",
    "what_training_can_remove",
    "who_makes_the_texts",
    "width_of_the_best_bell",
    "worms_spread_apart",
    "wrong_on_average",
]
