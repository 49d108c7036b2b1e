"""Classic slips: what a student writes, and the one test that must notice it."""

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Slip:
    """One wrong answer among right ones.

    Attributes
    ----------
    name : str
        What went wrong.
    answer : str
        The cell that holds the wrong answer.
    loses : str
        The test whose points are lost, and no others.
    code : str
        The wrong answer.
    hint : str
        A piece of the hint that the student reads.
    """

    name: str
    answer: str
    loses: str
    code: str
    hint: str


FIRST = {"ps1": "n_counts_outcomes", "ps2": "epsilon_added", "ps3": "gap_of_one_moth"}
"""The slip that one student makes alone, whose feedback is read."""


def packs(name: str) -> list[list[Slip]]:
    """Give several slips to one student, each in another question, to grade fewer notebooks."""
    alone = [slip for slip in SLIPS[name] if slip.name == FIRST[name]]
    shared: list[list[Slip]] = []
    for slip in SLIPS[name]:
        free = [pack for pack in shared if slip.answer not in [own.answer for own in pack]]
        if slip not in alone:
            free[0].append(slip) if free else shared.append([slip])
    return [alone, *shared]


def makes(pack: list[Slip]) -> str:
    """Name the student who makes these slips."""
    return f"{pack[0].name} and {len(pack) - 1} more" if len(pack) > 1 else pack[0].name


def slip(name: str, answer: str, loses: str, hint: str, code: str) -> Slip:
    return Slip(name, answer, loses, dedent(code).strip(), hint)


SLIPS = {
    "ps1": [
        slip(
            "largest_count_instead_of_total",
            "pmf_from_counts",
            "test_pmf_from_counts",
            "What are they shares of?",
            """
            def pmf_from_counts(counts):
                return counts / counts.max()
            """,
        ),
        slip(
            "gaps_instead_of_outcomes",
            "uniform_pmf",
            "test_uniform_pmf",
            "Do you count gaps?",
            """
            def uniform_pmf(n_outcomes):
                return np.full(n_outcomes, 1 / max(n_outcomes - 1, 1))
            """,
        ),
        slip(
            "no_outcome_n",
            "binomial_pmf",
            "test_binomial_pmf",
            "Count the values that k can take",
            """
            def binomial_pmf(n_trials, p):
                return [
                    math.comb(n_trials, k) * p**k * (1 - p) ** (n_trials - k)
                    for k in range(n_trials)
                ]
            """,
        ),
        slip(
            "n_over_k_forgotten",
            "binomial_pmf",
            "test_binomial_pmf",
            "every way to choose",
            """
            def binomial_pmf(n_trials, p):
                k = np.arange(n_trials + 1)
                return p**k * (1 - p) ** (n_trials - k)
            """,
        ),
        slip(
            "p_and_1_minus_p_swapped",
            "binomial_pmf",
            "test_binomial_pmf",
            "which exponent belongs to p",
            """
            def binomial_pmf(n_trials, p):
                k = np.arange(n_trials + 1)
                ways = np.array([math.comb(n_trials, i) for i in k])
                return ways * (1 - p) ** k * p ** (n_trials - k)
            """,
        ),
        slip(
            "p_squared_in_the_mean",
            "mean",
            "test_mean",
            "How often does each probability enter",
            """
            def mean(pmf):
                return np.sum(np.arange(len(pmf)) * pmf**2)
            """,
        ),
        slip(
            "mean_of_the_probabilities",
            "mean",
            "test_mean",
            "average outcomes, not probabilities",
            """
            def mean(pmf):
                return np.mean(pmf)
            """,
        ),
        slip(
            "standard_deviation",
            "variance",
            "test_variance",
            "a number of lanterns, not of squares",
            """
            def variance(pmf):
                k = np.arange(len(pmf))
                return np.sqrt(np.sum((k - mean(pmf)) ** 2 * pmf))
            """,
        ),
        slip(
            "n_counts_outcomes",
            "fit_binomial",
            "test_fit_binomial",
            "Do you count trials or outcomes?",
            """
            def fit_binomial(pmf):
                return mean(pmf) / len(pmf)
            """,
        ),
        slip(
            "p_squared_in_the_variance",
            "variances",
            "test_variances",
            "is p squared where 1 - p should stand",
            """
            crab_variance = variance(crab_pmf)
            p = fit_binomial(crab_pmf)
            model_variance = 8 * p * (1 - p**2)
            """,
        ),
        slip(
            "nine_lanterns",
            "expected_counts",
            "test_expected_counts",
            "Which p and how many trials",
            """
            expected_counts = 240 * binomial_pmf(8, mean(crab_pmf) / 9)
            """,
        ),
    ],
    "ps2": [
        slip(
            "log2",
            "kl_sum",
            "test_kl_sum",
            "Which logarithm belongs to nats?",
            """
            def kl_sum(p, q):
                return np.sum(p * np.log2(p / q))
            """,
        ),
        slip(
            "log10",
            "kl_sum",
            "test_kl_sum",
            "logarithm to base 10",
            """
            def kl_sum(p, q):
                return sum(a * math.log10(a / b) for a, b in zip(p, q))
            """,
        ),
        slip(
            "arguments_swapped",
            "kl_sum",
            "test_kl_sum",
            "P and Q have changed places",
            """
            def kl_sum(p, q):
                return np.sum(q * np.log(q / p))
            """,
        ),
        slip(
            "p_squared",
            "kl_sum",
            "test_kl_sum",
            "How often does p weigh a term?",
            """
            def kl_sum(p, q):
                return np.sum(p**2 * np.log(p / q))
            """,
        ),
        slip(
            "zero_times_log_zero",
            "kl_divergence",
            "test_data_zero",
            "that the data never show",
            """
            def kl_divergence(p, q):
                return np.sum(p * np.log(p / q))
            """,
        ),
        slip(
            "epsilon_added",
            "kl_divergence",
            "test_model_zero",
            "a small number in place of 0",
            """
            def kl_divergence(p, q):
                p, q = p + 1e-12, q + 1e-12
                return np.sum(p * np.log(p / q))
            """,
        ),
        slip(
            "impossible_outcomes_skipped",
            "kl_divergence",
            "test_model_zero",
            "Can it lose nothing, or less than nothing?",
            """
            def kl_divergence(p, q):
                both = (p > 0) & (q > 0)
                return np.sum(p[both] * np.log(p[both] / q[both]))
            """,
        ),
        slip(
            "bits_times_ln_two",
            "to_bits",
            "test_to_bits",
            "Which is the smaller unit",
            """
            def to_bits(nats):
                return nats * math.log(2)
            """,
        ),
        slip(
            "sweep_with_as_many_trials_as_outcomes",
            "sweep",
            "test_sweep",
            "both must list the same outcomes",
            """
            def sweep(pmf, p_values):
                return [kl_divergence(pmf, binomial_pmf(len(pmf), p)) for p in p_values]
            """,
        ),
        slip(
            "sweep_the_other_way_round",
            "sweep",
            "test_sweep",
            "P and Q have changed places",
            """
            def sweep(pmf, p_values):
                return [kl_divergence(binomial_pmf(len(pmf) - 1, p), pmf) for p in p_values]
            """,
        ),
        slip(
            "place_instead_of_p",
            "best_p",
            "test_best_p",
            "Is yours a place in the list?",
            """
            losses = kl_divergence(glider_pmf, binomial_pmf(6, p_grid))
            best_p, best_kl = losses.argmin(), losses.min()
            """,
        ),
        slip(
            "mean_over_outcomes",
            "best_p",
            "test_best_p",
            "Trials or outcomes?",
            """
            best_p = np.sum(np.arange(7) * glider_pmf) / 7
            best_kl = kl_divergence(glider_pmf, binomial_pmf(6, best_p))
            """,
        ),
        slip(
            "there_and_back_swapped",
            "directions",
            "test_directions",
            "The two have changed places",
            """
            there = kl_divergence(flat, glider_pmf)
            back = kl_divergence(glider_pmf, flat)
            """,
        ),
        slip(
            "scouts_zero_clipped",
            "choice",
            "test_choice",
            "does the scout's table allow everything",
            """
            cost_a = kl_divergence(glider_pmf, model_a)
            clipped = np.clip(model_b, 1e-9, 1)
            cost_b = kl_divergence(glider_pmf, clipped / clipped.sum())
            send = "A"
            """,
        ),
    ],
    "ps3": [
        slip(
            "bits_in_the_cross_entropy",
            "cross_entropy",
            "test_cross_entropy",
            "Which logarithm belongs to nats?",
            """
            def cross_entropy(p, q):
                return -np.sum(p * np.log2(q))
            """,
        ),
        slip(
            "divergence_instead",
            "cross_entropy",
            "test_cross_entropy",
            "and nothing taken off?",
            """
            def cross_entropy(p, q):
                return np.sum(p * np.log(p / q))
            """,
        ),
        slip(
            "entropy_instead",
            "cross_entropy",
            "test_cross_entropy",
            "Whose surprise is asked for?",
            """
            def cross_entropy(p, q):
                return -np.sum(p * np.log(p))
            """,
        ),
        slip(
            "wrong_one_surprised",
            "cross_entropy",
            "test_cross_entropy",
            "Who is surprised, and how often",
            """
            def cross_entropy(p, q):
                return -np.sum(q * np.log(p))
            """,
        ),
        slip(
            "impossible_for_little_money",
            "cross_entropy",
            "test_cross_entropy",
            "the impossible has happened",
            """
            def cross_entropy(p, q):
                return -np.sum(p * np.log(np.clip(q, 1e-12, 1)))
            """,
        ),
        slip(
            "log2_of_the_likelihood",
            "log_likelihood",
            "test_log_likelihood",
            "Which logarithm is asked for?",
            """
            def log_likelihood(counts, q):
                return np.sum(counts * np.log2(q))
            """,
        ),
        slip(
            "average_instead_of_sum",
            "log_likelihood",
            "test_log_likelihood",
            "The likelihood is of all of them",
            """
            def log_likelihood(counts, q):
                return np.sum(counts * np.log(q)) / np.sum(counts)
            """,
        ),
        slip(
            "counts_ignored",
            "log_likelihood",
            "test_log_likelihood",
            "as often as it was seen",
            """
            def log_likelihood(counts, q):
                return np.sum(np.log(q))
            """,
        ),
        slip(
            "product_first",
            "log_likelihood",
            "test_log_likelihood",
            "Add logarithms instead",
            """
            def log_likelihood(counts, q):
                return np.log(np.prod(q**counts))
            """,
        ),
        slip(
            "gap_of_one_moth",
            "likelier",
            "test_likelier",
            "How many moths are there in all?",
            """
            gap = cross_entropy(moth_pmf, uniform) - cross_entropy(moth_pmf, binomial)
            better = "binomial"
            """,
        ),
        slip(
            "gap_the_wrong_way",
            "likelier",
            "test_likelier",
            "The two have changed places",
            """
            gap = 150 * (cross_entropy(moth_pmf, binomial) - cross_entropy(moth_pmf, uniform))
            better = "uniform"
            """,
        ),
        slip(
            "uphill",
            "gradient",
            "test_gradient",
            "Every sign is turned round",
            """
            def gradient(p, logits):
                weights = np.exp(logits - np.max(logits))
                return p - weights / np.sum(weights)
            """,
        ),
        slip(
            "large_logits_overflow",
            "gradient",
            "test_gradient",
            "What can be taken off all of them?",
            """
            def gradient(p, logits):
                return np.exp(logits) / np.sum(np.exp(logits)) - p
            """,
        ),
        slip(
            "added_instead_of_taken_off",
            "descend",
            "test_descend",
            "Uphill or downhill",
            """
            def descend(slope, start, rate, steps):
                for _ in range(steps):
                    start = start + rate * slope(start)
                return start
            """,
        ),
        slip(
            "one_step_missing",
            "descend",
            "test_descend",
            "How many steps are taken?",
            """
            def descend(slope, start, rate, steps):
                for _ in range(1, steps):
                    start = start - rate * slope(start)
                return start
            """,
        ),
        slip(
            "slope_of_the_start",
            "descend",
            "test_descend",
            "taken anew at each point",
            """
            def descend(slope, start, rate, steps):
                return start - steps * rate * slope(start)
            """,
        ),
        slip(
            "start_changed_in_place",
            "descend",
            "test_descend",
            "Make a new array",
            """
            def descend(slope, start, rate, steps):
                for _ in range(steps):
                    start -= rate * slope(start)
                return start
            """,
        ),
        slip(
            "bells_swapped",
            "kl_bells",
            "test_kl_bells",
            "Which of them is the data?",
            """
            def kl_bells(m1, s1, m2, s2):
                return math.log(s1 / s2) + (s2**2 + (m1 - m2) ** 2) / (2 * s1**2) - 0.5
            """,
        ),
        slip(
            "s_not_squared",
            "kl_bells",
            "test_kl_bells",
            "where a variance belongs",
            """
            def kl_bells(m1, s1, m2, s2):
                return math.log(s2 / s1) + (s1 + (m1 - m2) ** 2) / (2 * s2) - 0.5
            """,
        ),
        slip(
            "distance_not_squared",
            "kl_bells",
            "test_kl_bells",
            "Is the distance of the means squared?",
            """
            def kl_bells(m1, s1, m2, s2):
                return math.log(s2 / s1) + (s1**2 + abs(m1 - m2)) / (2 * s2**2) - 0.5
            """,
        ),
        slip(
            "negative_ratios_made_positive",
            "estimate",
            "test_estimate",
            "Are negative ratios left out",
            """
            def estimate(log_ratios):
                return np.mean(np.abs(log_ratios)), np.std(log_ratios) / np.sqrt(len(log_ratios))
            """,
        ),
        slip(
            "error_of_one_sample",
            "estimate",
            "test_estimate",
            "The mean of many is closer",
            """
            def estimate(log_ratios):
                return np.mean(log_ratios), np.std(log_ratios)
            """,
        ),
        slip(
            "divided_by_n",
            "estimate",
            "test_estimate",
            "or by its square root?",
            """
            def estimate(log_ratios):
                return np.mean(log_ratios), np.std(log_ratios) / len(log_ratios)
            """,
        ),
        slip(
            "variance_for_the_error",
            "estimate",
            "test_estimate",
            "taken for a standard deviation",
            """
            def estimate(log_ratios):
                return np.mean(log_ratios), np.var(log_ratios) / np.sqrt(len(log_ratios))
            """,
        ),
        slip(
            "number_not_squared",
            "sample_size",
            "test_sample_size",
            "or is a square missing?",
            """
            below = np.mean(log_ratios < 0)
            needed = np.std(log_ratios) / 0.02
            """,
        ),
        slip(
            "zero_not_below",
            "sample_size",
            "test_sample_size",
            "how many of the 60 are negative",
            """
            below = np.mean(log_ratios > 0)
            needed = (np.std(log_ratios) / 0.02) ** 2
            """,
        ),
    ],
}
