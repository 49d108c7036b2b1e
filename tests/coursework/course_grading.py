"""How the tests grade: everything is handed in at once and graded by nbgrader's own commands."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from course_slips import FIRST, makes, packs
from course_submissions import WRITTEN, answers, fill, hand_in, solutions
from course_trouble import HAND_IN

ROOT = Path(__file__).resolve().parents[2]

STYLES = ("loops", "numpy", "scipy")
FEEDBACK_FOR = FIRST
HAND_MARKS = 3.5
TIMEOUT = 6


@dataclass
class Graded:
    """One assignment after grading.

    Attributes
    ----------
    name : str
        The assignment.
    course : Path
        Its course folder.
    log : str
        What `course.py grade` said at the end.
    returncode : int
        How it ended.
    marks : dict
        For each student, the automatic score of each cell; None where it waits for a hand.
    totals : dict
        For each student, the score that `nbgrader export` writes.
    """

    name: str
    course: Path
    log: str
    returncode: int
    marks: dict[str, dict[str, float | None]]
    totals: dict[str, float]


def build(folder, name):
    """Copy the course, with one assignment and shorter limits, and run the builder on it."""
    for file in (ROOT / "coursework").glob("*.py"):
        shutil.copy(file, folder)
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(f"c.ExecuteSubmission.timeout = {TIMEOUT}\n")
        config.write(f"c.ExecuteSubmission.iopub_timeout = {TIMEOUT}\n")
    shutil.copytree(ROOT / "coursework" / "source" / name, folder / "source" / name)
    tool = ROOT / "tools" / "build_coursework.py"
    run([tool, "--course", folder, "--to", folder / "zips"], folder)


def grade(name, course, release):
    """Hand everything in and grade it with nbgrader's own commands."""
    hand_in_everything(name, course, release)
    graded = run(["course.py", "grade", name, "--jobs=1"], course, check=False)
    mark_by_hand(course, name, FEEDBACK_FOR[name])
    nbgrader(course, "export")
    students = f"--CourseDirectory.student_id={FEEDBACK_FOR[name]}"
    nbgrader(course, "generate_feedback", name, students)
    return Graded(
        name, course, graded.stdout, graded.returncode, marks(course, name), totals(course)
    )


def hand_in_everything(name, course, release):
    """Hand in right, blank, half-right, slipping and troublesome submissions."""
    hand_in(course, "untouched", name, release)
    source = json.loads((course / "source" / name / f"{name}.ipynb").read_text())
    hand_in(course, "instructor", name, source)
    for style in STYLES:
        hand_in(course, style, name, fill(release, answers(f"{name}_{style}")))
    hand_in(course, "sheet", name, fill(release, solutions(name)))
    right = answers(f"{name}_numpy")
    half = dict(list(right.items())[:4])
    hand_in(course, "half_right", name, fill(release, half))
    wrong = {cell: spoil(code) for cell, code in right.items() if code.startswith("def ")}
    hand_in(course, "early_wrong", name, fill(release, right | wrong))
    for pack in packs(name):
        slips = {slip.answer: slip.code for slip in pack}
        hand_in(course, makes(pack), name, fill(release, right | slips))
    HAND_IN[name](course, release)


def spoil(code):
    """Turn a function into one that gives back a wrong number, whatever it is asked."""
    return code.splitlines()[0] + "\n    return -1"


def run(arguments, folder, check=True):
    """Run Python with the environment's commands first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, *map(str, arguments)]
    environment = os.environ | {"PATH": path}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert result.returncode == 0 or not check, result.stderr
    return result


def nbgrader(course, *arguments, check=True):
    """Run one nbgrader command in the course folder."""
    return run(["-m", "nbgrader", *arguments], course, check)


def gradebook(course):
    """Open the course's gradebook as formgrader does."""
    from nbgrader.api import Gradebook

    return Gradebook(f"sqlite:///{course / 'gradebook.db'}")


def mark_by_hand(course, name, student):
    """Give marks and a comment for the written answer, as the hand-marking page does."""
    with gradebook(course) as book:
        grade = book.find_grade(WRITTEN[name], name, name, student)
        grade.manual_score, grade.needs_manual_grade = HAND_MARKS, False
        comment = book.find_comment(WRITTEN[name], name, name, student)
        comment.manual_comment = "Well argued & short."
        book.db.commit()


def marks(course, name):
    """Read the automatic score of each cell."""
    with gradebook(course) as book:
        return {
            submission.student.id: {
                grade.name: None if grade.needs_manual_grade else grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in book.assignment_submissions(name)
        }


def totals(course):
    """Read the table that an instructor takes away."""
    with open(course / "grades.csv", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
