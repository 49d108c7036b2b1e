"""Change kl_helpers in a thousand small ways, one at a time, and see if a test notices.

Every change of the mathematics is tried, and of the rest a sample: all of it would
take most of a day. Whoever survives is listed with its reason, taken from
survivors.toml, or as not explained.

    python benchmarks/mutants.py

mutmut works in a copy of the project, in build/mutants. Another run tries only those
that were not tried or not noticed yet; delete that folder to start afresh.
"""

import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from covered import is_mathematics
from report import as_table, write

ROOT = Path(__file__).parent.parent
COPY = ROOT / "build" / "mutants"
SAMPLE_SIZE, SEED = 250, 20170509
LEAVE_OUT = (
    *("browser", "coursework", "packaging", "site"),
    *("test_notebooks.py", "test_documents.py", "test_public_names.py"),
)
"""Tests of files that the copy does not hold, and one that counts functions, mutants too."""

EXPLANATIONS = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text())
"""For the line that a mutant puts in, why no test can or should notice."""

WANTED = {True: 0.95, False: 0.80}
"""The least share of killed mutants: of the mathematics, and of the rest."""


def main() -> int:
    """Run the mutants, write the page, and give 1 where too many survive."""
    copy_the_project()
    run(["kl_helpers.worms.*"])  # makes all mutants, and notes which test reaches what
    mathematics, rest = [], []
    for name in read_fates():
        (mathematics if is_mathematics(module_of(name)) else rest).append(name)
    chosen = mathematics + random.Random(SEED).sample(sorted(rest), SAMPLE_SIZE)
    fates = read_fates()
    run([name for name in chosen if alive(fates[name])])
    fates = {name: fate for name, fate in read_fates().items() if name in chosen}
    survivors = {name: mutmut("show", name) for name in fates if alive(fates[name])}
    tally = count(fates)
    drawn = f"Of the rest, {SAMPLE_SIZE} of {len(rest)} mutants drawn at random."
    write(
        "mutation", "Small mistakes that the tests notice", f"{drawn}\n\n{page(tally, survivors)}"
    )
    return int(any(share < WANTED[kind] for kind, share in shares_killed(tally).items()))


def copy_the_project() -> None:
    for name in ("kl_helpers", "notebooks"):
        shutil.copytree(ROOT / name, COPY / name, dirs_exist_ok=True)
    shutil.copytree(ROOT / "tests", COPY / "tests", ignore=lambda *_: LEAVE_OUT, dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", COPY)


def run(names: list[str]) -> None:
    """Try the mutants whose names, or patterns of names, are given."""
    if names:
        mutmut("run", "--max-children", str(os.cpu_count()), *names)


def mutmut(*arguments: str) -> str:
    """Run one command of mutmut and give what it prints."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    environment = os.environ | {"CI": "true"}
    return subprocess.run(
        command, cwd=COPY, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def read_fates() -> dict[str, str]:
    """Read lines such as `kl_helpers.models.x_mean__mutmut_1: killed`."""
    lines = mutmut("results", "--all", "true").splitlines()
    return dict(line.strip().split(": ") for line in lines if "__mutmut_" in line)


def alive(fate: str) -> bool:
    """Tell whether no test noticed; one that never ends is noticed, the tests stop it."""
    return fate not in ("killed", "timeout", "segfault")


def module_of(mutant: str) -> str:
    """Give `figures/binomial` for a mutant of a function or method in that module."""
    return mutant.removeprefix("kl_helpers.").split(".x")[0].replace(".", "/")


def count(fates: dict[str, str]) -> dict[str, Counter]:
    tally = defaultdict(Counter)
    for name, fate in fates.items():
        tally[module_of(name)]["alive" if alive(fate) else "killed"] += 1
    return tally


def shares_killed(tally: dict[str, Counter]) -> dict[bool, float]:
    """For the mathematics (True) and the rest (False): the share of killed mutants."""
    groups = defaultdict(Counter)
    for module, counts in tally.items():
        groups[is_mathematics(module)] += counts
    return {kind: counts["killed"] / counts.total() for kind, counts in groups.items()}


def page(tally: dict[str, Counter], survivors: dict[str, str]) -> str:
    order = sorted(tally.items(), key=lambda item: (not is_mathematics(item[0]), item[0]))
    rows = [[module, *row(counts)] for module, counts in order]
    kinds = {True: "**the mathematics**", False: "**the rest**"}
    for kind, label in kinds.items():
        group = [counts for module, counts in order if is_mathematics(module) == kind]
        rows += [[label, *row(sum(group, Counter()))]] if group else []
    table = as_table(["module", "mutants", "killed", "share"], rows)
    listed = "\n".join(explained(name, diff) for name, diff in survivors.items())
    return f"{table}\n\n## Survivors\n\n{listed or 'None.'}"


def row(counts: Counter) -> list[str]:
    share = 1000 * counts["killed"] // counts.total() / 10
    return [str(counts.total()), str(counts["killed"]), f"{share} %"]


def explained(name: str, diff: str) -> str:
    """One survivor: where, what was put in, and why it lives."""
    put_in = [line[1:].strip() for line in diff.splitlines() if line[:1] == "+"][1:]
    code = " ".join(put_in)
    reasons = [reason for part, reason in EXPLANATIONS.items() if part in code]
    return f"- `{module_of(name)}`: `{code}`. {reasons[0] if reasons else '**Not explained.**'}"


if __name__ == "__main__":
    sys.exit(main())
