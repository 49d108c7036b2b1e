"""An answer that hands its job on is told from work of one's own, and copies are found."""

import json
import random
import re
import shutil

import pytest
from comparing import alike, fingerprint
from course_grading import marks, run
from course_submissions import POINTS, answers, fill, find, hand_in
from own_work import handed_on

pytestmark = pytest.mark.course

HANDED_ON = {
    "imported under its name": "from kl_helpers.models import mean",
    "imported under another": "from scipy.stats import tmean as mean",
    "the package imported": "import scipy.stats as st\nmean = st.tmean",
    "everything imported": "from kl_helpers.models import *",
    "wrapped": "from kl_helpers import models\ndef mean(pmf):\n    return models.mean(pmf)",
    "wrapped under the package's short name": "import kl_helpers as kl\ndef mean(pmf):\n"
    "    return kl.mean(pmf)",
    "everything imported at once": "from kl_helpers import *",
    "wrapped twice": "from scipy.stats import tmean\ndef help(x):\n    return tmean(x)\n"
    "def mean(pmf):\n    return help(pmf)",
    "a lambda": "import torch\nmean = lambda pmf: torch.tensor(pmf).mean()",
    "summed by numpy": "from scipy.special import rel_entr\ndef mean(pmf):\n"
    "    return np.sum(rel_entr(pmf, pmf))",
    "with arithmetic in what is handed on": "from scipy import stats\ndef mean(pmf):\n"
    "    return stats.rv_discrete(values=(np.arange(len(pmf) + 0), pmf)).mean()",
    "imported within": "def mean(pmf):\n    from scipy.stats import tmean\n    return tmean(pmf)",
    "after a line for IPython": "%matplotlib inline\nfrom kl_helpers.models import mean",
    "a result named first": "import scipy\ndef mean(pmf):\n"
    "    m = scipy.stats.tmean(pmf)\n    return m",
}
OWN = {
    "numpy": "def mean(pmf):\n    return np.sum(np.arange(len(pmf)) * pmf)",
    "numpy does it": "def mean(pmf):\n    return np.average(np.arange(len(pmf)), weights=pmf)",
    "a loop": "def mean(pmf):\n    m = 0\n    for k, p in enumerate(pmf):\n"
    "        m += k * p\n    return m",
    "Python's own modules": "import math\nimport statistics\ndef mean(pmf):\n"
    "    return math.fsum(k * p for k, p in enumerate(pmf))",
    "a tool from a package": "from scipy.special import comb\ndef mean(pmf):\n"
    "    return sum(comb(1, 1) * k * p for k, p in enumerate(pmf))",
    "imported and not used": "from scipy.stats import tmean\ndef mean(pmf):\n"
    "    return pmf @ np.arange(3)",
    "not answered": "def mean(pmf):\n    raise NotImplementedError()",
    "not there": "x = 1",
    "not Python": "def mean(pmf:\n",
}


@pytest.mark.parametrize("case", HANDED_ON)
def test_a_handed_on_answer_is_noticed(case):
    code = HANDED_ON[case]
    package = re.search(r"kl_helpers|scipy|torch", code)[0]
    assert handed_on("mean", ["import numpy as np", code], []) == package
    assert handed_on("mean", [*code.split("\ndef mean")[:1], code], []) == package


@pytest.mark.parametrize("case", OWN)
def test_own_work_is_left_alone(case):
    assert handed_on("mean", ["import numpy as np", OWN[case]], []) is None


def test_what_the_course_gives_may_be_used():
    given = ["from kl_helpers.divergence import kl_divergence"]
    code = f"{given[0]}\ndef sweep(pmf, q):\n    return kl_divergence(pmf, q)"
    assert handed_on("sweep", [code], given) is None
    assert handed_on("sweep", [code], []) == "kl_helpers"


STUDENTS = ("own", "lazy")


@pytest.fixture(scope="module")
def strict(built, releases, tmp_path_factory):
    """ps1, with own work required, for one who imports and one who does not."""
    course = tmp_path_factory.mktemp("strict")
    for what in ("release", "source", "gradebook.db", "nbgrader_config.py"):
        place = built["ps1"] / what
        (shutil.copytree if place.is_dir() else shutil.copy)(place, course / what)
    for file in built["ps1"].glob("*.py"):
        shutil.copy(file, course)
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.OwnWork.required = True\n")
    right = answers("ps1_numpy")
    lazy = right | {
        "pmf_from_counts": "from kl_helpers.models import pmf_from_counts",
        "binomial_pmf": answers("ps1_scipy")["binomial_pmf"],
        "uniform_pmf": answers("ps1_scipy")["uniform_pmf"],
    }
    for student, cells in zip(STUDENTS, (right, lazy), strict=True):
        hand_in(course, student, "ps1", fill(releases["ps1"], cells))
    run(["course.py", "grade", "ps1"], course)
    return course


def test_required_own_work_costs_the_imported_answers_and_no_other(strict):
    lost = {"test_pmf_from_counts": 0, "test_uniform_pmf": 0, "test_binomial_pmf": 0}
    earned = marks(strict, "ps1")
    automatic = {who: {cell: earned[who][cell] for cell in POINTS["ps1"]} for who in STUDENTS}
    assert automatic == {"own": POINTS["ps1"], "lazy": POINTS["ps1"] | lost}


def test_the_hint_says_what_to_do(strict):
    file = strict / "autograded" / "lazy" / "ps1" / "ps1.ipynb"
    output = find(json.loads(file.read_text()), "test_binomial_pmf")["outputs"][0]
    assert "leaves the whole job to scipy" in output["evalue"]
    assert "write it down with Python and numpy" in output["evalue"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def f(p):\n    return sum(p)", "def g(values):  # mine\n\n    return  sum( values )"),
        ("x = np.sum(a*b)", "result = numpy.sum(first * second)"),
        ('def f(p):\n    "My own words."\n    return p', "def f(p):\n    return p"),
        ("a, b = 1, 2", "(b, a) = (1, 2)"),
        ("def f(:  return", "def f(:return"),
    ],
)
def test_names_comments_and_spacing_do_not_make_a_difference(one, other):
    assert fingerprint(one, is_code=True) == fingerprint(other, is_code=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = a + b", "x = a + a"),
        ("x = a + b", "x = a - b"),
        ("x = 2.64", "x = 2.65"),
        ("np.log(p)", "np.log2(p)"),
    ],
)
def test_anything_else_does(one, other):
    assert fingerprint(one, is_code=True) != fingerprint(other, is_code=True)


def test_words_are_compared_without_marks_and_capitals():
    assert fingerprint("It is WIDER,\n by far!", False) == fingerprint("it is wider by far", False)


def strangers(number, questions=8, styles=6):
    """Make a class in which each answers each question in one of six styles, by chance."""
    chance = random.Random(number)
    return {
        f"s{who:03d}": {f"q{q}": str(chance.randrange(styles)) for q in range(questions)}
        | {"essay": f"in my own words number {who} is what this student would say"}
        for who in range(number)
    }


def test_ten_copies_in_a_class_of_two_hundred_are_listed_and_hardly_anybody_else():
    people = strangers(200)
    for copy in range(10):
        people[f"copy{copy}"] = dict(people[f"s{copy:03d}"])
    groups = alike(people, {"essay"})
    pairs = [set(group) for _, group, _ in groups]
    assert all({f"copy{copy}", f"s{copy:03d}"} in pairs for copy in range(10))
    # Strangers who answer three quarters alike by chance are at most one pair or two.
    assert len(groups) <= 12


def test_a_ring_of_ten_is_one_group():
    people = strangers(200)
    for copy in range(10):
        people[f"copy{copy}"] = dict(people["s000"])
    groups = alike(people, {"essay"})
    assert {"s000", *(f"copy{copy}" for copy in range(10))} <= set(groups[0][1])
    assert groups[0][2]["essay"] == 11


def test_the_same_words_are_listed_even_if_nothing_else_is_alike():
    people = strangers(50)
    people["s001"]["essay"] = people["s002"]["essay"]
    assert any({"s001", "s002"} <= set(group) for _, group, _ in alike(people, {"essay"}))


def test_strangers_are_not_listed_for_what_everybody_writes():
    people = {f"s{who}": {"a": "1", "b": "1", "essay": str(who)} for who in range(100)}
    assert alike(people, {"essay"}) == []


def test_the_command_lists_who_handed_in_the_same(graded):
    said = run(["course.py", "compare", "ps2"], graded["ps2"].course).stdout
    assert re.search(r"\bown_package_beside\b", said)
    assert re.search(r"argument \(\d+\)", said)
    assert "untouched" not in said
