"""Run notebooks in place and store their outputs in a plain form.

What differs from run to run or from machine to machine is taken out: random names of
widgets, times, the version of Python. So a second run changes nothing, and what git
shows is what has really changed. The explorers' state stays, so that they move as
soon as a notebook is opened.

    python tools/refresh_notebooks.py [NOTEBOOK ...]
"""

import hashlib
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
CHECKSUMS = NOTEBOOKS / "checksums.txt"
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
EXPLORER = "AnyModel"
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
        coalesce_streams=True,  # how print's lines are parcelled out differs from run to run
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    nbformat.write(plain(notebook), path)


def plain(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out of a notebook what differs between runs and machines.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook that has just run; it is changed.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook.
    """
    models = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    notebook.metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
    }
    kept = {}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        shown = [o.data for o in cell.get("outputs", []) if WIDGET_VIEW in o.get("data", {})]
        for data in shown:
            if models[data[WIDGET_VIEW]["model_id"]]["model_name"] != EXPLORER:
                del data[WIDGET_VIEW]  # a reader's own slider, which needs a kernel
        views = [data[WIDGET_VIEW] for data in shown if WIDGET_VIEW in data]
        for place, view in enumerate(views):
            name = cell.id + (f"-{place}" if place else "")
            kept |= renamed(models, view["model_id"], name)
            view["model_id"] = name
    if kept:
        state = {"state": kept, "version_major": 2, "version_minor": 0}
        notebook.metadata["widgets"] = {WIDGET_STATE: state}
    return notebook


def renamed(models: dict, model_id: str, name: str) -> dict:
    """Give a widget and its layout names that say where they stand.

    Parameters
    ----------
    models : dict
        The state of all widgets, by their random names.
    model_id : str
        The widget's random name.
    name : str
        Its new one.

    Returns
    -------
    dict
        The state of the two, by their new names.
    """
    widget, layout = models[model_id], f"{name}-layout"
    old_layout = models[widget["state"]["layout"].removeprefix("IPY_MODEL_")]
    widget["state"]["layout"] = f"IPY_MODEL_{layout}"
    for model in (widget, old_layout):
        # Other versions of anywidget and ipywidgets show it, too.
        model["model_module_version"] = "*"
        model["state"] |= {"_model_module_version": "*", "_view_module_version": "*"}
    return {name: widget, layout: old_layout}


def write_checksums() -> None:
    """Write down what the notebooks are, so that `trust_notebooks.py` knows an altered one."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
    ]
    CHECKSUMS.write_text("".join(lines))


if __name__ == "__main__":
    chosen = [Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))
    for chosen_path in chosen:
        print(chosen_path.name, flush=True)
        refresh(chosen_path)
    write_checksums()
