"""Broken and hostile submissions, and how each of them must end."""

import json
from pathlib import Path
from zipfile import ZipFile

from course_submissions import answers, fill, find, hand_in, without

ROOT = Path(__file__).resolve().parents[2]

REPORTED = None
"""The submission cannot be graded; nbgrader names it and goes on with the others."""

OUTCOME = {
    "ps1": {
        "endless_loop": {"test_variance"},
        "cannot_be_stopped": {"test_fit_binomial", "test_variances", "test_expected_counts"},
        "test_deleted": set(),
        "question_deleted": {"test_mean"},
        "test_edited": {"test_binomial_pmf"},
        "test_tagged_to_be_skipped": {"test_binomial_pmf"},
        "kernel_killed": {"test_variances", "test_expected_counts"},
        "locked_cells_deleted": set(),
        "nbgrader_marks_stripped": set(),
        "marks_and_ids_stripped": set(),
        "everything_pasted_twice": set(),
        "test_moved_behind_the_right_function": {"test_mean"},
        "marked_as_graded_by_hand": set(),
        "wrong_file_name": set(),
        "zip_in_the_folder": set(),
        "no_name": set(),
        "everything_deleted": REPORTED,
        "not_json": REPORTED,
    },
    "ps2": {
        "endless_function": {"test_to_bits"},
        "error_at_import": {"test_kl_sum"},
        "sys_exit": {"test_kl_sum"},
        "sys_exit_in_a_function": {"test_kl_sum"},
        "helpers_redefined": set(),
        "own_package_beside": set(),
        "flood_in_one_line": set(),
        "flood_in_many_lines": set(),
        "flood_of_other_kinds": set(),
        "written_question_deleted": set(),
        "warnings_on_stderr": set(),
    },
    "ps3": {
        "endless_slope": {"test_descend"},
        "kernel_killed_at_the_start": {
            *("test_cross_entropy", "test_log_likelihood", "test_likelier", "test_gradient"),
            *("test_descend", "test_kl_bells", "test_estimate", "test_sample_size"),
        },
        "questions_deleted": {"test_gradient", "test_estimate"},
        "kills_the_program_that_grades": REPORTED,
        "another_set": REPORTED,
        "web_page_in_the_folder": REPORTED,
    },
}
"""The tests that each one loses, or that it is reported."""

WRONG_BINOMIAL = "def binomial_pmf(n_trials, p):\n    return [0] * n_trials"
UNSTOPPABLE = """\
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass"""
FLOOD = """
display({"text/html": "x" * 10_000_000}, raw=True)
raise ValueError("x" * 10_000_000)
"""
REDEFINED = """
np = math = kl_helpers = None
abs = sum = len = all = range = lambda *a: 1
isclose = allclose = kl_divergence = mean = lambda *a, **k: True
import kl_helpers.divergence
kl_helpers.divergence.kl_divergence = lambda p, q: 0.0
"""
LITERAL_ANSWERS = {
    "sweep": """
import scipy.stats

def sweep(pmf, p_values):
    k = list(enumerate(pmf))
    binomials = [scipy.stats.binom.pmf(list(enumerate(pmf)), k[-1][0], p)[:, 0] for p in p_values]
    return [scipy.stats.entropy(pmf, q) for q in binomials]
""",
    "best_p": "best_p, best_kl = 0.475, 0.0694",
    "directions": "there, back = 0.244, 0.309",
    "choice": "cost_a, cost_b, send = 0.0694, float('inf'), 'A'",
}
"""Typed by somebody with 7, 39, 45, 23 and 6 gliders, as scipy computes them."""


def hand_in_ps1(course, release):
    """Hand in every troublesome submission of the first assignment."""
    right = answers("ps1_numpy")

    def with_answer(name, code):
        return fill(release, right | {name: code})

    endless = with_answer("variance", "while True:\n    print('spam')")
    hand_in(course, "endless_loop", "ps1", endless)
    unstoppable = with_answer("fit_binomial", UNSTOPPABLE)
    hand_in(course, "cannot_be_stopped", "ps1", unstoppable)
    killed = with_answer("variances", "import os\nos.kill(os.getpid(), 9)")
    hand_in(course, "kernel_killed", "ps1", killed)
    whole = fill(release, right)
    hand_in(course, "test_deleted", "ps1", without(whole, "test_mean", "test_expected_counts"))
    hand_in(course, "question_deleted", "ps1", without(whole, "mean", "test_mean"))
    locked = ("setup", "given_models", "given_mean")
    hand_in(course, "locked_cells_deleted", "ps1", without(whole, *locked))
    hand_in(course, "everything_deleted", "ps1", {**whole, "cells": []})
    stripped = [{**cell, "metadata": {}} for cell in whole["cells"]]
    hand_in(course, "nbgrader_marks_stripped", "ps1", {**whole, "cells": stripped})
    unnamed = [{**cell, "id": f"new-{i}"} for i, cell in enumerate(stripped)]
    hand_in(course, "marks_and_ids_stripped", "ps1", {**whole, "cells": unnamed})
    doubled = [copy for cell in whole["cells"] for copy in (cell, cell)]
    hand_in(course, "everything_pasted_twice", "ps1", {**whole, "cells": doubled})
    moved = with_answer("mean", "def mean(pmf):\n    return -1")
    test = find(moved, "test_mean")
    moved["cells"].remove(test)
    moved["cells"].insert(moved["cells"].index(find(moved, "given_mean")) + 1, test)
    hand_in(course, "test_moved_behind_the_right_function", "ps1", moved)
    meddled = fill(release, right)
    find(meddled, "mean")["metadata"]["nbgrader"] |= {"grade": True, "points": 99}
    hand_in(course, "marked_as_graded_by_hand", "ps1", meddled)
    hand_in(course, "test_edited", "ps1", _edited(with_answer("binomial_pmf", WRONG_BINOMIAL)))
    skipped = with_answer("binomial_pmf", WRONG_BINOMIAL)
    find(skipped, "test_binomial_pmf")["metadata"]["tags"] = ["skip-execution"]
    hand_in(course, "test_tagged_to_be_skipped", "ps1", skipped)
    hand_in(course, "not_json", "ps1", "Dear teacher, here is my homework.")
    misnamed = hand_in(course, "wrong_file_name", "ps1", whole)
    (misnamed / "ps1.ipynb").rename(misnamed / "homework.ipynb")
    zipped = hand_in(course, "zip_in_the_folder", "ps1", whole)
    with ZipFile(zipped / "ps1.zip", "w") as archive:
        archive.write(zipped / "ps1.ipynb", "ps1/ps1.ipynb")
    (zipped / "ps1.ipynb").unlink()
    hand_in(course, "no_name", "ps1", json.dumps(whole))


def hand_in_ps2(course, release):
    """Hand in every troublesome submission of the second assignment."""
    right = answers("ps2_numpy")

    def with_answer(name, code):
        return fill(release, right | {name: code})

    cases = {
        "endless_function": ("to_bits", "def to_bits(nats):\n    while True:\n        pass"),
        "error_at_import": ("kl_sum", "import no_such_package\n\n" + right["kl_sum"]),
        "sys_exit": ("kl_sum", "import sys\nsys.exit()"),
        "sys_exit_in_a_function": ("kl_sum", "def kl_sum(p, q):\n    raise SystemExit"),
        "flood_in_one_line": ("to_bits", right["to_bits"] + "\nprint('x' * 20_000_000)"),
        "flood_in_many_lines": ("to_bits", right["to_bits"] + "\nprint('spam\\n' * 4_000_000)"),
        "flood_of_other_kinds": ("to_bits", right["to_bits"] + "\n" + FLOOD),
        "warnings_on_stderr": (
            "kl_sum",
            "import sys\n\ndef kl_sum(p, q):\n    print('careful', file=sys.stderr)\n"
            "    return np.sum(p * np.log(p / q))",
        ),
    }
    for student, (cell, code) in cases.items():
        hand_in(course, student, "ps2", with_answer(cell, code))
    spiteful = right | LITERAL_ANSWERS | {"to_bits": right["to_bits"].replace("np.", "numpy.")}
    spiteful["to_bits"] = "import numpy\n\n" + spiteful["to_bits"] + "\n" + REDEFINED
    hand_in(course, "helpers_redefined", "ps2", fill(release, spiteful))
    whole = fill(release, right)
    hand_in(course, "written_question_deleted", "ps2", without(whole, "argument"))
    package = hand_in(course, "own_package_beside", "ps2", whole) / "kl_helpers"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('not the real one')\n")


def _edited(notebook):
    test = find(notebook, "test_binomial_pmf")
    test["source"] = "pass"
    test["metadata"]["nbgrader"]["points"] = 100
    return notebook


def hand_in_ps3(course, release):
    """Hand in every troublesome submission of the third assignment."""
    right = answers("ps3_numpy")
    endless = right["descend"].replace("range(steps)", "iter(int, 1)")
    hand_in(course, "endless_slope", "ps3", fill(release, right | {"descend": endless}))
    killed = "import os\nos._exit(1)"
    dead = fill(release, right | {"cross_entropy": killed})
    hand_in(course, "kernel_killed_at_the_start", "ps3", dead)
    killing = fill(release, right | {"kl_bells": "import os\nos.kill(os.getppid(), 9)"})
    hand_in(course, "kills_the_program_that_grades", "ps3", killing)
    gone = ("gradient", "test_gradient", "estimate", "test_estimate")
    hand_in(course, "questions_deleted", "ps3", without(fill(release, right), *gone))
    source = json.loads((ROOT / "coursework/source/ps1/ps1.ipynb").read_text())
    hand_in(course, "another_set", "ps3", fill(source, answers("ps1_numpy")))
    folder = hand_in(course, "web_page_in_the_folder", "ps3", "<!DOCTYPE html>")
    (folder / "ps3.ipynb").rename(folder / "ps3.html")


HAND_IN = {"ps1": hand_in_ps1, "ps2": hand_in_ps2, "ps3": hand_in_ps3}
