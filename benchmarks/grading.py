"""Grade a class of 200 with three sets: are all marks right, and what do they cost.

Half of the class is right, in mixed styles; most of the rest has one slip each; ten copied
from another, with other names and spacing; ten bring trouble. Everything arrives as one
download of a learning platform and goes through the course's own commands.
Writes results/grading.md; run with `make bench` or `python benchmarks/grading.py`.
"""

import argparse
import io
import json
import random
import re
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psutil
from report import about_this_machine, as_table, write

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "coursework"))
from course_grading import STYLES, build, marks, nbgrader, run
from course_slips import SLIPS
from course_submissions import POINTS, WRITTEN, answers, fill, named, solutions, without

SECONDS_BETWEEN_LOOKS = 0.1
LIBRARIES = "from scipy import integrate, optimize, special, stats\n\n"
HABITS = ["", "\nchecked = True", "\ntried, again = 1, 2", "\nassert 1 < 2", "\n[0][0]"]
"""What students add, so that honest answers differ."""

HEAD = ["set", "command", "time", "a student", "memory"]

EXPLANATION = """
{count} students and {sets}: half right, in mixed styles, {slips} with a slip, {copies} that
copied from another with other names and spacing, {troubles} that bring trouble. Every mark is
checked against what it must be, and so is that all copies are listed and nobody is named
for somebody else's trouble. Memory is that of all processes together, at its largest.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--sets", nargs="+", default=list(POINTS))
    options = parser.parse_args()
    rows, notes = [], []
    for name in options.sets:
        with tempfile.TemporaryDirectory() as folder:
            found, note = grade_class(Path(folder), name, options.students)
        rows += found
        notes.append(note)
    count = options.students
    text = [
        EXPLANATION.strip().format(
            count=count,
            sets=" and ".join(options.sets),
            slips=count - count // 2 - 2 * (count // 20),
            copies=count // 20,
            troubles=count // 20,
        ),
        as_table(HEAD, rows),
        "\n".join(f"- {note}" for note in notes),
        f"{about_this_machine()} nbgrader {version('nbgrader')}.",
    ]
    write("grading", f"Grading {count} students", "\n\n".join(text))


def grade_class(course: Path, name: str, count: int) -> tuple[list[list[str]], str]:
    """Let one class hand in one set, grade it, and check every mark."""
    build(course, name)
    people = make_class(course, name, count)
    hand_in_as_moodle(course, name, people)
    costs, said = {}, {}
    for what in ("grade", "compare", "marks"):
        arguments = ["course.py", what, name]
        costs[what] = measure(
            lambda what=what, a=arguments: said.update({what: run(a, course, False)})
        )
    costs["generate_feedback"] = measure(lambda: nbgrader(course, "generate_feedback", name))
    expected = {who: person["marks"] for who, person in people.items() if person["marks"]}
    earned = {
        who: {cell: points for cell, points in cells.items() if cell in POINTS[name]}
        for who, cells in marks(course, name).items()
    }
    wrong = {who for who in expected if earned[who] != expected[who]}
    assert not wrong, f"marks are not what they should be: {wrong}"
    named_in = set(re.findall(r"LOOK AT  (.*?): ", said["grade"].stdout))
    assert named_in == {who for who, person in people.items() if person["named"]}
    listed = [
        set(line.split(" (by")[0].split(", ")) for line in said["compare"].stdout.splitlines()
    ]
    copied = {who: person["from"] for who, person in people.items() if person["from"]}
    missed = [who for who, source in copied.items() if not any({who, source} <= g for g in listed)]
    assert not missed, f"copies are not listed: {missed}"
    places = int(re.search(r"(\d+) places to look", said["compare"].stdout)[1])
    note = (
        f"{name}: all {len(expected)} marks right, {len(named_in)} named, all {len(copied)} copies "
        f"among {places} places to look"
    )
    return [row(name, what, *cost, count) for what, cost in costs.items()], note


def make_class(course: Path, name: str, count: int) -> dict[str, dict]:
    """Make every student's files, and say what each must get."""
    chance = random.Random(name)
    release = json.loads((course / "release" / name / f"{name}.ipynb").read_text())
    full = {cell: float(points) for cell, points in POINTS[name].items()}
    people: dict[str, dict] = {}
    ids = [f"Student {chr(97 + n % 26)}{n:03d}x_{1000 + n}" for n in range(count)]
    honest = count - 2 * (count // 20)
    for number, who in enumerate(ids):
        cells, earned, source = mixed(name, chance, who), dict(full), None
        if number >= count // 2:
            slip = SLIPS[name][number % len(SLIPS[name])]
            if number < honest:
                cells, earned = cells | {slip.answer: slip.code}, earned | {slip.loses: 0.0}
        if honest <= number < count - count // 20:
            source = ids[number - honest]
            cells = {cell: disguised(text, cell) for cell, text in people[source]["cells"].items()}
        notebook = named(fill(release, cells), who.split("_")[0])
        people[who] = {
            "cells": cells,
            "marks": earned,
            "from": source,
            "named": False,
            "files": [(f"{name}.ipynb", json.dumps(notebook).encode())],
        }
        if number >= count - count // 20:
            people[who] |= trouble(number % 10, name, notebook, earned)
    return people


def mixed(name: str, chance: random.Random, who: str) -> dict[str, str]:
    """Answer each question in a style of its own, with a habit of one's own."""
    styles = {style: answers(f"{name}_{style}") for style in STYLES} | {"sheet": solutions(name)}
    cells = {}
    for cell in answers(f"{name}_numpy"):
        if cell != WRITTEN[name]:
            style = chance.choice(list(styles))
            start = LIBRARIES if style == "scipy" else ""
            cells[cell] = start + styles[style][cell] + chance.choice(HABITS)
    words = ["the", "data", "model", "spread", "price", "wide", "less", "because", "never"]
    cells[WRITTEN[name]] = f"I am {who}. " + " ".join(chance.choices(words, k=40))
    return cells


def disguised(text: str, cell: str) -> str:
    """Change names and spacing, as somebody does who copies."""
    if cell in WRITTEN.values():
        return text.upper().replace(" ", "  ")
    renamed = re.sub(r"\b(total|losses|result|weights|point|seen|ways)\b(?!=)", r"my_\1", text)
    return f"# mine\n{renamed}  \n\n"


def trouble(kind: int, name: str, notebook: dict, earned: dict) -> dict:
    """Bring one of ten kinds of trouble."""
    text = json.dumps(notebook).encode()
    first = next(cell for cell in POINTS[name])
    dead = {**notebook, "cells": list(notebook["cells"])}
    at = next(i for i, c in enumerate(dead["cells"]) if c.get("id") == first)
    doubled = {**notebook, "cells": [c for cell in notebook["cells"] for c in (cell, cell)]}
    nobody = json.loads(json.dumps(notebook).replace("my_name = 'Student", "my_name = 'Somebody"))
    stop = code("import os\nos.kill(os.getpid(), 9)")
    leave = code("import sys\nsys.exit()")
    none: dict[str, float] = dict.fromkeys(earned, 0.0)
    cases = [
        {"files": [(f"{name}.html", b"<html></html>")], "named": True, "marks": None},
        {"files": [(f"{name}.zip", zipped((f"{name}/{name}.ipynb", text)))]},
        {"files": [(f"{name}.zip", b"PK\x03\x04 broken")], "named": True, "marks": None},
        {"files": [(f"{name}-Copy1.ipynb", text), (f"__MACOSX/._{name}.ipynb", b"\x00\x05")]},
        {"files": as_file(name, doubled)},
        {
            "files": as_file(
                name, {**dead, "cells": [*dead["cells"][:at], stop, *dead["cells"][at:]]}
            )
        }
        | {"marks": none},
        {
            "files": as_file(
                name, {**dead, "cells": [*dead["cells"][:at], leave, *dead["cells"][at:]]}
            )
        },
        {"files": as_file(name, nobody), "named": True},
        {"files": as_file(name, without(notebook, first))},
        {"files": [], "named": True, "marks": None},
    ]
    return cases[kind]


def code(source: str) -> dict:
    return {"cell_type": "code", "id": "own", "metadata": {}, "source": source, "outputs": []}


def as_file(name: str, notebook: dict) -> list[tuple[str, bytes]]:
    return [(f"{name}.ipynb", json.dumps(notebook).encode())]


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return stream.getvalue()


def hand_in_as_moodle(course: Path, name: str, people: dict[str, dict]) -> None:
    """Write the download of all submissions."""
    folder = course / "downloaded" / name / "archive"
    folder.mkdir(parents=True)
    members = [
        (f"{who}_assignsubmission_file/{file}", content)
        for who, person in people.items()
        for file, content in person["files"] or [("", b"")]
    ]
    (folder / "download.zip").write_bytes(zipped(*members))


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


def row(name: str, what: str, seconds: float, memory: float, count: int) -> list[str]:
    return [name, f"`{what}`", f"{seconds:.0f} s", f"{seconds / count:.2f} s", f"{memory:.0f} MiB"]


if __name__ == "__main__":
    main()
