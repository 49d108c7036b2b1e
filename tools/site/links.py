"""Every address of the project, from the one place that names its owner and repository.

That place is `[project.urls]` in pyproject.toml. Called as a script, this prints
the addresses, for a README or for the students of a class:

    python tools/site/links.py
    python tools/site/links.py --hub https://hub.example.edu
"""

import argparse
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
START = "00_start_here"


def repository() -> str:
    """Address of the repository, as pyproject.toml names it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project["urls"]["Repository"].rstrip("/")


def owner_and_name() -> tuple[str, str]:
    """Owner and name of the repository."""
    owner, name = urlsplit(repository()).path.strip("/").split("/")
    return owner, name


def site(page: str = "") -> str:
    """Address of a page of the published site."""
    owner, name = owner_and_name()
    return f"https://{owner.lower()}.github.io/{name}/{page}"


def binder(notebook: str = START) -> str:
    """Address that opens a notebook in JupyterLab on Binder."""
    owner, name = owner_and_name()
    path = f"lab/tree/notebooks/{notebook}.ipynb"
    return f"https://mybinder.org/v2/gh/{owner}/{name}/HEAD?urlpath={path}"


def colab(notebook: str = START) -> str:
    """Address that opens a notebook in Colab."""
    owner, name = owner_and_name()
    path = f"{owner}/{name}/blob/main/notebooks/{notebook}.ipynb"
    return f"https://colab.research.google.com/github/{path}"


@dataclass(frozen=True)
class Way:
    """A place where a notebook can be opened.

    Attributes
    ----------
    name : str
        What it is called.
    address : str
        Where it is; seen from the site's pages where it is part of the site.
    gives : str
        What one can do there.
    published : str
        The whole address of what is part of the site, for pages opened as files.
    """

    name: str
    address: str
    gives: str
    published: str = ""


def ways(notebook: str = START) -> list[Way]:
    """Give the places where a notebook can be opened, the quickest first."""
    page = f"{notebook}.html"
    return [
        Way("This site", page, "moves only, at once", site(page)),
        Way("JupyterLite", lite(notebook), "runs code in your browser", site(lite(notebook))),
        Way("Colab", colab(notebook), "runs code, keeps work in your Drive"),
        Way("Binder", binder(notebook), "runs code, keeps nothing"),
        Way(
            "JupyterHub",
            nbgitpuller("https://HUB", notebook),
            "runs code, keeps work; put your hub's address in place of HUB",
        ),
    ]


def rows(notebook: str = START) -> str:
    """Write the ways as rows of a table in Markdown, for pages that are not part of the site."""
    names = {"This site": "The site"}
    return "\n".join(
        f"| [{names.get(way.name, way.name)}]({way.published or way.address}) | {way.gives} |"
        for way in ways(notebook)
    )


def badge() -> str:
    """Markdown of the Binder badge."""
    return f"[![Open in Binder](https://mybinder.org/badge_logo.svg)]({binder()})"


def lite(notebook: str = START) -> str:
    """Address of a notebook in JupyterLite, seen from the site's pages."""
    return f"lite/lab/index.html?path={notebook}.ipynb"


def nbgitpuller(hub: str, notebook: str = START) -> str:
    """Address that copies the collection to a JupyterHub and opens a notebook there.

    Parameters
    ----------
    hub : str
        Address of the JupyterHub; nbgitpuller must be installed there.
    notebook : str
        Name of the notebook, without its ending.

    Returns
    -------
    str
        What to hand to the students.
    """
    _, name = owner_and_name()
    query = {
        "repo": repository(),
        "branch": "main",
        "urlpath": f"lab/tree/{name}/notebooks/{notebook}.ipynb",
    }
    return (
        f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(query, quote_via=quote, safe='')}"
    )


def main() -> None:
    """Print the addresses, and the rows for README.md and the start page."""
    parser = argparse.ArgumentParser(description="Print the project's addresses.")
    parser.add_argument("--hub", default="https://HUB", help="address of your JupyterHub")
    hub = parser.parse_args().hub
    print(f"repository   {repository()}\nsite         {site()}\nBinder       {binder()}")
    print(f"JupyterLite  {site(lite())}\nJupyterHub   {nbgitpuller(hub)}\nbadge        {badge()}")
    print(f"\n{rows()}")


if __name__ == "__main__":
    main()
