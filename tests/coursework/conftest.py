"""One graded course for all tests: grading is slow, so every submission is graded at once."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from course_grading import ROOT, build, grade
from course_submissions import POINTS

sys.path.insert(0, str(ROOT / "coursework"))

# These are answers of students, not modules to import.
collect_ignore = ["answers"]


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Course folders, one for each assignment, with their releases and zips."""
    folders = {name: tmp_path_factory.mktemp(name) for name in POINTS}
    with ThreadPoolExecutor() as pool:
        list(pool.map(build, folders.values(), folders))
    return folders


@pytest.fixture(scope="session")
def releases(built):
    """The notebooks that students get."""
    return {
        name: json.loads((folder / "release" / name / f"{name}.ipynb").read_text())
        for name, folder in built.items()
    }


@pytest.fixture(scope="session")
def graded(built, releases):
    """Every submission of both assignments, graded."""
    with ThreadPoolExecutor() as pool:
        results = pool.map(lambda name: grade(name, built[name], releases[name]), built)
    return {result.name: result for result in results}
