"""Which lines and branches of kl_helpers the tests reach, in Python and in JavaScript.

Fails where the mathematics is not covered in full.

    python benchmarks/covered.py
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ran_in_js import reached_and_missed
from report import as_table, write

ROOT = Path(__file__).parent.parent
OWN = ("own_data", "own_files", "own_numbers")
NEWER = ("learning", "normals", "estimators")
MATHEMATICS = ("validation", "models", "divergence", "worms", "coding", "lengths", *NEWER, *OWN)
TESTS = ["-m", "pytest", "-q", "-m", "not browser and not course and not site"]

ON_THE_SITE = [
    *(sys.executable, "-m", "pytest", "-q", "-p", "ran_in_js", "-k", "not file"),
    *("-m", "site and not alone and not lite", "tests/site"),
]
"""The site's tests as pages from a server; as files they show the same scripts."""


def main() -> int:
    """Measure, write the tables, and give 1 where the mathematics has a gap."""
    with TemporaryDirectory() as counts:
        os.environ |= {"NODE_V8_COVERAGE": counts, "PYTHONPATH": str(ROOT / "benchmarks")}
        files = measure()
        subprocess.run(ON_THE_SITE, cwd=ROOT, check=True)
        scripts = reached_and_missed(Path(counts))
    rows = [row(name, file["summary"]) for name, file in sorted(files.items(), key=by_importance)]
    gaps = [line for name, file in sorted(files.items()) for line in missed(name, file)]
    listed = "\n".join(f"- {gap}" for gap in gaps) or "None."
    text = "Unit tests and doctests, without the browser and the coursework.\n\n" + as_table(
        ["module", "lines", "reached", "branches", "reached"], rows
    )
    text += f"\n\nNot reached:\n\n{listed}\n\n{page_of_scripts(scripts)}"
    write("coverage", "What the tests reach", text)
    return int(any(missed(name, file) for name, file in files.items() if is_mathematics(name)))


def measure() -> dict[str, dict]:
    """Run the tests under coverage.py and give what it found for each module."""
    with TemporaryDirectory() as folder:
        data, report = f"--data-file={folder}/data", Path(folder, "coverage.json")
        coverage = [sys.executable, "-m", "coverage"]
        where = ["--branch", "--source=kl_helpers", data]
        subprocess.run([*coverage, "run", *where, *TESTS], cwd=ROOT, check=True)
        subprocess.run([*coverage, "json", "-q", data, "-o", report], cwd=ROOT, check=True)
        files = json.loads(report.read_text())["files"]
    return {path.removeprefix("kl_helpers/").removesuffix(".py"): f for path, f in files.items()}


def page_of_scripts(scripts: dict[str, dict[int, bool]]) -> str:
    """Say what the unit tests in Node.js and the site's tests in a browser reach together."""
    rows = [
        [name, str(len(lines)), share(sum(lines.values()), len(lines))]
        for name, lines in scripts.items()
    ]
    missed = [
        f"- `{name}` " + ", ".join(runs([n for n, reached in lines.items() if not reached]))
        for name, lines in scripts.items()
        if not all(lines.values())
    ]
    table = as_table(["script", "lines", "wholly reached"], rows)
    return (
        "JavaScript, in Node.js and on the site; a line counts if all its parts have run.\n\n"
        f"{table}\n\nNot wholly reached:\n\n" + ("\n".join(missed) or "None.")
    )


def runs(numbers: list[int]) -> list[str]:
    """Write line numbers that follow one another together."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return [
        f"line {start}" if start == end else f"lines {start} to {end}"
        for start, end in zip(starts, ends, strict=True)
    ]


def row(name: str, summary: dict) -> list[str]:
    lines, branches = summary["num_statements"], summary["num_branches"]
    reached = summary["covered_lines"], summary["covered_branches"]
    return [
        f"**{name}**" if is_mathematics(name) else name,
        str(lines),
        share(reached[0], lines),
        str(branches),
        share(reached[1], branches),
    ]


def share(part: int, whole: int) -> str:
    """Round down: 100 % is said only of all."""
    return f"{100 * part // whole} %" if whole else "–"


def missed(name: str, file: dict) -> list[str]:
    lines = [f"`{name}` line {line}" for line in file["missing_lines"]]
    jumps = [
        f"`{name}` from line {start} to {end}"
        for start, end in file["missing_branches"]
        if start not in file["missing_lines"] and abs(end) not in file["missing_lines"]
    ]
    return lines + jumps


def is_mathematics(name: str) -> bool:
    return name in MATHEMATICS


def by_importance(item: tuple[str, dict]) -> tuple[bool, str]:
    return not is_mathematics(item[0]), item[0]


if __name__ == "__main__":
    sys.exit(main())
