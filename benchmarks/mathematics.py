"""KL of the worms from the binomial, swept over p: how four ways grow in time and memory.

The article's way is a loop over p and the outcomes. scipy's `binom.pmf` and
`rel_entr` do it with arrays. Then ours: the definition, with `kl_divergence`, and
the closed form, `kl_from_binomial`. All four must agree before they are measured.

    python benchmarks/mathematics.py
"""

import math
import time
import tracemalloc
from collections.abc import Callable
from importlib.metadata import version
from statistics import median

import numpy as np
from matplotlib.figure import Figure
from report import about_this_machine, as_table, write
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers.divergence import kl_divergence, kl_from_binomial
from kl_helpers.models import binomial_pmf
from kl_helpers.worms import teeth_distribution

SIZES = (100, 10_000, 1_000_000)
WORMS = teeth_distribution()
REPEATS = 7
PATIENCE = 3.0
"""Seconds after which no further repeat of one measurement is started."""


def article(grid: np.ndarray) -> list[float]:
    return [sum(term(k, float(p)) for k in range(11)) for p in grid]


def term(k: int, p: float) -> float:
    return WORMS[k] * math.log(WORMS[k] / (math.comb(10, k) * p**k * (1 - p) ** (10 - k)))


def scipy(grid: np.ndarray) -> np.ndarray:
    return rel_entr(WORMS, binom.pmf(np.arange(11), 10, grid[:, None])).sum(axis=1)


def definition(grid: np.ndarray) -> np.ndarray:
    return kl_divergence(WORMS, binomial_pmf(10, grid))


def closed_form(grid: np.ndarray) -> np.ndarray:
    return kl_from_binomial(WORMS, grid)


WAYS = {
    "Python loop, as in the article": article,
    "scipy: binom.pmf and rel_entr": scipy,
    "kl_divergence(worms, binomial_pmf(10, p))": definition,
    "kl_from_binomial(worms, p)": closed_form,
}


def grid_of(size: int) -> np.ndarray:
    return np.linspace(0.001, 0.999, size)


def measure_times(size: int) -> dict[str, float]:
    """Take turns, so that a busy moment of the machine meets all ways alike."""
    grid, times = grid_of(size), {name: [] for name in WAYS}
    for _ in range(REPEATS):
        for name, way in WAYS.items():
            if not times[name] or sum(times[name]) < PATIENCE:
                start = time.perf_counter()
                way(grid)
                times[name].append(time.perf_counter() - start)
    return {name: median(seconds) for name, seconds in times.items()}


def peak_memory(way: Callable, size: int) -> int:
    """Bytes beyond the grid itself, at the worst moment."""
    grid = grid_of(size)
    tracemalloc.start()
    way(grid)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def check_that_all_agree() -> None:
    results = [way(grid_of(1000)) for way in WAYS.values()]
    for result in results[1:]:
        np.testing.assert_allclose(result, results[0], rtol=1e-11)


def draw(times: dict, memory: dict) -> Figure:
    figure = Figure(figsize=(9, 4), layout="constrained")
    for axes, values, unit in zip(
        figure.subplots(1, 2), (times, memory), ("seconds", "bytes"), strict=True
    ):
        for name, marker in zip(WAYS, "osD*", strict=True):
            axes.loglog(SIZES, [values[size][name] for size in SIZES], marker=marker, label=name)
        axes.set(xlabel="values of p", ylabel=f"{unit} (log scale)")
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return figure


def rows(times: dict, memory: dict) -> list[list[str]]:
    """One row for each way and size; the ratios are to scipy at the same size."""
    return [
        [
            name,
            f"{size:,}",
            f"{times[size][name] * 1000:,.2f} ms",
            f"{times[size][SCIPY] / times[size][name]:.3g} ×",
            f"{memory[size][name] / 1e6:,.3g} MB",
            f"{memory[size][name] / size:,.0f}",
        ]
        for name in WAYS
        for size in SIZES
    ]


SCIPY = list(WAYS)[1]

HEAD = ["way", "values of p", "time", "faster than scipy", "peak memory", "bytes for each p"]

EXPLANATION = """
One sweep of KL(worms ‖ binomial) over p, 11 outcomes. Time is the median of up to 7
turns, the ways taking turns; peak memory is what a sweep allocates at its worst
moment, its result included.

With the definition, both grow with the number of values times outcomes, whoever
computes it. The closed form needs the mean of the worms only, so its memory grows
with the number of values alone: a few arrays as long as the sweep.
"""


def main() -> None:
    check_that_all_agree()
    times = {size: measure_times(size) for size in SIZES}
    memory = {size: {name: peak_memory(WAYS[name], size) for name in WAYS} for size in SIZES}
    text = "\n\n".join(
        [
            EXPLANATION.strip(),
            as_table(HEAD, rows(times, memory)),
            f"{about_this_machine()} scipy {version('scipy')}.",
        ]
    )
    write("mathematics", "Sweeping over p", text, draw(times, memory))


if __name__ == "__main__":
    main()
