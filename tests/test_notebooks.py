"""The notebooks as files: what is stored in them, their anatomy, their links."""

import re
from html import unescape
from pathlib import Path

import nbformat
import pytest

from kl_helpers import check
from kl_helpers.check.question import ChoiceQuestion, NumberQuestion

FOLDER = Path(__file__).parent.parent / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))
NAMES = [
    "00_start_here",
    "01_distributions",
    "02_events",
    "03_uniform_model",
    "04_binomial_model",
    "05_kl_breakdown",
    "06_kl_vs_binomial_mean",
    "07_fun_with_kl",
    "08_two_numbers",
    "09_bits",
    "10_machine_learning",
    "11_bells",
    "12_your_own_data",
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CHECK = re.compile(r"^check\.(?!setup)(\w+)\(", re.MULTILINE)
EXPLORER = re.compile(r"^(\w+ = )?explorers\.")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
TELLTALES = [
    ("00_start_here", "explore-taste", r"0\.544|0\.4273"),
    ("01_distributions", "explore-pieces", r"\b40 pieces|1\.18"),
    ("02_events", "explore-discrete", r"0\.84|84 of"),
    ("02_events", "explore-interval", r"1\.18[45]|dashed line|density at"),
    ("03_uniform_model", "explore-collect", r"5,?000"),
    ("03_uniform_model", "explore-outcomes", r"0\.1367|0\.5114"),
    (
        "04_binomial_model",
        "explore-variance",
        r"parabola|0\.25\b|0\.2500|\bp ?(\\,)? ?\(1 [-−] p\)",
    ),
    ("04_binomial_model", "explore-fit", r"2\.48|2\.50"),
    ("05_kl_breakdown", "explore-surprise", r"1\.386|2\.079|infinite|infinity"),
    ("05_kl_breakdown", "explore-term", r"0\.2554|0\.1682|infinite|infinity"),
    ("05_kl_breakdown", "explore-breakdown", r"10 teeth|outcome 10|0\.2400"),
    ("06_kl_vs_binomial_mean", "explore-curve", r"valley|lowest point|both sides|0\.2907"),
    ("07_fun_with_kl", "explore-both", r"0\.488|\(its lowest"),
    (
        "07_fun_with_kl",
        "explore-humps",
        r"0\.44\b|0\.217|0\.769|not its lowest|mode-seeking",
    ),
    ("08_two_numbers", "explore-beta", r": level|high at both ends|0\.0411|2\.52"),
    ("08_two_numbers", "explore-mixture", r"0\.032|0\.0089"),
    ("09_bits", "explore-lengths", r"dotted frame on top|8\.783|4\.9[45]|34\.6|30\.3"),
    ("09_bits", "explore-messages", r"1,?628|average over all messages"),
    ("10_machine_learning", "explore-descent", r"overshoot|0\.0429|0\.0380|\b[78] steps"),
    ("11_bells", "explore-bins", r"0\.2349|0\.0721|merg"),
    ("11_bells", "explore-normals", r"0\.3181|0\.8069|2\.0000"),
    ("11_bells", "explore-humps", r"3\.16|0\.689|covers"),
    ("11_bells", "explore-samples", r"0\.625|below zero|negative estimate|−0\."),
]
"""Explorers, and what would tell the answer to the guess before them."""


def read(name: str) -> nbformat.NotebookNode:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def codes(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for cell in codes(notebook) for output in cell.outputs]


def told_above(name: str, cell_id: str) -> str:
    """Give what a reader of the stored notebook has seen above a cell: text, code, outputs."""
    cells = read(name).cells
    seen = cells[: [cell.id for cell in cells].index(cell_id)]
    return "\n".join(text for cell in seen for text in [cell.source, *said_by(cell)])


def said_by(cell: nbformat.NotebookNode) -> list[str]:
    """Give the words of a cell's stored outputs; for an explorer, those of its first state."""
    words = [o.get("text") or o.data["text/plain"] for o in cell.get("outputs", [])]
    return ["".join(text) for text in words]


def questions(name: str) -> list[tuple[str, NumberQuestion | ChoiceQuestion]]:
    """Give a notebook's checks, each with the id of its cell."""
    found = [(cell.id, CHECK.search(cell.source)) for cell in codes(read(name))]
    asked = [(cell_id, getattr(check, match[1])) for cell_id, match in found if match]
    return [one for one in asked if isinstance(one[1], (NumberQuestion, ChoiceQuestion))]


def anchors(notebook: nbformat.NotebookNode) -> set[str]:
    """Give the anchors that JupyterLab makes of a notebook's headings."""
    headings = re.findall(r"^#+ (.+)$", "\n\n".join(texts(notebook)), flags=re.MULTILINE)
    return {heading.strip().replace(" ", "-") for heading in headings}


def minutes_for(notebook: nbformat.NotebookNode) -> float:
    """Estimate how long a reader takes: to read, to move each explorer, to answer each check."""
    words = sum(len(text.split()) for text in texts(notebook))
    sources = [cell.source for cell in codes(notebook)]
    explorers, checks = (sum(map(bool, map(p.search, sources))) for p in (EXPLORER, CHECK))
    return words / 180 + 4 * explorers + 2 * checks


def test_the_thirteen_notebooks_are_there():
    assert [path.stem for path in PATHS] == NAMES


@pytest.mark.parametrize("name", NAMES)
class TestStoredForm:
    def test_it_is_valid(self, name):
        nbformat.validate(read(name))

    def test_nothing_that_differs_between_runs_is_stored(self, name):
        notebook = read(name)
        assert set(notebook.metadata) == {"kernelspec", "language_info", "widgets"}
        assert "version" not in notebook.metadata.language_info
        assert notebook.metadata.kernelspec.name == "python3"
        assert not [cell.id for cell in notebook.cells if "execution" in cell.metadata]
        mime_types = {mime for output in outputs(notebook) for mime in output.get("data", {})}
        assert mime_types <= {"text/plain", "text/html", WIDGET_VIEW}
        state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"].state
        shown = [cell.id for cell in codes(notebook) if EXPLORER.match(cell.source)]
        assert set(state) == {name for one in shown for name in (one, f"{one}-layout")}

    def test_every_code_cell_has_been_run_in_order(self, name):
        counts = [cell.execution_count for cell in codes(read(name))]
        assert counts == list(range(1, len(counts) + 1))

    def test_no_error_or_warning_is_stored(self, name):
        kinds = {(output.output_type, output.get("name")) for output in outputs(read(name))}
        assert kinds <= {("stream", "stdout"), ("execute_result", None), ("display_data", None)}

    def test_every_stored_picture_has_words(self, name):
        pictures = [o.data for o in outputs(read(name)) if "text/html" in o.get("data", {})]
        assert pictures
        for picture in pictures:
            assert picture["text/html"].count("<img ") == 1
            alt = unescape(re.search(r'alt="([^"]+)"', picture["text/html"])[1])
            assert len(alt) > 60
            assert picture["text/plain"].startswith(f"{alt}\n")
            assert len(picture["text/plain"]) > 80

    def test_cell_ids_are_words(self, name):
        ids = [cell.id for cell in read(name).cells]
        words = re.compile(r"(?![0-9a-f]{8}$)[a-z0-9-]+")
        unnamed = [one for one in ids if not words.fullmatch(one)]
        assert unnamed == [], 'give these cells an "id" of words, in a text editor'


@pytest.mark.parametrize("name", NAMES)
class TestAnatomy:
    def test_it_opens_with_title_question_time_and_goals(self, name):
        opening = read(name).cells[0].source
        assert re.match(rf"# ({name[:2]} · )?\S", opening)
        assert re.search(r"^\*\*.+\?\*\*$", opening, flags=re.MULTILINE)
        minutes = re.search(r"About (\d+) minutes", opening)
        assert minutes
        assert abs(int(minutes[1]) - minutes_for(read(name))) <= 3
        assert 1 <= len(re.findall(r"^- ", opening, flags=re.MULTILINE)) <= 3

    def test_it_is_neither_short_nor_endless(self, name):
        assert 18 <= len(read(name).cells) <= 30

    def test_code_cells_are_short(self, name):
        lines = {cell.id: len(cell.source.splitlines()) for cell in codes(read(name))}
        assert {cell: n for cell, n in lines.items() if n > 12} == {}

    def test_imports_stand_in_one_cell(self, name):
        importing = [
            c.id for c in codes(read(name)) if re.search(r"^(from|import) ", c.source, re.M)
        ]
        assert len(importing) == 1

    def test_a_guess_comes_before_every_explorer(self, name):
        cells = read(name).cells
        explorers = [i for i, cell in enumerate(cells) if EXPLORER.match(cell.source)]
        assert explorers
        for i in explorers:
            before = "\n".join(cell.source for cell in cells[max(0, i - 3) : i])
            assert "**Predict first.**" in before, cells[i].source

    def test_at_least_three_checks_each_untouched(self, name):
        checks = [cell for cell in codes(read(name)) if CHECK.search(cell.source)]
        assert len(checks) >= 3
        for cell in checks:
            assert cell.source.startswith("answer = None\n")
            assert cell.outputs[0].text.startswith("Not answered yet")

    def test_it_ends_with_recap_mistake_and_sources(self, name):
        text = "\n".join(texts(read(name)))
        for part in ["## Recap", "**Common mistake", "**Sources.**", "Ganegedara", "Kurt"]:
            assert part in text

    def test_the_prose_is_calm(self, name):
        for text in texts(read(name)):
            assert "!" not in re.sub(r"`[^`]*`|!\[", "", text)
            assert not re.search("[\U0001f300-\U0001faff\u2600-\u27bf]", text)


class TestNothingIsGivenAway:
    @pytest.mark.parametrize("name", NAMES)
    def test_goals_are_questions_and_answer_no_check(self, name):
        goals = re.findall(r"^- (.+)$", read(name).cells[0].source, flags=re.MULTILINE)
        assert [goal for goal in goals if not goal.endswith("?")] == []
        for _, question in questions(name):
            if isinstance(question, NumberQuestion):
                numbers = NUMBER.findall(" ".join(goals))
                assert not [n for n in numbers if question._agrees(float(n), question.right)]
            elif question.right not in ("yes", "no"):
                assert question.right not in " ".join(goals).lower()

    @pytest.mark.parametrize("name", NAMES)
    def test_no_number_that_a_check_asks_for_stands_above_it(self, name):
        for cell_id, question in questions(name):
            if isinstance(question, NumberQuestion) and not stands_everywhere(question):
                numbers = NUMBER.findall(told_above(name, cell_id))
                told = [n for n in numbers if question._agrees(float(n), question.right)]
                assert told == [], cell_id

    @pytest.mark.parametrize(("name", "explorer", "telltale"), TELLTALES)
    def test_no_guess_is_answered_above_or_by_the_first_state(self, name, explorer, telltale):
        cell = next(cell for cell in read(name).cells if cell.id == explorer)
        assert cell.source.startswith("explorers.")
        seen = "\n".join([told_above(name, explorer), *said_by(cell)])
        assert re.findall(telltale, seen) == []


def stands_everywhere(question: NumberQuestion) -> bool:
    """Tell an answer such as 4 or 0.5, a number that a text may name for many reasons."""
    return round(float(question.right), question.digits) in (0.5, *range(11))


@pytest.mark.parametrize("name", NAMES)
class TestLinks:
    def test_local_links_lead_somewhere(self, name):
        for target in LINK.findall("\n".join(texts(read(name)))):
            if target.startswith("https://"):
                continue
            file, _, anchor = target.partition("#")
            path = FOLDER / file if file else FOLDER / f"{name}.ipynb"
            assert path.exists(), target
            if anchor:
                assert anchor in anchors(read(path.stem)), target

    def test_first_and_last_cell_lead_to_the_neighbours(self, name):
        position = NAMES.index(name)
        neighbours = [
            f"{NAMES[i]}.ipynb" for i in (position - 1, position + 1) if 0 <= i < len(NAMES)
        ]
        if name != NAMES[0]:
            neighbours.append(f"{NAMES[0]}.ipynb")
        for cell in (read(name).cells[0], read(name).cells[-1]):
            linked = [target.partition("#")[0] for target in LINK.findall(cell.source)]
            assert set(neighbours) <= set(linked)


def test_the_table_of_contents_agrees_with_the_notebooks():
    rows = re.findall(
        r"^\| (\d\d) \| (?:\[(.+?)\]\((\w+)\.ipynb\)|Start here) \| (.+?) \| (\d+) \|$",
        "\n".join(texts(read(NAMES[0]))),
        flags=re.MULTILINE,
    )
    assert [row[0] for row in rows] == [name[:2] for name in NAMES]
    for (number, title, link, question, minutes), name in zip(rows, NAMES, strict=True):
        opening = read(name).cells[0].source
        assert f"**{question}**" in opening
        assert f"About {minutes} minutes" in opening
        if link:
            assert link == name
            assert opening.startswith(f"# {number} · {title}\n")


def test_every_symbol_in_the_glossary_names_its_notebook():
    rows = re.findall(r"^\| (\$.+?) \| .+ \| (\d\d) \|$", "\n".join(texts(read(NAMES[0]))), re.M)
    assert len(rows) >= 12
    for symbol, number in rows:
        name = next(name for name in NAMES if name.startswith(number))
        formula = symbol.split("$")[1]
        assert formula in "\n".join(texts(read(name))), (symbol, name)
