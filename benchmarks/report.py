"""How results are written: a table in Markdown, and a plot beside it."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from matplotlib.figure import Figure

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("numpy", "matplotlib", "ipywidgets", "jupyterlab", "ipykernel")


def about_this_machine() -> str:
    """Say what the figures were measured on; no name of the machine."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Measured on {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}. "
        "Compare within a table only: another machine has other times, and much the same ratios."
    )


def as_table(head: list[str], rows: list[list[str]]) -> str:
    """Write a table in Markdown; numbers stand to the right, but for the first column."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(name: str, title: str, text: str, figure: Figure | None = None) -> None:
    """Write results/`name`.md, with its plot if there is one, and print it.

    Parameters
    ----------
    name : str
        The file's name without ending.
    title : str
        The heading.
    text : str
        The body, in Markdown.
    figure : matplotlib.figure.Figure, optional
        A plot of the same figures.
    """
    RESULTS.mkdir(exist_ok=True)
    picture = ""
    if figure is not None:
        figure.savefig(RESULTS / f"{name}.png", dpi=120)
        picture = f"\n\n![The table above as a plot.]({name}.png)"
    page = f"# {title}\n\n{text}{picture}\n"
    (RESULTS / f"{name}.md").write_text(page)
    print(page)


def replace_table(document: Path, heading: str, table: str) -> None:
    """Put a new table in place of the first one below a heading.

    Parameters
    ----------
    document : Path
        A file in Markdown.
    heading : str
        The heading's whole line.
    table : str
        The new table, in Markdown.
    """
    above, below = document.read_text().split(f"{heading}\n", 1)
    below = re.sub(r"(?:^\|.*\n)+", lambda _: f"{table}\n", below, count=1, flags=re.MULTILINE)
    document.write_text(f"{above}{heading}\n{below}")
