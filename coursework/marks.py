"""Bring the marks into the lists that Moodle and Canvas export, and that they import again.

Both are CSV. Every column stays as it is, only the marks are filled in.
"""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from creatures import key


@dataclass
class Mark:
    """What one student has earned.

    Attributes
    ----------
    student : str
        The student's id, such as `Ada Lovelace_12345`.
    score : float
        Points so far.
    max_score : float
        Points that could be earned.
    waiting : bool
        Whether an answer still has to be marked by hand.
    remark : str
        What an instructor has to look at.
    """

    student: str
    score: float
    max_score: float
    waiting: bool
    remark: str


@dataclass
class Roster:
    """A list exported by a learning platform.

    Attributes
    ----------
    platform : str
        `moodle` or `canvas`.
    rows : list of list of str
        Everything in it, the header first.
    number, name, grade : int or None
        The columns with the student's number, the name and the marks.
    logins : list of int
        Columns with other names by which a student may be known.
    dialect : csv.Dialect
        How the file is written.
    """

    platform: str
    rows: list[list[str]]
    number: int
    name: int | None
    grade: int
    logins: list[int]
    dialect: type[csv.Dialect]


def read_roster(path: Path, assignment: str) -> Roster:
    """Read what Moodle calls a grading worksheet, or Canvas an exported gradebook.

    Parameters
    ----------
    path : Path
        The file.
    assignment : str
        Name of the assignment; in Canvas also the start of its column's name.

    Returns
    -------
    Roster
        The list.

    Raises
    ------
    ValueError
        If it is neither, or has no column for the marks.
    """
    text = path.read_text("utf-8-sig")
    first = text.split("\n", 1)[0]
    dialect = csv.Sniffer().sniff(first, ",;\t") if first.strip() else csv.excel
    dialect.doublequote = True
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    head = rows[0] if rows else []
    if "Identifier" in head:
        return _roster("moodle", rows, "Identifier", "Full name", r"Grade", dialect)
    if head[:1] == ["Student"] and "ID" in head:
        column = rf"{re.escape(assignment)}\b.*"
        return _roster("canvas", rows, "ID", "Student", column, dialect)
    raise ValueError(
        f"{path} is neither a grading worksheet of Moodle, with a column Identifier, "
        f"nor a gradebook of Canvas, with the columns Student and ID; it begins {head[:3]}"
    )


def _roster(platform: str, rows: list, number: str, name: str, grade: str, dialect) -> Roster:
    head = rows[0]
    found = [place for place, title in enumerate(head) if re.fullmatch(grade, title.strip())]
    if len(found) != 1:
        raise ValueError(f"{len(found)} columns for the marks match {grade!r}; there are {head}")
    names = ("Email address", "Username", "ID number", "SIS User ID", "SIS Login ID")
    logins = [place for place, title in enumerate(head) if title in names]
    where = head.index(name) if name in head else None
    return Roster(platform, rows, head.index(number), where, found[0], logins, dialect)


def fill_in(roster: Roster, marks: list[Mark]) -> tuple[str, list[str], list[str]]:
    """Write the marks into a roster.

    Parameters
    ----------
    roster : Roster
        The list; its rows are changed.
    marks : list of Mark
        The marks of the class.

    Returns
    -------
    tuple
        The text of the file to import, students with marks who are not in the roster,
        and students in the roster without marks.
    """
    rows = [row for row in roster.rows[1:] if len(row) > roster.grade and _is_student(roster, row)]
    owners = {mark.student: _rows_of(mark.student, roster, rows) for mark in marks}
    unknown = [student for student, own in owners.items() if len(own) != 1]
    taken: dict[int, list[Mark]] = {}
    for mark in marks:
        if len(owners[mark.student]) == 1:
            taken.setdefault(id(owners[mark.student][0]), []).append(mark)
    absent = []
    for row in rows:
        own = taken.get(id(row), [])
        if len(own) == 1:
            row[roster.grade] = f"{own[0].score:g}"
        else:
            absent.append(_title(roster, row))
            unknown += [mark.student for mark in own]
    stream = io.StringIO(newline="")
    csv.writer(stream, roster.dialect, lineterminator="\r\n").writerows(roster.rows)
    return stream.getvalue(), sorted(unknown), absent


def _is_student(roster: Roster, row: list[str]) -> bool:
    """Canvas puts rows about the points between the students; these have no number."""
    return any(row[place].strip() for place in (roster.number, *roster.logins))


def _title(roster: Roster, row: list[str]) -> str:
    return row[roster.name if roster.name is not None else roster.number]


def _rows_of(student: str, roster: Roster, rows: list[list[str]]) -> list[list[str]]:
    """Find a student by number and name together, else by login."""
    if match := re.fullmatch(r"(.*)_(\d+)", student):
        name, number = match.groups()
        return [
            row
            for row in rows
            if re.sub(r".*?(\d+)$", r"\1", row[roster.number].strip()) == number
            and _fits(name, roster, row)
        ]
    return [
        row
        for row in rows
        if student.casefold()
        in {
            form
            for place in roster.logins
            for form in (row[place].casefold(), row[place].casefold().split("@")[0])
        }
    ]


def _fits(name: str, roster: Roster, row: list[str]) -> bool:
    """A number of another assignment may be somebody else's, so the name has to agree."""
    if roster.name is None or name == "Participant":
        return True
    listed = row[roster.name]
    return any(map(str.isalnum, listed)) and key(name) == key(listed)
