"""Run notebooks in place and store their outputs in a plain form.

What differs from run to run or from machine to machine is taken out: widget
state and views, times, the version of Python. So a second run changes nothing,
and what git shows is what has really changed.

    python tools/refresh_notebooks.py [NOTEBOOK ...]
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SECONDS_PER_CELL = 60


def refresh(path: Path) -> None:
    """Run the notebook at `path` in its own folder and write it back.

    Parameters
    ----------
    path : Path
        A notebook file.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    nbformat.write(plain(notebook), path)


def plain(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out of a notebook what differs between runs and machines.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook; it is changed.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook.
    """
    notebook.metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    return notebook


if __name__ == "__main__":
    chosen = [Path(name) for name in sys.argv[1:]] or sorted(ROOT.glob("notebooks/*.ipynb"))
    for chosen_path in chosen:
        print(chosen_path.name, flush=True)
        refresh(chosen_path)
