# %% pmf_from_counts
def pmf_from_counts(counts):
    total = 0
    for count in counts:
        total += count
    return [count / total for count in counts]


# %% uniform_pmf
def uniform_pmf(n_outcomes):
    return [1 / n_outcomes] * n_outcomes


# %% binomial_pmf
def binomial_pmf(n_trials, p):
    result = []
    for k in range(n_trials + 1):
        result.append(math.comb(n_trials, k) * p**k * (1 - p) ** (n_trials - k))
    return result


# %% mean
def mean(pmf):
    total = 0
    for k, probability in enumerate(pmf):
        total += k * probability
    return total


# %% variance
def variance(pmf):
    m, total = mean(pmf), 0
    for k, probability in enumerate(pmf):
        total += (k - m) ** 2 * probability
    return total


# %% fit_binomial
def fit_binomial(pmf):
    n = len(pmf) - 1
    return mean(pmf) / n


# %% variances
m = sum(k * crab_pmf[k] for k in range(9))
crab_variance = sum((k - m) ** 2 * crab_pmf[k] for k in range(9))
p = m / 8
model_variance = 8 * p * (1 - p)

# %% expected_counts
p = fit_binomial(crab_pmf)
expected_counts = []
for k in range(9):
    expected_counts.append(240 * math.comb(8, k) * p**k * (1 - p) ** (8 - k))

# %% interpretation
# The crabs vary more than one binomial does.
