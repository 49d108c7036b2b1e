# %% cross_entropy
def cross_entropy(p, q):
    total = 0.0
    for p_i, q_i in zip(p, q):
        if p_i > 0:
            total += p_i * (math.inf if q_i == 0 else -math.log(q_i))
    return total


# %% log_likelihood
def log_likelihood(counts, q):
    total = 0.0
    for count, q_i in zip(counts, q):
        for _ in range(count):
            total += math.log(q_i)
    return total


# %% likelier
gap = 0
for count, a, b in zip(moth_counts, binomial, uniform):
    gap += count * (math.log(a) - math.log(b))
better = "uniform"
if gap > 0:
    better = "binomial"


# %% gradient
def gradient(p, logits):
    top = max(logits)
    weights = [math.exp(z - top) for z in logits]
    return [weight / sum(weights) - p_i for weight, p_i in zip(weights, p)]


# %% descend
def descend(slope, start, rate, steps):
    if steps == 0:
        return list(start)
    step = slope(start)
    return descend(slope, np.array([x - rate * s for x, s in zip(start, step)]), rate, steps - 1)


# %% kl_bells
def kl_bells(m1, s1, m2, s2):
    v1, v2 = s1 * s1, s2 * s2
    return (math.log(v2) - math.log(v1) + (v1 + (m1 - m2) ** 2) / v2 - 1) / 2


# %% estimate
def estimate(log_ratios):
    n = len(log_ratios)
    m = sum(log_ratios) / n
    variance = sum((r - m) ** 2 for r in log_ratios) / (n - 1)
    return [m, math.sqrt(variance / n)]


# %% sample_size
below = len([r for r in log_ratios if r < 0]) / 60
m = sum(log_ratios) / 60
needed = round(sum((r - m) ** 2 for r in log_ratios) / 59 / 0.0004)

# %% direction
# The gate covers both valleys, the decoy sits on one.
