# %% kl_sum
from scipy import special, stats


def kl_sum(p, q):
    return stats.entropy(p, q)


# %% kl_divergence
def kl_divergence(p, q):
    return special.rel_entr(p, q).sum()


# %% to_bits
def to_bits(nats):
    return stats.entropy([0.5, 0.5], base=2) * nats / stats.entropy([0.5, 0.5])


# %% sweep
def sweep(pmf, p_values):
    k = np.arange(len(pmf))
    return [stats.entropy(pmf, stats.binom.pmf(k, len(pmf) - 1, p)) for p in p_values]


# %% best_p
from scipy import optimize

found = optimize.minimize_scalar(
    lambda p: stats.entropy(glider_pmf, stats.binom.pmf(range(7), 6, p)),
    bounds=(0.01, 0.99),
    method="bounded",
)
best_p, best_kl = found.x, found.fun

# %% directions
there, back = stats.entropy(glider_pmf, flat), stats.entropy(flat, glider_pmf)

# %% choice
cost_a = special.rel_entr(glider_pmf, model_a).sum()
cost_b = special.rel_entr(glider_pmf, model_b).sum()
send = "A"

# %% argument
# A. That the other direction is infinite says that 120 gliders are few.
