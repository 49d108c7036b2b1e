"""Classic slips: what a student writes, and the one test that must notice it."""

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Slip:
    """One wrong answer among right ones.

    Attributes
    ----------
    name : str
        What went wrong; also the name of the student who did it.
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
}
