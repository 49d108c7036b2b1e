"""Notebooks as web pages whose sliders move without a kernel."""

import base64
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import links
import nbformat
import overlays
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from mathematics import markdown_to_html, set_formulas
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from stored_explorers import WIDGET_STATE, WIDGET_VIEW, StoredExplorer, read_explorer

HERE = Path(__file__).resolve().parent
NOTEBOOKS = links.ROOT / "notebooks"
SITE_TITLE = "Understanding KL divergence by moving a slider"
SECONDS_PER_CELL = 120

ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(["html.j2"], default=True),
    trim_blocks=True,
)


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
    preview : bytes
        A PNG of its first explorer; empty if there is none.
    preview_alt : str
        What that shows.
    """

    name: str
    title: str
    question: str
    minutes: str
    description: str
    body: Markup
    preview: bytes = b""
    preview_alt: str = ""

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
        return links.START if self.name == "index" else self.name

    @property
    def address(self) -> str:
        """Where the page is published."""
        return links.site("" if self.name == "index" else f"{self.name}.html")

    @property
    def preview_address(self) -> str:
        """Where the preview is published."""
        return links.site(f"assets/preview/{self.name}.png")

    @property
    def lite(self) -> str:
        """The notebook in JupyterLite, beside the page."""
        return links.lite(self.notebook)

    @property
    def published_lite(self) -> str:
        """The notebook in JupyterLite, for pages opened as files: there it cannot run."""
        return links.site(links.lite(self.notebook))

    @property
    def binder(self) -> str:
        """The notebook on Binder."""
        return links.binder(self.notebook)


def notebook_page(path: Path) -> Page:
    """Run a notebook and make a page of it.

    Parameters
    ----------
    path : Path
        A notebook; it is not changed.

    Returns
    -------
    Page
        With every explorer that can move on it moving.
    """
    notebook = execute(nbformat.read(path, as_version=4))
    preview, preview_alt = first_picture(notebook)
    body = set_formulas(to_html(notebook, path.stem))
    about = what_it_says_of_itself(notebook)
    return Page(path.stem, body=Markup(body), preview=preview, preview_alt=preview_alt, **about)


def landing_page() -> Page:
    """Make the landing page's own part: one explorer."""
    source = "from kl_helpers import explorers\n\nexplorers.kl_curve()"
    notebook = execute(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]))
    preview, preview_alt = first_picture(notebook)
    (output,) = show_explorers(notebook, links.START).cells[0].outputs
    description = (
        "Eight interactive notebooks on KL divergence: move a slider and see at once "
        "why one model is closer to your data than another. Nothing to install."
    )
    body = Markup(output.data["text/html"])
    return Page("index", SITE_TITLE, "", "", description, body, preview, preview_alt)


def execute(notebook: NotebookNode) -> NotebookNode:
    """Run a notebook, and keep the state of its widgets in its metadata."""
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    return client.execute()


def to_html(notebook: NotebookNode, name: str) -> str:
    """Turn an executed notebook into HTML that `set_formulas` completes."""
    exporter = HTMLExporter(
        template_name="notebook",
        extra_template_basedirs=[str(HERE / "templates")],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    exporter.register_filter("markdown2html", markdown_to_html)
    html, _ = exporter.from_notebook_node(show_explorers(notebook, name))
    return re.sub(r'href="([\w-]+)\.ipynb(#[^"]*)?"', r'href="\1.html\2"', html)


def show_explorers(notebook: NotebookNode, name: str) -> NotebookNode:
    """Put HTML that moves by itself in the place of each widget."""
    models = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {"state": {}})["state"]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            view = output.get("data", {}).pop(WIDGET_VIEW, None)
            explorer = view and read_explorer(models, view["model_id"])
            if explorer:
                output.data = NotebookNode({"text/html": explorer_html(explorer, name)})
    return notebook


def explorer_html(explorer: StoredExplorer, name: str) -> str:
    """Draw an explorer of the notebook `name` as HTML."""
    pages = [_take_apart(page) for page in explorer.pages]
    return ENVIRONMENT.get_template("explorer.html.j2").render(
        explorer=explorer,
        first=pages[explorer.start],
        book=None if explorer.needs_kernel else _book(explorer, pages),
        lite=links.lite(name),
        published_lite=links.site(links.lite(name)),
        binder=links.binder(name),
    )


def _take_apart(page: str) -> dict[str, Any]:
    """Give the parts of a page that flipbook.page_html put together."""
    soup = BeautifulSoup(page, "html.parser")
    image, sentence = soup.img, soup.p
    return {
        "image": image["src"],
        "alt": image["alt"],
        "width": image["width"],
        "height": image["height"],
        "sentence": Markup(sentence.decode_contents()),
    }


def _book(explorer: StoredExplorer, pages: list[dict]) -> dict[str, Any]:
    """Everything that site.js needs to flip the pages."""
    pngs = [base64.b64decode(page["image"].partition(",")[2]) for page in pages]
    base = overlays.common_base(pngs)
    return {
        "stops": [slider.stops for slider in explorer.sliders],
        "base": _webp_url(overlays.webp(base)),
        "overlays": [_webp_url(image) for image in overlays.overlays(pngs, base)],
        "alts": [page["alt"] for page in pages],
        "sentences": [page["sentence"] for page in pages],
    }


def _webp_url(image: bytes) -> str:
    return f"data:image/webp;base64,{base64.b64encode(image).decode()}"


def first_picture(notebook: NotebookNode) -> tuple[bytes, str]:
    """PNG and description of a notebook's first picture; both empty if it has none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                alt = output.metadata.get("image/png", {}).get("alt", "")
                return base64.b64decode(output.data["image/png"]), alt
    return b"", ""


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
    """Write a page and its preview.

    Parameters
    ----------
    page : Page
        What is written.
    pages : list of Page
        The notebooks' pages, to which all pages link.
    output : Path
        Folder of the site.
    """
    template = "index.html.j2" if page.name == "index" else "page.html.j2"
    html = ENVIRONMENT.get_template(template).render(
        page=page, pages=pages, site_title=SITE_TITLE, repository=links.repository()
    )
    (output / f"{page.name}.html").write_text(html, encoding="utf-8")
    if page.preview:
        (output / "assets" / "preview" / f"{page.name}.png").write_bytes(page.preview)
