# %% cross_entropy
def cross_entropy(p, q):
    # numpy warns about log 0 here, and the result is right all the same.
    return np.where(p > 0, -p * np.log(q), 0).sum()


# %% log_likelihood
def log_likelihood(counts, q):
    return np.repeat(np.log(q), counts).sum()


# %% likelier
gap = round(moth_counts @ np.log(binomial / uniform), 1)
better = ["uniform", "binomial"][int(gap > 0)]


# %% gradient
def gradient(p, logits):
    return np.exp(logits - np.logaddexp.reduce(logits)) - p


# %% descend
def descend(slope, start, rate, steps):
    start = start.copy()
    for _ in range(steps):
        start -= rate * slope(start)
    return start


# %% kl_bells
def kl_bells(m1, s1, m2, s2):
    ratio = s1 / s2
    return 0.5 * (ratio**2 - 1 + ((m1 - m2) / s2) ** 2) - np.log(ratio)


# %% estimate
def estimate(log_ratios):
    return np.array([log_ratios.mean(), log_ratios.std() / log_ratios.size**0.5])


# %% sample_size
below = np.count_nonzero(log_ratios < 0) / log_ratios.size
needed = log_ratios.var(ddof=1) / 0.02**2

# %% direction
# For the gate KL(moths ‖ bell), for the decoy the other one.
