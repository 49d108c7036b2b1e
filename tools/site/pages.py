"""Notebooks as web pages whose explorers move without a kernel.

Nothing is run: the notebooks hold their outputs and their explorers' state, and the
tests see to it that both are what the code gives.
"""

import base64
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import links
import nbformat
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from mathematics import markdown_to_html, set_formulas
from nbconvert import HTMLExporter
from nbconvert.filters.widgetsdatatypefilter import WIDGET_STATE_MIMETYPE, WIDGET_VIEW_MIMETYPE
from nbformat import NotebookNode

HERE = Path(__file__).resolve().parent
NOTEBOOKS = links.ROOT / "notebooks"
QUESTIONS = links.ROOT / "docs" / "questions.md"
SITE_TITLE = "Understanding KL divergence by moving a slider"
TEMPLATES = {name: f"{name}.html.j2" for name in ("index", "playground", "questions")}
UNANSWERED = "Not answered yet"

ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(["html.j2"], default=True),
    trim_blocks=True,
)


@dataclass(frozen=True)
class StoredExplorer:
    """An explorer as its notebook stores it.

    Attributes
    ----------
    id : str
        The name of its widget in the notebook.
    name : str
        The function of `kl_helpers.explorers` that made it.
    picture : str
        Address of its first picture, seen from the page.
    png : bytes
        That picture.
    width : int
        The picture's width in CSS pixels.
    alt, sentence : str
        What that shows, in words.
    live : bool
        Whether it needs a kernel.
    state : dict
        What site.js needs to move it.
    """

    id: str
    name: str
    picture: str
    png: bytes
    width: int
    alt: str
    sentence: str
    live: bool
    state: dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A page of the site, but for what all pages share.

    Attributes
    ----------
    name : str
        Its file name and its notebook's, without the ending.
    title, question, minutes : str
        What the notebook says of itself; minutes may be empty.
    description : str
        One or two sentences for search engines and link previews.
    body : str
        HTML.
    explorers : tuple of StoredExplorer
        Its explorers, in their order.
    """

    name: str
    title: str
    question: str
    minutes: str
    description: str
    body: Markup
    explorers: tuple[StoredExplorer, ...] = ()

    @property
    def number(self) -> str:
        """The notebook's number, such as "04"."""
        return self.name.split("_")[0]

    @property
    def label(self) -> str:
        """Its title, unless that is the title of the whole."""
        return "Start here" if self.name == links.START else self.title

    @property
    def notebook(self) -> str:
        """The notebook that the page's links open."""
        return self.name if re.match(r"\d\d_", self.name) else links.START

    @property
    def address(self) -> str:
        """Where the page is published."""
        return links.site("" if self.name == "index" else f"{self.name}.html")

    @property
    def preview(self) -> StoredExplorer | None:
        """What link previews show: its first explorer."""
        return self.explorers[0] if self.explorers else None

    @property
    def preview_address(self) -> str:
        """Where the preview is published."""
        return links.site(self.preview.picture)

    @property
    def ways(self) -> list[links.Way]:
        """Where the notebook can be opened."""
        return links.ways(self.notebook)


def notebook_page(path: Path) -> Page:
    """Make a page of a notebook.

    Parameters
    ----------
    path : Path
        A notebook; it is not changed.

    Returns
    -------
    Page
        With every explorer that can move on it moving.
    """
    notebook = nbformat.read(path, as_version=4)
    explorers = tuple(stored_explorers(notebook, path.stem))
    about = what_it_says_of_itself(notebook)
    body = Markup(set_formulas(to_html(notebook, path.stem, explorers)))
    return Page(path.stem, body=body, explorers=explorers, **about)


def landing_page(of: Page) -> Page:
    """Make the landing page's own part: the first explorer of another page."""
    description = (
        "Interactive notebooks on KL divergence: take hold of a picture and see at once "
        "why one model is closer to your data than another. Nothing to install."
    )
    body = Markup(explorer_html(of.preview, of.name))
    return Page("index", SITE_TITLE, "", "", description, body, of.explorers[:1])


def questions_page() -> Page:
    """Make a page of the questions that people ask, whose links lead to cells."""
    source = QUESTIONS.read_text(encoding="utf-8").replace("?**\n", "?**<br>\n")
    title = source.splitlines()[0].removeprefix("# ")
    html = re.sub(r'href="\.\./notebooks/(\w+)\.ipynb', r'href="\1.html', markdown_to_html(source))
    description = "Short answers on KL divergence, each with a place where you can see and move it."
    return Page("questions", title, "", "", description, Markup(html))


def playground_page() -> Page:
    """Make the page on which a reader brings two distributions."""
    description = (
        "Two distributions of your own: drag Q, type or paste numbers, and see what each outcome "
        "adds to KL divergence. A link keeps all of it."
    )
    return Page("playground", "Playground", "", "", description, Markup())


def stored_explorers(notebook: NotebookNode, name: str) -> Iterator[StoredExplorer]:
    """Read the explorers that a notebook stores.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook as `refresh_notebooks.py` leaves it.
    name : str
        Its name, without the ending.

    Yields
    ------
    StoredExplorer
        Each of them, in the order of the cells.
    """
    models = notebook.metadata.get("widgets", {}).get(WIDGET_STATE_MIMETYPE, {"state": {}})["state"]
    for cell, output in outputs(notebook):
        model_id = view_of(output)
        model = models.get(model_id, {})
        if {"book", "about"} & {*model.get("state", {}), *_buffers(model)}:
            yield _stored(cell, output, model, name, model_id)


def view_of(output: NotebookNode) -> str | None:
    """Name of the widget that an output shows, if it shows one."""
    return output.get("data", {}).get(WIDGET_VIEW_MIMETYPE, {}).get("model_id")


def outputs(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode]]:
    """Give each output of a notebook with its cell."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield cell, output


def _buffers(model: dict) -> dict[str, str]:
    """Give the binary parts of a widget's state by their names, in base64."""
    return {buffer["path"][0]: buffer["data"] for buffer in model.get("buffers", [])}


def _stored(cell: dict, output: dict, model: dict, page: str, model_id: str) -> StoredExplorer:
    image = BeautifulSoup(output.data["text/html"], "html.parser").img
    sentence = output.data["text/plain"].partition("\n")[2]
    live, state = _state(model)
    return StoredExplorer(
        id=model_id,
        name=re.search(r"explorers\.(\w+)", cell.source)[1],
        picture=f"assets/pictures/{page}-{model_id}.png",
        png=base64.b64decode(image["src"].partition(",")[2]),
        width=int(image["width"]),
        alt=image["alt"],
        sentence=sentence,
        live=live,
        state=state,
    )


def _state(model: dict) -> tuple[bool, dict[str, Any]]:
    """Tell whether an explorer needs a kernel, and what site.js needs to move it."""
    state = model["state"]
    if "about" in state:
        return False, {name: state[name] for name in ("about", "q", "reverse")}
    book = _buffers(model)["book"]
    unpacked = json.loads(gzip.decompress(base64.b64decode(book)))
    controls = [{"symbol": control["symbol"]} for control in unpacked["controls"]]
    return unpacked["live"], {"values": state["values"], "controls": controls, "book": book}


def to_html(notebook: NotebookNode, name: str, explorers: tuple[StoredExplorer, ...]) -> str:
    """Turn a notebook into HTML that `set_formulas` completes."""
    exporter = HTMLExporter(
        template_name="notebook",
        extra_template_basedirs=[str(HERE / "templates")],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    exporter.register_filter("markdown2html", markdown_to_html)
    html, _ = exporter.from_notebook_node(shown_on_a_page(notebook, name, explorers))
    return re.sub(r'href="([\w-]+)\.ipynb(#[^"]*)?"', r'href="\1.html\2"', html)


def shown_on_a_page(
    notebook: NotebookNode, name: str, explorers: tuple[StoredExplorer, ...]
) -> NotebookNode:
    """Put HTML in the place of each explorer, and of what asks a reader to run a cell."""
    by_id = {explorer.id: explorer for explorer in explorers}
    for _, output in outputs(notebook):
        if explorer := by_id.get(view_of(output)):
            output.data = NotebookNode({"text/html": explorer_html(explorer, name)})
        elif output.get("text", "").startswith(UNANSWERED):
            output.text = "Your answer is checked where Python runs: open the notebook.\n"
    return notebook


def explorer_html(explorer: StoredExplorer, name: str, root: str = "") -> str:
    """Draw an explorer of the notebook `name` as HTML; `root` leads to the site's folder."""
    return ENVIRONMENT.get_template("explorer.html.j2").render(
        explorer=explorer,
        root=root,
        lite=links.lite(name),
        published_lite=links.site(links.lite(name)),
        binder=links.binder(name),
    )


def what_it_says_of_itself(notebook: NotebookNode) -> dict[str, str]:
    """Title, question, minutes and description from a notebook's first cell."""
    soup = BeautifulSoup(markdown_to_html(notebook.cells[0].source), "html.parser")
    question = soup.strong.get_text()
    minutes = re.search(r"About (\d+) minutes", soup.get_text())
    goals = "; ".join(item.get_text().strip().rstrip(".,") for item in soup.select("li"))
    return {
        "title": re.sub(r"^\d+ · ", "", soup.h1.get_text()),
        "question": question,
        "minutes": minutes[1] if minutes else "",
        "description": f"{question} Afterwards you can {goals}.",
    }


def write(page: Page, pages: list[Page], output: Path) -> None:
    """Write a page and the pictures of its explorers.

    Parameters
    ----------
    page : Page
        What is written.
    pages : list of Page
        The notebooks' pages, to which all pages link.
    output : Path
        Folder of the site.
    """
    template = TEMPLATES.get(page.name, "page.html.j2")
    html = ENVIRONMENT.get_template(template).render(
        page=page, pages=pages, site_title=SITE_TITLE, repository=links.repository()
    )
    (output / f"{page.name}.html").write_text(html, encoding="utf-8")
    for explorer in page.explorers:
        (output / explorer.picture).write_bytes(explorer.png)


def write_embedded(page: Page, output: Path) -> None:
    """Write a page of its own for each explorer that has none, to be shown within a course's page.

    Parameters
    ----------
    page : Page
        The page whose explorers are written.
    output : Path
        Folder of the site.
    """
    for explorer in page.explorers:
        path = output / "embed" / f"{explorer.name}.html"
        if not explorer.live and not path.exists():
            html = ENVIRONMENT.get_template("embed.html.j2").render(
                page=page,
                name=explorer.name,
                figure=Markup(explorer_html(explorer, page.name, "../")),
                site_title=SITE_TITLE,
            )
            path.write_text(html, encoding="utf-8")
