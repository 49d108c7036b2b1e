"""A reader's file as a table of texts, read by pandas.

What a file leaves open (which sign separates, which encoding) is decided only where
one answer fits; otherwise the error shows the call of pandas that says it.
"""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame, Series

SEPARATORS = ",;\t|"
SPREADSHEETS = (".xlsx", ".xlsm")
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_table(source: Any) -> "DataFrame":
    r"""Give a file's cells as texts, under the names in its first line.

    Parameters
    ----------
    source : str, Path, file, bytes or DataFrame
        A path as seen from the notebook's folder, a web address, an open file, what an
        upload gives, or a table that pandas has read, which is given back as it is.

    Returns
    -------
    DataFrame
        One column for each name; blank lines are left out.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is neither text nor a spreadsheet, or can be read in more than one way.

    Examples
    --------
    >>> read_table(io.StringIO("spots;moths\n0;4\n1;9\n")).to_dict("list")
    {'spots': ['0', '1'], 'moths': ['4', '9']}
    """
    import pandas

    if isinstance(source, pandas.DataFrame):
        return source
    content, name = _content(source), _file_name(source)
    if content[:4] == b"PK\x03\x04":
        return _named(_spreadsheet(content, name), name)
    text = _decoded(content, name)
    if text.lower().startswith("sep="):  # a line by which Excel is told the separator
        first, _, rest = text.partition("\n")
        return _named(_cells("\n" + rest, first[4:].strip(" ")), name)
    return _named(_split(text, name), name)


def _file_name(source: Any) -> str:
    return str(source).rsplit("/", 1)[-1] if isinstance(source, (str, Path)) else "the file"


def _content(source: Any) -> bytes:
    """Read all bytes of a path, an address or an open file."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if hasattr(source, "read"):
        content = source.read()
        return content.encode() if isinstance(content, str) else content
    if not isinstance(source, (str, Path)):
        raise TypeError(f"a file's path or a table is needed, not {type(source).__name__}")
    if str(source).startswith(("https://", "http://")):
        return _page(str(source))
    path = Path(source)
    if not path.is_file():
        beside = ", ".join(sorted(file.name for file in Path().glob("*.*"))) or "no file"
        raise FileNotFoundError(
            f"there is no file {str(path)!r} in {Path.cwd().name!r}; there is {beside}"
        )
    return path.read_bytes()


def _page(address: str) -> bytes:
    """Fetch a web page; in a browser's Python with what Pyodide has for it."""
    if sys.platform == "emscripten":
        from pyodide.http import open_url

        return open_url(address).read().encode()
    from urllib.request import urlopen  # 40 ms that only a web address costs

    with urlopen(address) as page:
        return page.read()


def _decoded(content: bytes, name: str) -> str:
    """Decode UTF-8, or UTF-16 with its mark; refuse to guess anything else."""
    if not content.strip():
        raise ValueError(f"{name} is empty")
    marks = [code for mark, code in BYTE_ORDER_MARKS.items() if content.startswith(mark)]
    try:
        text = content.decode(marks[0] if marks else "utf-8")
    except UnicodeDecodeError:
        seen = " ".join(content.decode("cp1252", "replace").split())[:40]
        raise ValueError(
            f"{name} is no text in UTF-8. If {seen!r} reads well, it is Windows-1252, and "
            + _by_pandas(name, encoding="cp1252")
            + " reads it; otherwise save it as CSV UTF-8"
        ) from None
    if "\0" in text:
        raise ValueError(
            f"{name} is no plain text. If it is UTF-16, "
            + _by_pandas(name, encoding="utf-16-le")
            + " reads it; otherwise save it as CSV UTF-8 or .xlsx"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _spreadsheet(content: bytes, name: str) -> "DataFrame":
    """Give the cells of the only sheet that holds any."""
    import pandas

    try:
        sheets = pandas.read_excel(
            io.BytesIO(content), sheet_name=None, header=None, dtype=object, keep_default_na=False
        )
    except (ValueError, KeyError, OSError, BadZipFile):
        raise ValueError(f"{name} is no spreadsheet; save it as CSV UTF-8 or .xlsx") from None
    sheets = {sheet: cells.fillna("") for sheet, cells in sheets.items()}
    filled = {sheet: cells for sheet, cells in sheets.items() if (cells != "").any(axis=None)}
    if len(filled) != 1:
        found = "no sheet" if not filled else "the sheets " + ", ".join(map(repr, filled))
        choose = _by_pandas(name, sheet_name="...")
        raise ValueError(f"{name} has {found} with cells; choose one: {choose}")
    return _below_comments(next(iter(filled.values())))


def _split(text: str, name: str) -> "DataFrame":
    """Split lines by the one sign that makes columns of them."""
    parts = {sign: _cells(text, sign) for sign in SEPARATORS if sign in text}
    tables = {sign: cells for sign, cells in parts.items() if _makes_columns(cells)}
    clean = {sign: cells for sign, cells in tables.items() if not _too_wide(cells)}
    if len(clean) > 1:
        signs = " or ".join(repr(sign) for sign in clean)
        says = _by_pandas(name, sep="...")
        raise ValueError(f"columns of {name} may be separated by {signs}; {says} says it")
    if clean or tables:  # a table with a line that is too wide is refused where names are given
        return next(iter((clean or tables).values()))
    spaced = _cells("\n".join(map(str.strip, text.split("\n"))), " ")
    neat = _makes_columns(spaced) and not _too_wide(spaced)
    return spaced if neat else _cells(text, "\x1f")


def _cells(text: str, separator: str) -> "DataFrame":
    """Split a text into cells, one row for each line, from the line of the names on."""
    import pandas

    most = 1 + max(line.count(separator) for line in text.split("\n"))
    try:
        cells = pandas.read_csv(
            io.StringIO(text), sep=separator, names=range(most), header=None, dtype=str,
            keep_default_na=False, skip_blank_lines=False, skipinitialspace=True,
        )  # fmt: skip
    except pandas.errors.ParserError as error:
        raise ValueError(f"a quotation mark is not closed: {error}") from None
    return _below_comments(cells)


def _below_comments(cells: "DataFrame") -> "DataFrame":
    """Leave out blank lines and comments above the names; below them nothing is a comment."""
    cells = cells.fillna("").map(lambda cell: cell.strip() if isinstance(cell, str) else cell)
    above = cells[0].astype(str).str.startswith("#") | (cells == "").all(axis=1)
    return cells[~np.logical_and.accumulate(above)]


def _widths(cells: "DataFrame") -> "Series":
    """Give the number of cells in each row that is not blank, up to its last filled one."""
    filled = cells != ""
    return (filled * (filled.columns.to_numpy() + 1)).max(axis=1)[filled.any(axis=1)]


def _makes_columns(cells: "DataFrame") -> bool:
    """Tell a separator that at least half of the lines have."""
    return bool((_widths(cells) > 1).mean() >= 0.5)


def _too_wide(cells: "DataFrame") -> bool:
    """Tell a table of which a row has more cells than there are names."""
    widths = _widths(cells)
    return bool((widths > widths.iloc[0]).any())


def _named(cells: "DataFrame", name: str) -> "DataFrame":
    """Take the first row for the names of the columns."""
    if len(cells) < 2:
        raise ValueError(f"{name} has no line below its names")
    widths = _widths(cells)
    n_names = widths.iloc[0]
    if _too_wide(cells):
        line = widths.index[widths > n_names][0]
        shown = [", ".join(repr(cell) for cell in row) for row in (cells.loc[line], cells.iloc[0])]
        raise ValueError(
            f"line {line + 1} of {name} has more cells than there are names: {shown[0]} below "
            f"{shown[1]}. Name every column, write 1,234 as 1234, and leave out a title: "
            f"{_by_pandas(name, skiprows=1)}"
        )
    names = [" ".join(str(cell).split()) for cell in cells.iloc[0, :n_names]]
    return _without_blank_rows(cells.iloc[1:, :n_names].set_axis(names, axis=1))


def _without_blank_rows(table: "DataFrame") -> "DataFrame":
    """Leave out blank rows: at the end, and between others where a row has several cells."""
    blank = (table == "").all(axis=1)
    if table.shape[1] == 1:
        blank = np.logical_and.accumulate(blank[::-1])[::-1]
    return table[~blank]


def _by_pandas(name: str, **option: object) -> str:
    """Write out the call in which pandas is told what the file does not say."""
    ((key, value),) = option.items()
    reader = "read_excel" if name.endswith(SPREADSHEETS) else "read_csv"
    return f"read_data(pandas.{reader}({name!r}, {key}={value!r}, dtype=str), ...)"
