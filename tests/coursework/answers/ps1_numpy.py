# %% pmf_from_counts
def pmf_from_counts(counts):
    return np.array(counts) / np.array(counts).sum()


# %% uniform_pmf
def uniform_pmf(n_outcomes):
    return np.ones(n_outcomes) / n_outcomes


# %% binomial_pmf
def binomial_pmf(n_trials, p):
    k = np.arange(n_trials + 1)
    factorials = np.cumprod(np.maximum(k, 1.0))
    ways = factorials[-1] / factorials / factorials[::-1]
    return ways * p**k * (1 - p) ** (n_trials - k)


# %% mean
def mean(pmf):
    return np.arange(pmf.size) @ pmf


# %% variance
def variance(pmf):
    k = np.arange(pmf.size)
    return k**2 @ pmf - (k @ pmf) ** 2


# %% fit_binomial
def fit_binomial(pmf):
    return np.average(np.arange(pmf.size), weights=pmf) / (pmf.size - 1)


# %% variances
crab_variance = round(np.var(np.repeat(np.arange(9), crab_counts)), 2)
model_variance = round(8 * fit_binomial(crab_pmf) * (1 - fit_binomial(crab_pmf)), 2)

# %% expected_counts
expected_counts = crab_counts.sum() * binomial_pmf(8, fit_binomial(crab_pmf))

# %% interpretation
# No: the crabs' variance is larger than that of a binomial with their mean.
