"""Distributions for hypothesis to try: lopsided ones, zeros, numbers no one would choose."""

import numpy as np
from hypothesis import strategies as st

SIZES = st.integers(1, 12)


@st.composite
def pmfs(draw, sizes=SIZES, least=0.0):
    """Draw one distribution; with `least` above 0 nothing is impossible."""
    size = draw(sizes)
    weights = draw(st.lists(st.floats(least, 1), min_size=size, max_size=size))
    weights = np.array(weights) if sum(weights) > 1e-300 else np.ones(size)
    return weights / weights.sum()


@st.composite
def pmf_pairs(draw, least=0.0):
    """Draw two distributions over the same outcomes."""
    size = st.just(draw(SIZES))
    return draw(pmfs(size, least)), draw(pmfs(size, least))
