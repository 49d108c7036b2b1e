"""Which lines and branches of kl_helpers the unit tests reach.

Fails where the mathematics is not covered in full.

    python benchmarks/covered.py
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from report import as_table, write

ROOT = Path(__file__).parent.parent
OWN = ("own_data", "own_files", "own_numbers")
NEWER = ("learning", "normals", "estimators")
MATHEMATICS = ("validation", "models", "divergence", "worms", "coding", "lengths", *NEWER, *OWN)
TESTS = ["-m", "pytest", "-q", "-m", "not browser and not course and not site"]


def main() -> int:
    """Measure, write the table, and give 1 where the mathematics has a gap."""
    files = measure()
    rows = [row(name, file["summary"]) for name, file in sorted(files.items(), key=by_importance)]
    gaps = [line for name, file in sorted(files.items()) for line in missed(name, file)]
    listed = "\n".join(f"- {gap}" for gap in gaps) or "None."
    text = "Unit tests and doctests, without the browser and the coursework.\n\n" + as_table(
        ["module", "lines", "reached", "branches", "reached"], rows
    )
    write("coverage", "What the tests reach", f"{text}\n\nNot reached:\n\n{listed}")
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
