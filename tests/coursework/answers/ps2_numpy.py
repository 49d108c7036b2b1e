# %% kl_sum
def kl_sum(p, q):
    return -(p * np.log(q / p)).sum()


# %% kl_divergence
def kl_divergence(p, q):
    # numpy warns about log 0 and 0 / 0 here, and the result is right all the same.
    return np.where(p > 0, p * np.log(p / q), 0).sum()


# %% to_bits
def to_bits(nats):
    return nats / np.log(2)


# %% sweep
def sweep(pmf, p_values):
    return kl_divergence(pmf, binomial_pmf(pmf.size - 1, p_values))


# %% best_p
losses = kl_divergence(glider_pmf, binomial_pmf(6, p_grid))
best_p, best_kl = p_grid[losses.argmin()], losses.min()

# %% directions
there = kl_divergence(glider_pmf, flat)
back = kl_divergence(flat, glider_pmf)

# %% choice
cost_a, cost_b = kl_divergence(glider_pmf, np.array([model_a, model_b]))
send = "AB"[np.argmin([cost_a, cost_b])]

# %% argument
# I send A. It loses little, and B cannot say "1 fin" at all.
