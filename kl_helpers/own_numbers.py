"""Whole numbers as people write them, refused where they can be read in two ways."""

import re
import unicodedata
from numbers import Real

NUMBER = re.compile(r"[-+]?\d[\d.,'’ ]*(e[-+]?\d+)?\s*%?", re.IGNORECASE)
WHOLE = re.compile(r"[-+]?\d+([.,]0+)?")
TWO_READINGS = re.compile(r"[-+]?[1-9]\d{0,2}([.,])\d{3}")

Cell = str | int | float
"""What a cell holds once it is cleaned."""

UNKNOWN = {"NAType", "NaTType", "MaskedConstant"}
"""The types of pandas' and numpy's missing values that are not NaN."""

MISSING = {
    "",
    "na",
    "n/a",
    "#n/a",
    "<na>",
    "nan",
    "nat",
    "null",
    "-",
    "–",
    "—",
    ".",
    "?",
    "missing",
}
"""How programs and people write that a value is not known."""


def cleaned(cell: object) -> Cell:
    r"""Give a cell as a number of Python's own, or as a text without blanks around it.

    Parameters
    ----------
    cell : object
        A text, a number of Python's or numpy's, or what stands for a missing value.

    Returns
    -------
    str, int or float
        Minus signs and the spaces inside are made the plain ones; what is missing
        becomes an empty text.

    Examples
    --------
    >>> cleaned(" 1 234\u202f"), cleaned("−3"), cleaned(float("nan")), cleaned(2.0)
    ('1 234', '-3', '', 2)
    """
    if cell is None or type(cell).__name__ in UNKNOWN:
        return ""
    cell = getattr(cell, "item", lambda: cell)()
    if isinstance(cell, Real) and not isinstance(cell, bool):
        if cell != cell:
            return ""
        return int(cell) if cell % 1 == 0 else float(cell)
    text = " ".join(unicodedata.normalize("NFC", str(cell)).split(" "))
    return " ".join(part for part in re.split(r"[^\S\n]+", text.strip()) if part).replace("−", "-")


def is_number(cell: Cell) -> bool:
    """Tell what is written as a number, in whichever way.

    Parameters
    ----------
    cell : str, int or float
        A cleaned cell.

    Returns
    -------
    bool
        Whether `whole_number` would read or refuse it as a number.

    Examples
    --------
    >>> [is_number(cell) for cell in (4, "4", "1.000", "12 %", "10 or more", "2024-05-01")]
    [True, True, True, True, False, False]
    """
    return not isinstance(cell, str) or bool(NUMBER.fullmatch(cell))


def whole_number(cell: Cell, what: str, thousands: str | None = None, otherwise: str = "") -> int:
    """Read a whole number that can be read in one way.

    Parameters
    ----------
    cell : str, int or float
        A cleaned cell.
    what : str
        What it is, for the message.
    thousands : str, optional
        The sign between thousands; an empty text if there is none.
    otherwise : str
        What to do with a number that is not whole.

    Returns
    -------
    int
        The number.

    Raises
    ------
    ValueError
        If it is missing, no number, not whole, or can be read in two ways.

    Examples
    --------
    >>> whole_number("4,0", "a count"), whole_number("1.000", "a count", thousands=".")
    (4, 1000)
    >>> whole_number("1.000", "a count", thousands="")
    1
    """
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        raise ValueError(f"{what} is {cell:.10g}, {_not_whole(otherwise)}")
    if cell.casefold() in MISSING:
        raise ValueError(f"{what} is missing ({cell!r}); write 0 for what was never seen")
    text = cell
    if thousands:
        thousands = " " if thousands.isspace() else thousands
        text = _without_thousands(text, what, thousands)
    elif thousands is None and (doubtful := TWO_READINGS.fullmatch(text)):
        sign = doubtful[1]
        raise ValueError(
            f"{what} is {cell!r}, which is read in two ways: thousands={sign!r} makes it "
            f'{text.replace(sign, "")}, thousands="" makes it {text.replace(sign, ".")}'
        )
    if WHOLE.fullmatch(text):
        return int(re.split("[.,]", text)[0])
    raise ValueError(f"{what} is {cell!r}, {_complaint(text, otherwise)}")


def _without_thousands(text: str, what: str, sign: str) -> str:
    """Take the sign out where it stands before every three digits, and nowhere else."""
    if sign in text and not re.fullmatch(
        rf"[-+]?\d{{1,3}}({re.escape(sign)}\d{{3}})+(\D.*)?", text
    ):
        raise ValueError(f"{what} is {text!r}, where {sign!r} does not stand between thousands")
    return text.replace(sign, "")


def _complaint(text: str, otherwise: str) -> str:
    """Say what is wrong with a text that is no whole number."""
    if text.endswith("%"):
        return "a percentage; counts are needed"
    if re.fullmatch(r"[-+]?\d+[.,]\d+", text):
        return _not_whole(otherwise)
    if NUMBER.fullmatch(text):
        return 'which is not in digits alone; a sign between thousands is named: thousands=" "'
    return "which is not a number"


def _not_whole(otherwise: str) -> str:
    return "which is not a whole number" + (f"; {otherwise}" if otherwise else "")
