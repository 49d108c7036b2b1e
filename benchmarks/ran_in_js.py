"""What of the JavaScript ran, in Node.js and in the browser: V8 counts, and this adds up.

Node.js writes its counts into the folder NODE_V8_COVERAGE by itself. The browser's come from
this module as a plugin of pytest, `-p ran_in_js`, which asks each page before it leaves.
"""

import json
import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from kl_helpers.your_model import joined

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "kl_helpers").glob("*.js"))
BUNDLES = ("/assets/site.js", "/assets/playground.js")


def pytest_configure() -> None:
    """Have every page say what has run in it when it goes somewhere else."""
    sessions: dict[Page, CDPSession] = {}
    numbers, leave = count(), Page.goto

    def note_and_leave(page: Page, *arguments: object, **options: object) -> object:
        if page in sessions:
            counts = sessions[page].send("Profiler.takePreciseCoverage")
            file = Path(os.environ["NODE_V8_COVERAGE"], f"page-{next(numbers)}.json")
            file.write_text(json.dumps(counts))
        else:
            sessions[page] = page.context.new_cdp_session(page)
            sessions[page].send("Profiler.enable")
            options_of_v8 = {"callCount": True, "detailed": True}
            sessions[page].send("Profiler.startPreciseCoverage", options_of_v8)
        return leave(page, *arguments, **options)

    Page.goto = note_and_leave


def reached_and_missed(folder: Path) -> dict[str, dict[int, bool]]:
    """Add up all counts in a folder.

    Parameters
    ----------
    folder : Path
        Where Node.js and the browser wrote them.

    Returns
    -------
    dict
        For each source, by its name: for each line of code, by its number, whether all
        of it has run.
    """
    missed = {source: _columns(source) for source in SOURCES}
    for file in sorted(folder.glob("*.json")):
        for script in json.loads(file.read_text())["result"]:
            for source, text in _texts(script["url"]):
                ran = _ran(script["functions"], len(text))
                for number, start, end in _places(source, text):
                    columns = {i - end for i in range(start, end) if ran[i]}
                    missed[source].get(number, set()).difference_update(columns)
    return {
        source.name: {number: not columns for number, columns in lines.items()}
        for source, lines in missed.items()
    }


def _columns(source: Path) -> dict[int, set[int]]:
    """For each line of code the columns of its characters, counted from its end.

    From its end, since the word "export" is left out where sources are joined.
    """
    text = joined(source)
    lines = {number: text[start:end] for number, start, end in _places(source, text)}
    return {
        number: {i - len(line) for i, character in enumerate(line) if not character.isspace()}
        for number, line in lines.items()
        if line.strip() and not line.strip().startswith("//")
    }


def _texts(url: str) -> Iterator[tuple[Path, str]]:
    """Give the sources that a script holds, each with the whole script's text."""
    for source in SOURCES:
        if url.endswith(f"/kl_helpers/{source.name}"):
            yield source, source.read_text()
        elif url.endswith(BUNDLES):
            yield source, (ROOT / "_site/assets" / Path(url).name).read_text()


def _ran(functions: list[dict], size: int) -> bytearray:
    """Say of each character whether it has run; inner ranges come after outer ones."""
    ran = bytearray(size)
    for function in functions:
        for part in function["ranges"]:
            start, end = part["startOffset"], part["endOffset"]
            ran[start:end] = bytes([part["count"] > 0]) * (end - start)
    return ran


def _places(source: Path, text: str) -> Iterator[tuple[int, int, int]]:
    """Find a source's lines in a script that holds it: number, first and last character."""
    code = joined(source)
    if code in text:
        numbers, lines, start = _numbers(source, code), code.splitlines(), text.index(code)
    else:
        lines, start = source.read_text().splitlines(), 0
        numbers = range(1, len(lines) + 1)
    for number, line in zip(numbers, lines, strict=True):
        yield number, start, start + len(line)
        start += len(line) + 1


def _numbers(source: Path, code: str) -> list[int]:
    """Give the number in the source of every line that is left where sources are joined."""
    exported = r"^export (default )?"
    plain = [
        re.sub(exported, lambda match: f"const {source.stem} = " * bool(match[1]), line)
        for line in source.read_text().splitlines()
    ]
    numbered = enumerate(plain, 1)
    return [next(n for n, line in numbered if line == wanted) for wanted in code.splitlines()]
