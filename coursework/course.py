"""Collect, grade and compare what a class hands in, and bring the marks back.

Run in this folder, in an environment with nbgrader:

    python course.py grade ps1
    python course.py expected ps1
    python course.py compare ps1
    python course.py marks ps1 --roster worksheet.csv

Whoever needs your eye is named at the end, and the exit status is then 1.
"""

import argparse
import csv
import json
import logging
import os
import re
import shutil
import sys
import warnings
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import astuple, fields
from multiprocessing import get_context
from pathlib import Path

import nbformat
from comparing import alike, fingerprint
from creatures import key
from expected import LINES
from grading_steps import OwnCreatures
from handins import File, HandIn, as_notebook, by_student, choose
from marks import Mark, fill_in, read_roster
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from repairs import is_filled, known_cells, mend, name_of
from traitlets.config import Config, PyFileConfigLoader

COURSE = Path(__file__).resolve().parent
ORIGINALS = "as_handed_in"
"""Folder with a student's own files, where the notebook to grade had to be looked for."""


def main() -> int:
    """Do what the command line asks for; give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=COMMANDS)
    parser.add_argument("assignment", help="a folder in source/, such as ps1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="graded at a time")
    parser.add_argument("--roster", type=Path, help="the list that Moodle or Canvas exports")
    options = parser.parse_args()
    os.chdir(COURSE)
    return COMMANDS[options.what](options)


def grade(options: argparse.Namespace) -> int:
    """Collect, grade with nbgrader, and report."""
    assignment = options.assignment
    hand_ins, lost = collect(assignment)
    to_grade = {own.student: own for own in hand_ins if own.notebook is not None}
    failed = autograde(assignment, list(to_grade), options.jobs)
    for student, reason in failed.items():
        to_grade[student].problems.append(f"could not be graded ({reason})")
    with Gradebook("sqlite:///gradebook.db") as gradebook:
        for hand_in in hand_ins:
            gradebook.update_or_create_student(hand_in.student)
    return report(assignment, hand_ins, lost)


def autograde(assignment: str, students: list[str], jobs: int) -> dict[str, str]:
    """Grade several students at a time.

    Parameters
    ----------
    assignment : str
        Name of a folder in `source/`.
    students : list of str
        Whom to grade.
    jobs : int
        How many at a time.

    Returns
    -------
    dict
        Why, for each student who could not be graded.
    """
    reasons = _grade_in(jobs, assignment, students)
    # A kernel may not start on a busy machine, and whoever ends a grading process takes others
    # along: each of them is graded once more, in a process alone.
    for student in [student for student in students if reasons[student]]:
        _forget(assignment, student)
        reasons |= _grade_in(1, assignment, [student])
        if reasons[student]:
            _forget(assignment, student)
    return {student: reason for student, reason in reasons.items() if reason}


def _grade_in(jobs: int, assignment: str, students: list[str]) -> dict[str, str]:
    """Grade in new processes; give what went wrong for each student, "" if nothing did."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        results = {student: pool.submit(_grade_one, assignment, student) for student in students}
        return {student: _reason(result) for student, result in results.items()}


def _reason(result: Future) -> str:
    try:
        return result.result()
    except BrokenProcessPool:
        return "it ended the program that grades it"


def _forget(assignment: str, student: str) -> None:
    """Remove what nbgrader has made of a hand-in, so that it is graded (again)."""
    shutil.rmtree(Path("autograded", student, assignment), ignore_errors=True)


def _grade_one(assignment: str, student: str) -> str:
    """Let nbgrader grade one student; give the last line of the error, if there is one."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    try:
        result = NbGraderAPI(config=config()).autograde(assignment, student, force=False)
    except Exception as error:  # whatever goes wrong with one must not stop the others
        result = {"success": False, "log": f"{type(error).__name__}: {error}"}
    said = "\n".join([result.get("error", ""), result.get("log", "")]).strip()
    errors = re.findall(r"^[\w.]+(?:Error|Exception)\b.*", said, flags=re.MULTILINE)
    return "" if result["success"] else (errors or said.splitlines())[-1]


def collect(assignment: str) -> tuple[list[HandIn], list[str]]:
    """Put one notebook for each student where nbgrader looks for it.

    Parameters
    ----------
    assignment : str
        Name of a folder in `source/`.

    Returns
    -------
    tuple of list
        What each student handed in, and what belongs to nobody, in words.
    """
    release = nbformat.read(release_of(assignment), as_version=4)
    downloaded, lost = by_student(Path("downloaded", assignment, "archive"))
    hand_ins = []
    for student, files in downloaded.items():
        hand_ins.append(choose(student, files, assignment, release))
        put(hand_ins[-1], Path("submitted", student, assignment), assignment)
    for folder in sorted(Path("submitted").glob(f"*/{assignment}")):
        if folder.parent.name not in downloaded:
            hand_ins.append(choose_in(folder, release))
    names = OwnCreatures(config=config())
    for hand_in in hand_ins:
        hand_in.problems += other_creatures(hand_in, names, hand_ins)
    return sorted(hand_ins, key=lambda hand_in: hand_in.student), lost


def choose_in(folder: Path, release: nbformat.NotebookNode) -> HandIn:
    """Choose among files that were put where nbgrader looks, and keep them all."""
    student, assignment = folder.parent.name, folder.name
    files = [
        File(path.relative_to(folder).as_posix(), path.read_bytes)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    hand_in = choose(student, files, assignment, release)
    if re.search(r"[\[\]*?]", student):
        hand_in.problems.append("nbgrader overlooks a folder with one of []*? in its name")
    elif hand_in.origin != f"{assignment}.ipynb":
        originals = folder / ORIGINALS
        originals.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if path != originals:
                path.replace(originals / path.name)
        put(hand_in, folder, assignment)
    return hand_in


def put(hand_in: HandIn, folder: Path, assignment: str) -> None:
    """Write a notebook for nbgrader; what changed since is graded again."""
    if hand_in.notebook is None:
        return
    path = folder / f"{assignment}.ipynb"
    text = nbformat.writes(hand_in.notebook)
    if not path.exists() or path.read_text("utf-8") != text:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        _forget(assignment, hand_in.student)


def other_creatures(hand_in: HandIn, names: OwnCreatures, hand_ins: list[HandIn]) -> list[str]:
    """Tell whether a notebook was made for somebody else's creatures."""
    if hand_in.notebook is None:
        return []
    code = "\n".join(cell.source for cell in hand_in.notebook.cells if cell.cell_type == "code")
    claims = re.findall(r"^my_name *= *([\"'])(.*?)\1", code, flags=re.MULTILINE)
    claimed, own = claims[-1][1] if claims else "", names.name_of(hand_in.student)
    if not any(map(str.isalnum, claimed)):
        return ["the notebook says no name; it is graded for the creatures of " + own]
    if key(claimed) == key(own):
        return []
    whose = [
        other.student
        for other in hand_ins
        if other is not hand_in and key(names.name_of(other.student)) == key(claimed)
    ]
    who = " or ".join(whose) or repr(claimed)
    same = "" if whose else " (the same person? add it to also_called in nbgrader_config.py)"
    return [f"made for the creatures of {who}{same}; it is graded for those of {own!r}"]


def report(assignment: str, hand_ins: list[HandIn], lost: list[str]) -> int:
    """Say at the end what was mended and who needs a look; give the exit status."""
    remarks = {hand_in.student: hand_in.problems for hand_in in hand_ins if hand_in.problems}
    Path(f"remarks-{assignment}.json").write_text(json.dumps(remarks, indent=1))
    graded = sum(hand_in.notebook is not None for hand_in in hand_ins)
    print(f"\n{assignment}: {len(hand_ins)} students, {graded} notebooks.")
    for hand_in in hand_ins:
        for note in hand_in.notes:
            print(f"  mended   {hand_in.student}: {note}")
    for student, problems in remarks.items():
        for problem in problems:
            print(f"  LOOK AT  {student}: {problem}")
    for problem in lost:
        print(f"  NOBODY'S {problem}")
    return 1 if remarks or lost else 0


def compare(options: argparse.Namespace) -> int:
    """List answers that are alike but for names and spacing."""
    assignment = options.assignment
    known = known_cells(nbformat.read(release_of(assignment), as_version=4).cells)
    by_name, written = {own.name: own for own in known}, set()
    answers: dict[str, dict[str, str]] = {}
    for path in sorted(Path("submitted").glob(f"*/{assignment}/{assignment}.ipynb")):
        own = answers.setdefault(path.parts[1], {})
        notebook, _ = as_notebook(path.read_bytes())
        for cell in mend(notebook.cells, known)[0] if notebook else []:
            if is_filled(cell, by_name):
                is_code = cell.cell_type == "code"
                own[name_of(cell)] = fingerprint(cell.source, is_code)
                written |= set() if is_code else {name_of(cell)}
    groups = alike(answers, written)
    print(f"{assignment}: {len(answers)} notebooks, {len(groups)} places to look.")
    print("Alike but for names and spacing; how that came about, only talking can tell.")
    for surprise, students, questions in groups:
        print(f"\n{', '.join(students)} (by chance: {surprise:.0f} nats)")
        print("  " + ", ".join(f"{name} ({times})" for name, times in questions.items()))
    return 0


def marks(options: argparse.Namespace) -> int:
    """Write the marks of the class, and into a roster if there is one."""
    assignment = options.assignment
    earned = marks_of(assignment)
    with open(f"grades-{assignment}.csv", "w", newline="", encoding="utf-8-sig") as file:
        table = csv.writer(file)
        table.writerow([field.name for field in fields(Mark)])
        table.writerows(astuple(mark) for mark in earned)
    print(f"{file.name}: {len(earned)} students.")
    if waiting := sum(mark.waiting for mark in earned):
        print(f"{waiting} of them have an answer that waits for your hand; it counts 0 so far.")
    if not options.roster:
        return 0
    roster = read_roster(options.roster, assignment)
    text, unknown, absent = fill_in(roster, earned)
    target = Path(f"grades-{assignment}-{roster.platform}.csv")
    target.write_text(text, "utf-8", newline="")
    print(f"{target}: {len(earned) - len(unknown)} marks to import.")
    for student in unknown:
        print(f"  NOT IN THE ROSTER  {student}; the marks stand in {file.name}")
    for student in absent:
        print(f"  WITHOUT MARKS      {student}; left as it was")
    return 1 if unknown or absent else 0


def expected(options: argparse.Namespace) -> int:
    """Print what the written question's answer holds for each student."""
    names = OwnCreatures(config=config())
    for folder in sorted(Path("submitted").glob(f"*/{options.assignment}")):
        student = folder.parent.name
        print(f"{student}: {LINES[options.assignment](names.name_of(student))}")
    return 0


def marks_of(assignment: str) -> list[Mark]:
    """Read the marks of everybody who handed something in for an assignment."""
    remarks = json.loads(Path(f"remarks-{assignment}.json").read_text())
    with Gradebook("sqlite:///gradebook.db") as gradebook:
        full = gradebook.find_assignment(assignment).max_score
        found = {
            submission.student.id: Mark(
                student := submission.student.id,
                submission.score,
                full,
                submission.needs_manual_grade and Path("autograded", student, assignment).exists(),
                "",
            )
            for submission in gradebook.assignment_submissions(assignment)
        }
    for student, problems in remarks.items():
        mark = found.setdefault(student, Mark(student, 0.0, full, False, ""))
        mark.remark = "; ".join(problems)
    return [found[student] for student in sorted(found)]


def release_of(assignment: str) -> Path:
    """Tell where the notebook lies that was handed out."""
    path = Path("release", assignment, f"{assignment}.ipynb")
    if not path.exists():
        raise SystemExit(f"{path} is not there: run make coursework first")
    return path


def config() -> Config:
    """Read the course's configuration."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(COURSE)).load_config()


COMMANDS = {"grade": grade, "compare": compare, "marks": marks, "expected": expected}

if __name__ == "__main__":
    sys.exit(main())
