"""From whatever a class hands in to one notebook for each student, or a word on why not.

Everything is looked for by what it holds, not by what it is called. Nobody's trouble
touches anybody else: what cannot be read is reported by name.
"""

import io
import json
import mimetypes
import re
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

import nbformat
from repairs import Known, is_filled, known_cells, mend, name_of, plain

PATTERNS = [
    # Moodle, with a folder for each student or without.
    re.compile(r"(?:.*/)?(?P<name>[^/]+)_(?P<number>\d+)_assignsubmission_[a-z]+_?/?(?P<file>.*)"),
    # Canvas.
    re.compile(r"(?:.*/)?(?P<name>[^/]+?)_(?:LATE_)?(?P<number>\d+)_\d+_(?P<file>[^/]+)"),
]
"""Who handed in a file of a download, by the file's path in it; for other platforms add one."""

JUNK = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*)", re.I)
AUTOSAVED = re.compile(r".*(\.ipynb_checkpoints/|-checkpoint\.ipynb$|/\.~)")

MAX_BYTES = 100_000_000
MAX_TOTAL = 500_000_000
MAX_FILES = 20_000
MAX_DEPTH = 3
"""An archive that unpacks to more, or holds archives deeper within each other, is not read."""

NO_NOTEBOOK = "no notebook"

UNREADABLE = (
    OSError,
    EOFError,
    RuntimeError,  # a password, or compressed in a way that is not known here
    ValueError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zipfile.zlib.error,
    tarfile.TarError,
)


@dataclass
class File:
    """A file that a student handed in.

    Attributes
    ----------
    name : str
        Its path, within the student's files.
    read : callable
        Gives its bytes.
    """

    name: str
    read: Callable[[], bytes]


@dataclass
class HandIn:
    """What is to be graded for one student.

    Attributes
    ----------
    student : str
        The student's id.
    notebook : NotebookNode or None
        The notebook to grade.
    origin : str
        The name of the file that it was.
    problems : list of str
        What an instructor has to look at.
    notes : list of str
        What was mended, with nothing lost.
    """

    student: str
    notebook: nbformat.NotebookNode | None = None
    origin: str = ""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def by_student(folder: Path) -> tuple[dict[str, list[File]], list[str]]:
    """Sort the files of downloads from a learning platform.

    Parameters
    ----------
    folder : Path
        Holds zips as the platform makes them, or folders unpacked from them.

    Returns
    -------
    tuple
        The files of each student, and what could not be given to anybody, in words.
    """
    files: dict[str, list[File]] = {}
    problems: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or owner(name) or not name.lower().endswith(".zip"):
            _give(File(name + "/" * path.is_dir(), path.read_bytes), files, problems)
            continue
        try:
            for file in _members_of_zip(partial(path.open, "rb"), name):
                _give(file, files, problems)
        except UNREADABLE as error:
            problems.append(f"{name}: the download cannot be opened ({error}); fetch it again")
    return files, problems


def _give(file: File, files: dict[str, list[File]], problems: list[str]) -> None:
    if whose := owner(file.name):
        student, name = whose
        own = files.setdefault(student, [])
        if name:
            own.append(File(name, file.read))
    elif not (file.name.endswith("/") or JUNK.fullmatch(file.name)):
        problems.append(f"{file.name}: the name does not say whose it is")


def owner(path: str) -> tuple[str, str] | None:
    """Tell who handed in a file, from its path in a download.

    Parameters
    ----------
    path : str
        With `/` between folders.

    Returns
    -------
    tuple of str or None
        The student's id, fit for a folder's name, and the file's own name.

    Examples
    --------
    >>> owner("Ada Lovelace_12345_assignsubmission_file/ps1.ipynb")
    ('Ada Lovelace_12345', 'ps1.ipynb')
    >>> owner("lovelaceada_LATE_12345_678901_ps1-1.ipynb")
    ('lovelaceada_12345', 'ps1-1.ipynb')
    """
    path = unicodedata.normalize("NFC", path.replace("\\", "/"))
    for pattern in PATTERNS:
        if match := pattern.fullmatch(path):
            # nbgrader looks for folders by a pattern, in which brackets and stars mean something.
            name = re.sub(r"[\[\]{}*?:\"<>|\x00-\x1f]", "-", match["name"]).strip(" .")
            return f"{name}_{match['number']}", match["file"]
    return None


def choose(student: str, files: list[File], assignment: str, release) -> HandIn:
    """Choose the notebook to grade among a student's files.

    Parameters
    ----------
    student : str
        The student's id.
    files : list of File
        Everything that the student handed in.
    assignment : str
        Name of the assignment.
    release : NotebookNode
        The notebook as it was handed out.

    Returns
    -------
    HandIn
        With the notebook that has most answers; without one if none can be graded.
    """
    known = known_cells(release.cells)
    hand_in = HandIn(student)
    candidates, refused = [], []
    for name, content in _unpacked(files, hand_in.problems):
        notebook, reason = as_notebook(content)
        if notebook is None:
            kind = mimetypes.guess_type(name)[0] if reason == NO_NOTEBOOK else None
            refused.append((name, kind or reason))
        elif not (share := _recognised(notebook, known)):
            refused.append((name, f"a notebook, but not {assignment}"))
        else:
            candidates.append(_Candidate(name, notebook, share, known, assignment))
    # What a program saved by itself counts only where nothing else is there.
    handed = [own for own in candidates if not AUTOSAVED.match(f"/{own.name}")]
    if candidates:
        _take(hand_in, handed or candidates, autosaved=not handed)
    else:
        _refuse(hand_in, refused, assignment)
    return hand_in


class _Candidate:
    """A notebook that could be the one to grade."""

    def __init__(self, name, notebook, share, known, assignment):
        by_name = {own.name: own for own in known}
        self.texts = [plain(cell.source) for cell in notebook.cells]
        notebook.cells, self.mended = mend(notebook.cells, known)
        self.name, self.notebook = name, notebook
        self.answers = {
            (name_of(cell), plain(cell.source))
            for cell in notebook.cells
            if is_filled(cell, by_name)
        }
        self.rank = (len(self.answers), share, PurePosixPath(name).name == f"{assignment}.ipynb")


def _take(hand_in: HandIn, candidates: list[_Candidate], autosaved: bool) -> None:
    best = max(candidates, key=lambda own: own.rank)
    hand_in.notebook, hand_in.origin, hand_in.notes = best.notebook, best.name, best.mended
    if autosaved:
        hand_in.problems.append(f"only an autosaved copy was handed in ({best.name}); it counts")
    others = [own for own in candidates if own.texts != best.texts]
    rivals = [own.name for own in others if not own.answers <= best.answers]
    if rivals:
        listed = ", ".join(sorted(rivals))
        hand_in.problems.append(
            f"several notebooks with different answers: {best.name} counts, "
            f"it has the most; not counted: {listed}"
        )
    elif others:
        hand_in.notes.append(f"{best.name} counts; others hold nothing that is not in it")


def _refuse(hand_in: HandIn, refused: list[tuple[str, str]], assignment: str) -> None:
    notebooks = [(name, why) for name, why in refused if name.lower().endswith(".ipynb")]
    listed = [f"{name}: {why}" for name, why in (notebooks or refused)[:3]]
    what = "; ".join(listed) or "nothing but empty folders"
    hand_in.problems.append(f"no {assignment} to grade ({what}); ask for {assignment}.ipynb")


def as_notebook(content: bytes) -> tuple[nbformat.NotebookNode | None, str]:
    """Read a notebook, however it was saved.

    Parameters
    ----------
    content : bytes
        What is in the file.

    Returns
    -------
    tuple
        The notebook without outputs, in today's format, and ""; or None and what the
        file is instead.
    """
    if not content.strip(b"\x00 \r\n\t"):
        return None, "an empty file"
    try:
        data = json.loads(_decoded(content))
        if not isinstance(data, dict) or not {"cells", "worksheets"} & data.keys():
            return None, NO_NOTEBOOK
        return _tidied(nbformat.reads(json.dumps(_complete(data)), as_version=4)), ""
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None, NO_NOTEBOOK if content.lstrip()[:1] != b"{" else "a notebook cut off"
    except Exception as error:  # nbformat's converters fail in as many ways as files are broken
        return None, f"a broken notebook ({type(error).__name__})"


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    return content.decode("utf-8-sig").rstrip("\x00")


def _complete(data: dict) -> dict:
    """Fill in what every cell has to have, and drop outputs, which are made anew."""
    data.setdefault("nbformat", 4 if "cells" in data else 3)
    data.setdefault("nbformat_minor", 0)
    data.setdefault("metadata", {})
    for cell in data.get("cells", []):
        cell["metadata"] = cell["metadata"] if isinstance(cell.get("metadata"), dict) else {}
        source = cell.get("source") or ""
        cell["source"] = "".join(source) if isinstance(source, list) else str(source)
        if cell.setdefault("cell_type", "code") == "code":
            cell |= {"outputs": [], "execution_count": None}
    return data


def _tidied(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Give every cell an id of its own; a pasted one may have brought its twin's."""
    seen: set[str] = set()
    for cell in notebook.cells:
        if cell.get("id") in seen:
            del cell["id"]
        seen.add(cell.get("id"))
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"unnamed-{number}")
    return notebook


def _recognised(notebook, known: list[Known]) -> int:
    """Count the assignment's own cells in a notebook, by their marks or by their text."""
    names = {own.name for own in known}
    texts = {own.text for own in known if not own.is_answer and "\n" in own.text}
    marked = {name_of(cell) for cell in notebook.cells} & names
    # Sets share names such as `setup`, so half of them must be there, or a text.
    read = {plain(cell.source) for cell in notebook.cells} & texts
    return max(len(marked) if len(marked) > len(names) / 4 else 0, len(read))


def _unpacked(files: list[File], problems: list[str]) -> Iterator[tuple[str, bytes]]:
    """Give name and content of every file, also of those in archives."""
    waiting, unpacked = [(file, 0) for file in files], 0
    while waiting:
        file, depth = waiting.pop(0)
        if unpacked > MAX_TOTAL:
            problems.append(
                f"unpacks to more than {MAX_TOTAL // 10**6} MB; {file.name} is not read"
            )
            return
        if JUNK.fullmatch(file.name) or file.name.endswith("/"):
            continue
        try:
            content = file.read()
            members = list(_members(file.name, content)) if depth < MAX_DEPTH else []
        except UNREADABLE as error:
            problems.append(f"{file.name} cannot be opened ({str(error) or type(error).__name__})")
            continue
        unpacked += len(content)
        waiting = [(member, depth + 1) for member in members] + waiting
        if not members:
            yield file.name, content


def _members(name: str, content: bytes) -> Iterator[File]:
    """List what is in an archive; nothing if this is no archive."""
    if name.lower().endswith((".docx", ".odt", ".xlsx", ".pptx", ".pages")):
        return
    if content.startswith(b"PK\x03\x04") or name.lower().endswith(".zip"):
        yield from _members_of_zip(partial(io.BytesIO, content), name)
    elif name.lower().endswith((".tar", ".tgz", ".gz", ".bz2", ".xz")):
        yield from _members_of_tar(name, content)


def _members_of_zip(opened: Callable[[], io.IOBase], name: str) -> Iterator[File]:
    with opened() as stream, zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
    if len(infos) > MAX_FILES:
        raise ValueError(f"{len(infos)} files")
    for info in infos:
        yield File(f"{name}/{info.filename}", partial(_read_member, opened, info))


def _read_member(opened: Callable[[], io.IOBase], info: zipfile.ZipInfo) -> bytes:
    with opened() as stream, zipfile.ZipFile(stream) as archive, archive.open(info) as member:
        content = member.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES // 10**6} MB unpacked")
    return content


def _members_of_tar(name: str, content: bytes) -> Iterator[File]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for number, info in enumerate(archive):
            if number > MAX_FILES or info.size > MAX_BYTES:
                raise ValueError("too large")
            if info.isfile():
                yield File(f"{name}/{info.name}", partial(bytes, archive.extractfile(info).read()))
