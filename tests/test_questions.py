"""The questions that people ask: each has a short answer and leads to cells that are there."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "questions.md").read_text()
LINK = r"\[[^\]]+\]\(\.\./notebooks/(\w+)\.ipynb#cell-id=([\w-]+)\)"
QUESTIONS = re.findall(r"^\*\*(.+\?)\*\*\n(.+)$", TEXT, flags=re.MULTILINE)


def test_there_are_at_least_twenty_and_none_is_asked_twice():
    assert len({question for question, _ in QUESTIONS}) == len(QUESTIONS) >= 20


def test_every_paragraph_is_a_heading_or_a_question_with_its_answer():
    answered = {f"**{question}**\n{answer}" for question, answer in QUESTIONS}
    others = [part for part in TEXT.strip().split("\n\n") if part not in answered]
    assert [part for part in others[2:] if not part.startswith("## ")] == []


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_an_answer_is_a_line_and_a_link_to_a_cell(question, answer):
    targets = re.findall(LINK, answer)
    words = re.sub(r",? ?" + LINK, "", answer).strip()
    assert targets
    assert words.endswith(".")
    assert len(words) <= 160, "a line, please"
    for name, cell_id in targets:
        notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
        assert cell_id in [cell.id for cell in notebook.cells]


def test_every_notebook_from_05_on_answers_something_but_the_sweep():
    names = {name for name, _ in re.findall(LINK, TEXT)}
    assert {name[:2] for name in names} == {"05", "07", "08", "09", "10", "11", "12"}


def test_links_name_the_notebook_that_they_lead_to():
    for words, number in re.findall(r"\[(\d\d), [^\]]+\]\(\.\./notebooks/(\d\d)_", TEXT):
        assert words == number
