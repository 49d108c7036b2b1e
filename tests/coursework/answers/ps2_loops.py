# %% kl_sum
def kl_sum(p, q):
    total = 0
    for i in range(len(p)):
        total += p[i] * math.log(p[i] / q[i])
    return total


# %% kl_divergence
def kl_divergence(p, q):
    total = 0.0
    for p_i, q_i in zip(p, q):
        if p_i == 0:
            continue
        if q_i == 0:
            return float("inf")
        total += p_i * (math.log(p_i) - math.log(q_i))
    return total


# %% to_bits
def to_bits(nats):
    return nats * math.log2(math.e)


# %% sweep
def sweep(pmf, p_values):
    result = []
    for p in p_values:
        result.append(kl_divergence(pmf, binomial_pmf(len(pmf) - 1, p)))
    return result


# %% best_p
best_p, best_kl = 0, math.inf
for p in p_grid:
    loss = kl_divergence(glider_pmf, binomial_pmf(6, p))
    if loss < best_kl:
        best_p, best_kl = p, loss

# %% directions
there = sum(p * math.log(p / q) for p, q in zip(glider_pmf, flat) if p > 0)
back = sum(q * math.log(q / p) for p, q in zip(glider_pmf, flat) if q > 0)

# %% choice
cost_a = sum(p * math.log(p / q) for p, q in zip(glider_pmf, model_a) if p > 0)
cost_b = math.inf
send = "A"

# %% argument
# A loses little when it stands in for the gliders; B loses infinitely much.
