"""What an import costs a student's kernel: ours as it is, and were it built on scipy or pandas.

Every measurement is a fresh Python. The memory is what the operating system counts
for it (RSS), the time that of the import statement, with files already in the cache.

    python benchmarks/imports.py
"""

import subprocess
import sys
from importlib.metadata import version
from statistics import median

from report import about_this_machine, as_table, write

MATHEMATICS = "import kl_helpers.worms, kl_helpers.models, kl_helpers.divergence"
EXPLORERS = "from kl_helpers import explorers"

WAYS = {
    "nothing": "pass",
    "numpy": "import numpy",
    "mathematics": MATHEMATICS,
    "mathematics, and scipy.stats": f"{MATHEMATICS}; import scipy.stats",
    "mathematics, and pandas": f"{MATHEMATICS}; import pandas",
    "explorers": EXPLORERS,
    "explorers, and scipy.stats": f"{EXPLORERS}; import scipy.stats",
    "explorers, and pandas": f"{EXPLORERS}; import pandas",
}
"""The explorers bring matplotlib and anywidget, and hold the mathematics."""

REPEATS = 9

MEASURE = """
import time
start = time.perf_counter()
{statement}
seconds = time.perf_counter() - start
import psutil
print(seconds, psutil.Process().memory_info().rss)
"""


def import_once(statement: str) -> tuple[float, float]:
    """Give seconds and MiB of one fresh Python."""
    command = [sys.executable, "-c", MEASURE.format(statement=statement)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(output[0]), int(output[1]) / 2**20


def measure() -> dict[str, tuple[float, float]]:
    """Take turns, drop the first turn, and give the medians."""
    turns = [[import_once(statement) for statement in WAYS.values()] for _ in range(REPEATS + 1)]
    columns = zip(*turns[1:], strict=True)
    return {
        name: tuple(median(values) for values in zip(*column, strict=True))
        for name, column in zip(WAYS, columns, strict=True)
    }


def main() -> None:
    measured = measure()
    rows = [
        [name, f"{seconds * 1000:.0f} ms", f"{mib:.0f} MiB"]
        for name, (seconds, mib) in measured.items()
    ]
    text = "\n\n".join(
        [
            f"Median of {REPEATS} fresh Pythons for each row, the rows taking turns.",
            as_table(["what is imported", "time", "memory"], rows),
            f"{about_this_machine()} scipy {version('scipy')}, pandas {version('pandas')}.",
        ]
    )
    write("imports", "What an import costs", text)


if __name__ == "__main__":
    main()
