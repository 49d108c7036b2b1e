"""How long nbgrader takes for 100 submissions, and how much memory.

Half of the submissions are right, in three styles, and half have one classic slip.
Writes results/grading.md; run with `make bench` or `python benchmarks/grading.py`.
"""

import argparse
import itertools
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psutil
from report import about_this_machine, as_table, write

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "coursework"))
from course_grading import STYLES, build, marks, nbgrader
from course_slips import SLIPS, Slip
from course_submissions import POINTS, answers, fill, hand_in

ASSIGNMENT = "ps2"
SECONDS_BETWEEN_LOOKS = 0.1

HEAD = ["command", "time", "per submission", "memory"]

EXPLANATION = f"""
{ASSIGNMENT}, half of the class right and half with one slip; every mark is checked.
One process at a time, as nbgrader does it. Memory is that of nbgrader and the
running kernel together, at its largest.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=100)
    count = parser.parse_args().submissions
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        build(course, ASSIGNMENT)
        expected = hand_in_class(course, count)
        measured = {
            what: measure(lambda what=what: nbgrader(course, what, ASSIGNMENT))
            for what in ("autograde", "generate_feedback")
        }
        earned = {who: total(cells) for who, cells in marks(course, ASSIGNMENT).items()}
    assert earned == expected, "a mark is not what it should be"
    text = "\n\n".join(
        [
            EXPLANATION.strip(),
            as_table(HEAD, [row(what, *costs, count) for what, costs in measured.items()]),
            f"{about_this_machine()} nbgrader {version('nbgrader')}.",
        ]
    )
    write("grading", f"Grading {count} submissions", text)


def hand_in_class(course: Path, count: int) -> dict[str, float]:
    """Hand in for the whole class, and say what each student must get."""
    release = json.loads((course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    full = sum(POINTS[ASSIGNMENT].values())
    right = itertools.cycle([(answers(f"{ASSIGNMENT}_{style}"), full) for style in STYLES])
    slips = itertools.cycle(
        (answers(f"{ASSIGNMENT}_numpy") | {slip.answer: slip.code}, full - lost(slip))
        for slip in SLIPS[ASSIGNMENT]
    )
    expected = {}
    for number in range(count):
        cells, points = next(slips if number % 2 else right)
        hand_in(course, f"student{number:03d}", ASSIGNMENT, fill(release, cells))
        expected[f"student{number:03d}"] = points
    return expected


def lost(slip: Slip) -> float:
    return POINTS[ASSIGNMENT][slip.loses]


def total(cells: dict[str, float | None]) -> float:
    return sum(cells[cell] for cell in POINTS[ASSIGNMENT])


def measure(work: Callable[[], object]) -> tuple[float, float]:
    """Do the work; give its seconds and the largest memory of all its processes, in MiB."""
    done, peak = threading.Event(), [0]

    def watch() -> None:
        while not done.wait(SECONDS_BETWEEN_LOOKS):
            peak[0] = max(peak[0], memory_of_children())

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    return seconds, peak[0] / 2**20


def memory_of_children() -> int:
    """Add up what the processes started from here hold in memory, in bytes."""
    held = 0
    for process in psutil.Process().children(recursive=True):
        try:
            held += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return held


def row(what: str, seconds: float, memory: float, count: int) -> list[str]:
    return [
        f"`nbgrader {what}`",
        f"{seconds:.0f} s",
        f"{seconds / count:.2f} s",
        f"{memory:.0f} MiB",
    ]


if __name__ == "__main__":
    main()
