"""How long each notebook takes to run from top to bottom, the kernel's start included.

python benchmarks/notebook_times.py
"""

import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from report import about_this_machine, as_table, write

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
ROUNDS = 3


def seconds_to_run(path: Path) -> float:
    """Start a kernel and run all cells; give the seconds until the last one is done."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, kernel_name="python3", resources=resources)
    start = time.perf_counter()
    with client.setup_kernel():
        for place, cell in enumerate(notebook.cells):
            client.execute_cell(cell, place)
        return time.perf_counter() - start


def main() -> None:
    """Run every notebook a few times, and write the fastest time of each."""
    rows = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        fastest = min(seconds_to_run(path) for _ in range(ROUNDS))
        rows.append([path.stem, f"{fastest:.1f} s"])
        print(rows[-1], flush=True)
    head = ["notebook", f"Run All, fastest of {ROUNDS}"]
    write(
        "notebook_times", "Running a notebook", f"{about_this_machine()}\n\n{as_table(head, rows)}"
    )


if __name__ == "__main__":
    main()
