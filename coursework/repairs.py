"""Mend what happens to a notebook on a student's machine, where nothing can be lost.

Cells are copied and pasted, moved, deleted; other programs drop nbgrader's marks. All
functions work on a list of cells and know the assignment's own cells by `Known`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

HIDDEN = re.compile(r"\n?### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS", re.DOTALL)


@dataclass(frozen=True)
class Known:
    """One cell of the assignment, as students get it.

    Attributes
    ----------
    name : str
        Its `grade_id`.
    text : str
        What is in it before anybody writes.
    marks : dict
        Its nbgrader metadata.
    """

    name: str
    text: str
    marks: dict

    @property
    def is_answer(self) -> bool:
        """Whether students write here."""
        return self.marks["solution"]


def known_cells(cells: Iterable) -> list[Known]:
    """List what a release, or the gradebook, holds.

    Parameters
    ----------
    cells : iterable of cells
        Cells of the release notebook.

    Returns
    -------
    list of Known
        Those with nbgrader metadata, in order.
    """
    return [
        Known(cell.metadata.nbgrader.grade_id, plain(cell.source), dict(cell.metadata.nbgrader))
        for cell in cells
        if "nbgrader" in cell.metadata
    ]


def plain(text: str) -> str:
    """Give a cell's text as students see it, without the ends of lines that editors change."""
    return "\n".join(line.rstrip() for line in HIDDEN.sub("", text).strip().splitlines())


def name_of(cell) -> str | None:
    """Give the `grade_id` of a cell, if it has one."""
    marks = cell.metadata.get("nbgrader")
    return marks.get("grade_id") if isinstance(marks, dict) else None


def is_filled(cell, known: dict[str, Known]) -> bool:
    """Tell whether this is an answer cell that somebody has written in."""
    own = known.get(name_of(cell))
    return own is not None and own.is_answer and plain(cell.source) not in ("", own.text)


def mend(cells: list, known: list[Known]) -> tuple[list, list[str]]:
    """Mark, merge and sort the cells of a submission.

    Parameters
    ----------
    cells : list of cells
        The submission's cells; changed in place.
    known : list of Known
        The assignment's cells, in order.

    Returns
    -------
    tuple of list
        The cells, each of the assignment's at most once and in order, and what was done,
        in words.

    Notes
    -----
    Copies of an answer stay where they are and run; only the one in its place is marked.
    A test that stands elsewhere is dropped and must be put back in its place.
    """
    by_name = {own.name: own for own in known}
    done = _mark_again(cells, by_name)
    cells, dropped = _without_empty_copies(cells, by_name)
    cells, moved = _in_order(cells, by_name)
    return cells, done + dropped + moved


def _mark_again(cells: list, known: dict[str, Known]) -> list[str]:
    """Give each of the assignment's cells its own marks, and no other cell any."""
    for cell in cells:
        if name_of(cell) not in known:
            cell.metadata.pop("nbgrader", None)
    missing = known.keys() - set(map(name_of, cells))
    texts = {own.text: own for own in known.values() if not own.is_answer}
    found = []
    for cell in cells:
        own = known.get(name_of(cell))
        if own is None:
            own = texts.get(plain(cell.source)) or known.get(cell.get("id"))
            if own is None or own.name not in missing:
                continue
            missing.discard(own.name)
            found.append(own.name)
        cell.metadata["nbgrader"] = dict(own.marks)
    return [f"nbgrader's marks were gone and are back: {', '.join(found)}"] if found else []


def _without_empty_copies(cells: list, known: dict[str, Known]) -> tuple[list, list[str]]:
    """Drop an answer cell as handed out where another copy of it is filled."""
    filled = {name_of(cell) for cell in cells if is_filled(cell, known)}
    kept = [cell for cell in cells if name_of(cell) not in filled or is_filled(cell, known)]
    several = sorted(
        name
        for name, times in Counter(filter(None, map(name_of, kept))).items()
        if times > 1 and known[name].is_answer
    )
    return kept, [f"answered in several cells: {', '.join(several)}"] if several else []


def _in_order(cells: list, known: dict[str, Known]) -> tuple[list, list[str]]:
    """Keep one of each cell, in the assignment's order; unmark copies, drop moved tests."""
    places = {name: place for place, name in enumerate(known)}
    named = [(i, places[name]) for i, cell in enumerate(cells) if (name := name_of(cell))]
    right = _longest_rise(named)
    here = {name_of(cells[i]): cells[i] for i in right}
    kept, moved = [], set()
    for i, cell in enumerate(cells):
        name = name_of(cell)
        if name and i not in right:
            own = known[name]
            moved |= set() if own.is_answer else {name}
            if not own.is_answer and plain(cell.source) == own.text:
                continue
            if own.is_answer and name not in here:
                here[name] = cell
            else:
                _unmark(cell, here.get(name))
        kept.append(cell)
    return kept, [f"copied or moved: {', '.join(sorted(moved))}"] if moved else []


def _unmark(copy, marked) -> None:
    """Make a copy an ordinary cell; what is written in it goes to the marked one, too."""
    del copy.metadata["nbgrader"]
    if marked is not None and marked.cell_type == "markdown" and copy.source != marked.source:
        marked.source += f"\n\n{copy.source}"


def _longest_rise(named: list[tuple[int, int]]) -> set[int]:
    """Find the most cells whose places rise; of two that could stand for one, the later."""
    best: list[tuple[int, int, tuple]] = []
    for i, place in reversed(named):
        after = max((b for b in best if b[1] > place), default=(0, 0, ()), key=lambda b: b[0])
        best.append((after[0] + 1, place, (i, *after[2])))
    return set(max(best, default=(0, 0, ()), key=lambda b: b[0])[2])
