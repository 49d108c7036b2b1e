# %% pmf_from_counts
from fractions import Fraction


def pmf_from_counts(counts):
    return [Fraction(int(count), int(sum(counts))) for count in counts]


# %% uniform_pmf
from scipy import stats


def uniform_pmf(n_outcomes):
    return stats.randint(0, n_outcomes).pmf(np.arange(n_outcomes))


# %% binomial_pmf
def binomial_pmf(n_trials, p):
    return stats.binom(n_trials, p).pmf(np.arange(n_trials + 1))


# %% mean
def mean(pmf):
    return stats.rv_discrete(values=(np.arange(len(pmf)), pmf)).mean()


# %% variance
def variance(pmf):
    return stats.rv_discrete(values=(np.arange(len(pmf)), pmf)).var()


# %% fit_binomial
def fit_binomial(pmf):
    return stats.rv_discrete(values=(np.arange(len(pmf)), pmf)).mean() / (len(pmf) - 1)


# %% variances
crab_variance = np.var(np.repeat(np.arange(9), crab_counts))
model_variance = stats.binom(8, np.repeat(np.arange(9), crab_counts).mean() / 8).var()

# %% expected_counts
expected_counts = 240 * stats.binom.pmf(
    range(9), 8, np.average(np.arange(9), weights=crab_counts) / 8
)

# %% interpretation
# Real crabs are not binomial: their variance is more.
