"""The questions of notebook 12 against the published counts, and the hints of their slips."""

import numpy as np
import pytest
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers import check

FAMILIES = np.array([3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7])
BOYS = (np.arange(13) * FAMILIES).sum() / FAMILIES.sum()
DEATHS = 0 * 144 + 1 * 91 + 2 * 32 + 3 * 11 + 4 * 2
RIGHT = {
    "best_p_of_families": BOYS / 12,
    "families_by_chance": "spread",
    "observations_needed": 200,
    "p_of_a_hundred_riders": DEATHS / 280 / 100,
}
SLIPS = [
    ("best_p_of_families", BOYS / 13, "number of outcomes"),
    ("best_p_of_families", BOYS, "Which share"),
    ("best_p_of_families", 1 - BOYS / 12, "girls"),
    ("best_p_of_families", 0.5, "a coin"),
    ("families_by_chance", "chance", "the largest of 2000"),
    ("observations_needed", 250, "How many are free"),
    ("observations_needed", 400, "below the line"),
    ("observations_needed", 500, "and count what is free"),
    ("observations_needed", 0.02, "N stands below"),
    ("p_of_a_hundred_riders", DEATHS / 280, "mean number of deaths"),
    ("p_of_a_hundred_riders", DEATHS / 280 / 4, "n = 4"),
    ("p_of_a_hundred_riders", DEATHS / 280 / 101, "number of outcomes"),
    ("p_of_a_hundred_riders", 1 / 100, "a mean of 1"),
    ("p_of_a_hundred_riders", DEATHS / 100, "together"),
]


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answer(name, capsys):
    getattr(check, name)(RIGHT[name])
    assert capsys.readouterr().out.startswith("Right. ")


@pytest.mark.parametrize(("name", "answer", "words"), SLIPS)
def test_a_slip_gets_its_hint(name, answer, words, capsys):
    getattr(check, name)(answer)
    said = capsys.readouterr().out
    assert said.startswith("Not yet. ")
    assert words in said


def test_chance_does_not_explain_the_spread_of_the_families():
    model = binom(12, BOYS / 12).pmf(range(13))
    drawn = np.random.default_rng(7).multinomial(6115, model, size=10_000) / 6115
    assert rel_entr(drawn, model).sum(axis=1).max() < rel_entr(FAMILIES / 6115, model).sum()


def test_what_chance_makes_with_as_many_observations_as_are_needed():
    shares = np.array([144, 91, 60, 50, 40]) / 385
    drawn = np.random.default_rng(7).multinomial(200, shares, size=20_000) / 200
    assert rel_entr(drawn, shares).sum(axis=1).mean() == pytest.approx(0.01, rel=0.05)
