"""What README.md and the instructor's guide say: numbers, tables, links."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import minimize, minimize_scalar
from scipy.special import rel_entr, softmax
from scipy.stats import betabinom, binom, norm

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "docs/instructors.md",
    "docs/questions.md",
    "coursework/README.md",
    "coursework/solutions/ps1.md",
    "coursework/solutions/ps2.md",
    "coursework/solutions/ps3.md",
    "benchmarks/README.md",
]
WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
TEETH = np.arange(11)


def read(name: str) -> str:
    return (ROOT / name).read_text()


def kl(p: np.ndarray, q: np.ndarray) -> float:
    return float(rel_entr(p, q).sum())


def kl_of_normals(sigma: float, mean: float, other_sigma: float) -> float:
    """Integrate what N(0, sigma²) adds up to against N(mean, other_sigma²)."""
    p, q = norm(0, sigma), norm(mean, other_sigma)
    return quad(lambda x: p.pdf(x) * (p.logpdf(x) - q.logpdf(x)), -30, 30)[0]


def minus(number: float) -> str:
    """Write a negative number with the sign that the guide uses."""
    return f"{number:.2f}".replace("-", "−")


def expected_numbers() -> dict[str, str]:
    """Compute with scipy every number that the instructor's guide lists."""
    average = float(TEETH @ WORMS)
    binomial = binom.pmf(TEETH, 10, average / 10)
    uniform = np.full(11, 1 / 11)
    reverse = minimize_scalar(
        lambda p: kl(binom.pmf(TEETH, 10, p), WORMS), bounds=(0.3, 0.7), method="bounded"
    )
    two = minimize(lambda ab: kl(WORMS, betabinom.pmf(TEETH, 10, *np.exp(ab))), [1, 1])
    beta_binomial = betabinom.pmf(TEETH, 10, *np.exp(two.x))
    bits, entropy = np.log(2), stats.entropy(WORMS)
    term = rel_entr(WORMS, binomial)[10]
    return {
        "outcomes": f"{WORMS.size}, from 0 to 10 teeth",
        "trials": f"n = {WORMS.size - 1}",
        "uniform model": f"1/11 = {1 / 11:.4f} each",
        "mean of the worms": f"{average:.2f} teeth",
        "variance of the worms": f"{(TEETH - average) ** 2 @ WORMS:.2f}",
        "best p": f"{average / 10:.3f}",
        "variance of that binomial": f"{binom.var(10, average / 10):.2f}",
        "KL(worms ‖ uniform)": f"{kl(WORMS, uniform):.4f} nats, or "
        f"{kl(WORMS, uniform) / bits:.4f} bits",
        "KL(worms ‖ binomial, p = 0.544)": f"{kl(WORMS, binomial):.4f} nats, or "
        f"{kl(WORMS, binomial) / bits:.4f} bits",
        "term of the worms with 10 teeth in it": f"{term:.4f} nats",
        "p with the smallest KL(binomial ‖ worms)": f"{reverse.x:.3f}",
        "KL(worms ‖ best beta-binomial)": f"{two.fun:.4f} nats",
        "entropy of the worms": f"{entropy:.4f} nats, or {entropy / bits:.4f} bits",
        "cross-entropy with the uniform": f"{entropy + kl(WORMS, uniform):.4f} nats",
        "cross-entropy with that binomial": f"{entropy + kl(WORMS, binomial):.4f} nats",
        "cross-entropy with the best beta-binomial": f"{entropy + two.fun:.4f} nats",
        "log-likelihood of the worms, uniform": minus(100 * WORMS @ np.log(uniform)),
        "log-likelihood of the worms, that binomial": minus(100 * WORMS @ np.log(binomial)),
        "log-likelihood of the worms, best beta-binomial":
            minus(100 * WORMS @ np.log(beta_binomial)),
        "KL after one step of descent from eleven zeros, learning rate 1":
            f"{kl(WORMS, softmax(WORMS - uniform)):.4f} nats",
        "KL(N(0, 1) ‖ N(1, 1))": f"{kl_of_normals(1, 1, 1):.4f} nats",
        "KL(N(0, 1) ‖ N(0, 2²))": f"{kl_of_normals(1, 0, 2):.4f} nats",
        "KL(N(0, 2²) ‖ N(0, 1))": f"{kl_of_normals(2, 0, 1):.4f} nats",
    }  # fmt: skip


def table_after(heading: str, document: str) -> list[list[str]]:
    """Give the rows of the first table below a heading, without its head."""
    below = document.split(heading, 1)[1]
    rows = re.search(r"\|.+\|\n\|[-:| ]+\|\n((?:\|.+\|\n)+)", below)[1].splitlines()
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_the_guides_numbers_are_right():
    rows = table_after("## Numbers to expect", read("docs/instructors.md"))
    assert {row[0]: row[1] for row in rows} == expected_numbers()


def test_the_readmes_right_numbers_are_right():
    text = read("README.md").split("## What goes wrong elsewhere")[1]
    numbers = expected_numbers()
    assert f"5.44 / 11 = {5.44 / 11:.3f}" in text
    assert numbers["p with the smallest KL(binomial ‖ worms)"] in text
    assert f"p = {numbers['best p']}" in text
    for name in ["KL(worms ‖ uniform)", "KL(worms ‖ best beta-binomial)"]:
        assert numbers[name].split()[0] in text


def test_the_readmes_table_agrees_with_the_notebooks():
    rows = table_after("## The notebooks", read("README.md"))
    assert len(rows) == len(NOTEBOOKS) == 13
    for (link, question, minutes, moves), path in zip(rows, NOTEBOOKS, strict=True):
        opening = "".join(json.loads(path.read_text())["cells"][0]["source"])
        assert f"(notebooks/{path.name})" in link
        assert link.startswith(f"[{path.name[:2]} ")
        assert f"**{question}**" in opening
        assert f"About {minutes} minutes" in opening
        assert moves


def test_the_readmes_speeds_are_those_measured():
    measured = read("benchmarks/results/slider_latency.md")
    for way, *ratios in table_after("## Speed", read("README.md")):
        for distance, ratio in zip(["near", "far"], ratios, strict=True):
            row = next(r for r in measured.splitlines() if f"| one slider, {way} | {distance}" in r)
            assert f"| {ratio} |" in row


@pytest.mark.parametrize("name", DOCUMENTS)
def test_local_links_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)\s]+)\)", read(name)):
        if not target.startswith(("https://", "#")):
            assert ((ROOT / name).parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_to_elsewhere_are_encrypted(name):
    assert "http://" not in read(name)


def test_the_moving_picture_has_words():
    alt = re.search(r"!\[([^\]]+)\]\(docs/kl_curve\.gif\)", read("README.md"))[1]
    assert "p = 0.544" in alt
    assert len(alt) > 150


def test_repository_is_named_alike_everywhere():
    url = re.search(r'Repository = "https://github.com/([\w-]+/[\w-]+)"', read("pyproject.toml"))[1]
    assert f"mybinder.org/v2/gh/{url}/HEAD" in read("README.md")
    owner, name = url.split("/")
    assert f"https://{owner}.github.io/{name}/" in read("README.md")
