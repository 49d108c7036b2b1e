"""Change the JavaScript in small ways, one at a time, and see if a test without a page notices.

Of `explorer.js` and `divergence.js` those lines are changed that run in Node.js. What only a
page runs, and so `your_model.js`, is moved by the browser tests, which are too slow to be
asked a thousand times.
Whoever survives is listed with its reason, taken from survivors.toml.

    python benchmarks/mutants_in_js.py

Stryker, which makes the mutants, is fetched by npx. It works in build/mutants-in-js.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from mutants import EXPLANATIONS
from ran_in_js import reached_and_missed
from report import as_table, write

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from test_javascript import write_books

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "mutants-in-js"
STRYKER = "@stryker-mutator/core@9.6.1"  # the newest for Node.js 20
NODE_TESTS = "node --test tests/javascript/*.test.mjs"
PYTHON_TESTS = f"{sys.executable} -m pytest -q -x tests/test_divergence_js.py"
TESTS = {"explorer.js": NODE_TESTS, "divergence.js": PYTHON_TESTS}
"""What is asked about each script."""

NOTICED = ("Killed", "Timeout", "RuntimeError")


def main() -> None:
    """Try the mutants of each script, and write the page."""
    shutil.rmtree(BUILD, ignore_errors=True)
    (BUILD / "books").mkdir(parents=True)
    write_books(BUILD / "books")
    os.environ["BOOKS"] = str(BUILD / "books")
    mutants = {name: tried(name, command) for name, command in TESTS.items()}
    rows, survivors = [], []
    for name, found in mutants.items():
        tally = Counter(mutant["status"] in NOTICED for mutant in found)
        share = 1000 * tally[True] // tally.total() / 10
        rows.append([f"`{name}`", str(tally.total()), str(tally[True]), f"{share} %"])
        survivors += [listed(name, mutant) for mutant in found if mutant["status"] not in NOTICED]
    table = as_table(["script", "mutants", "killed", "share"], rows)
    text = f"{table}\n\n## Survivors\n\n" + ("\n".join(survivors) or "None.")
    write("mutation_in_js", "Small mistakes in the JavaScript that the tests notice", text)


def tried(name: str, command: str) -> list[dict]:
    """Let Stryker try the mutants of a script's lines that run in Node.js."""
    report, settings = BUILD / f"{name}.json", BUILD / f"{name}-settings.json"
    options = {
        "testRunner": "command",
        "commandRunner": {"command": command},
        "mutate": [f"kl_helpers/{name}:{first}-{last}" for first, last in lines_in_node(name)],
        "ignorePatterns": ["/*", "!/kl_helpers", "!/tests", "!/package.json", "!/pyproject.toml"],
        "tempDirName": str(BUILD / "sandbox"),
        "reporters": ["json", "progress-append-only"],
        "jsonReporter": {"fileName": str(report)},
        "concurrency": os.cpu_count(),
    }
    settings.write_text(json.dumps(options))
    subprocess.run(["npx", "--yes", STRYKER, "run", settings], cwd=ROOT, check=True)
    (file,) = json.loads(report.read_text())["files"].values()
    return [mutant | {"line": source_line(file, mutant)} for mutant in file["mutants"]]


def lines_in_node(name: str) -> list[tuple[int, int]]:
    """Give the first and the last of lines that follow one another and that Node.js runs."""
    with TemporaryDirectory() as counts:
        environment = os.environ | {"NODE_V8_COVERAGE": counts}
        subprocess.run(TESTS[name], shell=True, cwd=ROOT, env=environment, check=True)
        lines = reached_and_missed(Path(counts))[name]
    runs = [[*run] for reached, run in groupby(lines, key=lines.get) if reached]
    return [(run[0], run[-1]) for run in runs]


def source_line(file: dict, mutant: dict) -> str:
    return file["source"].splitlines()[mutant["location"]["start"]["line"] - 1].strip()


def listed(name: str, mutant: dict) -> str:
    """One survivor: where, what was put in, and why it lives."""
    put_in = " ".join(mutant["replacement"].split())
    reasons = [reason for part, reason in EXPLANATIONS.items() if part in put_in]
    why = reasons[0] if reasons else "**Not explained.**"
    return f"- `{name}`: `{mutant['line']}` → `{put_in}`. {why}"


if __name__ == "__main__":
    main()
