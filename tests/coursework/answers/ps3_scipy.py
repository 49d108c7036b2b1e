# %% cross_entropy
from scipy import special, stats


def cross_entropy(p, q):
    return stats.entropy(p) + stats.entropy(p, q)


# %% log_likelihood
def log_likelihood(counts, q):
    return special.xlogy(counts, q).sum()


# %% likelier
k = np.repeat(np.arange(6), moth_counts)
gap = stats.binom.logpmf(k, 5, k.mean() / 5).sum() - stats.randint.logpmf(k, 0, 6).sum()
better = "binomial"


# %% gradient
def gradient(p, logits):
    return special.softmax(logits) - p


# %% descend
def descend(slope, start, rate, steps):
    return (
        list(start) if steps < 1 else descend(slope, start - rate * slope(start), rate, steps - 1)
    )


# %% kl_bells
from scipy import integrate


def kl_bells(m1, s1, m2, s2):
    p, q = stats.norm(m1, s1), stats.norm(m2, s2)
    return integrate.quad(
        lambda x: p.pdf(x) * (p.logpdf(x) - q.logpdf(x)), m1 - 12 * s1, m1 + 12 * s1, epsabs=1e-12
    )[0]


# %% estimate
def estimate(log_ratios):
    return np.mean(log_ratios), stats.sem(log_ratios)


# %% sample_size
below = stats.percentileofscore(log_ratios, 0) / 100
needed = 60 * (stats.sem(log_ratios) / 0.02) ** 2

# %% direction
# The gate must not be surprised by a moth, the decoy must not surprise the moths.
