"""The reader's own counts, read from a CSV file.

Nothing is guessed and nothing repaired: what is not a count is named, with its line.
"""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kl_helpers.validation import as_counts

LARGEST_COUNT = 2**53
"""Up to here a float holds every whole number exactly."""


def read_counts(path: str | Path, column: str, delimiter: str = ",") -> NDArray[np.int64]:
    r"""Read one column of counts from a CSV file.

    The first line names the columns. Each further line is one outcome, in the order
    0, 1, 2, ...

    Parameters
    ----------
    path : str or Path
        The file, as seen from the notebook's folder.
    column : str
        Name of the column that holds the counts.
    delimiter : str
        What stands between two columns.

    Returns
    -------
    ndarray of int, shape (k,)
        How often each outcome was seen.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is empty, has no such column, a line has more cells than there
        are columns, or the column holds something other than counts; the message
        names the line.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "moths.csv"
    ...     _ = path.write_text("spots,moths\n0,4\n1,9\n2,3\n")
    ...     read_counts(path, "moths").tolist()
    [4, 9, 3]
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {str(path)!r} in {Path.cwd().name!r}")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=delimiter)
            rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except (UnicodeDecodeError, csv.Error):
        raise ValueError(f"{path.name} is not a text file in UTF-8; save it as CSV UTF-8") from None
    counts = _column(rows, column, path.name)
    if not counts:
        raise ValueError(f"{path.name} has no line below its first, so there are no counts")
    return as_counts(counts, f"the counts of {column!r}").astype(np.int64)


def _column(rows: list[tuple[int, list[str]]], column: str, file_name: str) -> list[int]:
    """Give the counts in one column of numbered rows, or say what is wrong with it."""
    if not rows or rows[0][1] == []:
        raise ValueError(f"{file_name} is empty, or its first line is")
    (_, names), *rows = rows
    if names.count(column) != 1:
        found = "two columns" if column in names else "no column"
        listed = ", ".join(repr(name) for name in names)
        raise ValueError(f"{file_name} has {found} named {column!r}; its columns are {listed}")
    while rows and rows[-1][1] == []:  # a blank line at the end
        rows.pop()
    place = names.index(column)
    return [_count(row, place, len(names), f"line {number} of {file_name}") for number, row in rows]


def _count(row: list[str], place: int, n_columns: int, where: str) -> int:
    """Read the count at this place of a row; `where` says which row it is."""
    if len(row) > n_columns:
        cells = ", ".join(map(repr, row))
        raise ValueError(
            f"{where} has more cells than columns: {cells} in {n_columns}; "
            "if 1,234 is one number, write 1234"
        )
    text = row[place] if place < len(row) else ""
    if not text:
        raise ValueError(f"{where} has no count; write 0 for an outcome that was never seen")
    if "_" in text:
        raise ValueError(f"{where} holds {text!r}, which is not a number")
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{where} holds {text!r}, which is not a number") from None
    if not number >= 0:
        raise ValueError(f"{where} holds {text}; a count is 0 or more")
    if number > LARGEST_COUNT:
        raise ValueError(f"{where} holds {text}; the largest count is 2^53")
    if number != int(number):
        raise ValueError(f"{where} holds {text}, which is not a whole number")
    return int(number)
