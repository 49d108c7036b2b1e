"""What the page computes is what Python computes, in thousands of cases for Node.js."""

import json
import math
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import entr, rel_entr

from kl_helpers.divergence import cross_entropy, entropy, kl_divergence, kl_terms
from kl_helpers.models import pmf_from_counts

SCRIPT = Path(__file__).parent / "javascript" / "divergence.mjs"
NO_NODE = "NO NODE: divergence.js was not tried. Install Node.js and run again."
DIGITS = {"rtol": 1e-12, "atol": 1e-12}
TINY = st.floats(-323, -1).map(lambda power: 10.0**power)
WEIGHTS = st.one_of(st.just(0.0), st.floats(0, 1), TINY)
SIZES = st.integers(2, 20)


def distribution(weights):
    weights = np.array(weights)
    return weights / weights.sum() if weights.sum() > 1e-290 else np.eye(weights.size)[0]


@st.composite
def pairs(draw):
    size = draw(SIZES)
    row = st.lists(WEIGHTS, min_size=size, max_size=size).map(distribution)
    return draw(row), draw(row), draw(st.sampled_from(["nats", "bits"]))


@st.composite
def moves(draw):
    q, before, _ = draw(pairs())
    return q, draw(st.integers(0, q.size - 1)), draw(st.one_of(WEIGHTS, st.just(1.0))), before


def drawn(strategy, number):
    """Let hypothesis write cases down."""
    cases = []

    @settings(max_examples=number, database=None)
    @given(strategy)
    def write(case):
        cases.append(case)

    write()
    assert len(cases) >= number
    return cases


def computed(asked):
    """Ask Node.js for all of it at once."""
    if not shutil.which("node"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_NODE)
    plain = json.dumps(asked, default=np.ndarray.tolist)
    run = subprocess.run(["node", SCRIPT], input=plain, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    answers = json.loads(run.stdout)
    assert len(answers) == len(asked)
    return [np.array(answer, dtype=float) for answer in answers]


def agree(answers, expected):
    for answer, wanted in zip(answers, expected, strict=True):
        np.testing.assert_allclose(answer, wanted, **DIGITS)  # infinity where infinity is due
        assert (np.isinf(answer) == np.isinf(wanted)).all()


@pytest.fixture(scope="module")
def cases():
    return drawn(pairs(), 1000)


def test_what_is_drawn_reaches_the_edges(cases):
    assert sum(math.isinf(kl_divergence(p, q)) for p, q, _ in cases) > 100
    assert sum(math.isfinite(kl_divergence(p, q)) for p, q, _ in cases) > 100
    assert min(p[p > 0].min() for p, _, _ in cases) < 1e-300
    assert {p.size for p, _, _ in cases} == set(range(2, 21))


def test_divergences_and_terms_are_those_of_python(cases):
    both = [(*case,) for case in cases] + [(q, p, unit) for p, q, unit in cases]
    answers = computed([[f, *case] for f in ("klTerms", "klDivergence") for case in both])
    agree(answers[: len(both)], [kl_terms(*case) for case in both])
    agree(answers[len(both) :], [kl_divergence(*case) for case in both])


def test_a_divergence_is_never_below_zero_nor_infinite_for_nothing(cases):
    answers = computed([["klDivergence", *case] for case in cases])
    for answer, (p, q, _) in zip(answers, cases, strict=True):
        assert answer >= 0
        assert np.isinf(answer) == bool(((p > 0) & (q == 0)).any())


def test_entropies_are_those_of_python_and_scipy(cases):
    n = len(cases)
    answers = computed(
        [["entropy", p, unit] for p, _, unit in cases] + [["crossEntropy", *case] for case in cases]
    )
    agree(answers[:n], [entropy(p, unit) for p, _, unit in cases])
    agree(answers[:n], [entr(p).sum() / (math.log(2) if u == "bits" else 1) for p, _, u in cases])
    agree(answers[n:], [cross_entropy(*case) for case in cases])


def test_jensen_shannon_is_half_of_two_divergences(cases):
    def by_definition(p, q, unit):
        with np.errstate(divide="ignore"):
            middle = np.logaddexp(np.log(p), np.log(q)) - math.log(2)
        return (
            kl_divergence(p, unit=unit, log_q=middle) + kl_divergence(q, None, unit, log_q=middle)
        ) / 2

    answers = computed([["jensenShannon", *case] for case in cases])
    agree(answers, [by_definition(*case) for case in cases])
    bits = [answer for answer, case in zip(answers, cases, strict=True) if case[2] == "bits"]
    assert max(bits) <= 1 + 1e-12


def test_scipy_agrees_on_ordinary_terms(cases):
    ordinary = [(p, q) for p, q, _ in cases if min(p[p > 0].min(), q[q > 0].min()) > 1e-100]
    answers = computed([["klTerms", *pair] for pair in ordinary])
    agree(answers, [rel_entr(*pair) for pair in ordinary])
    assert len(ordinary) > 40


def test_shares_are_those_of_python():
    counts = drawn(st.lists(st.integers(0, 10**6), min_size=2, max_size=20).filter(any), 300)
    agree(computed([["sharesOf", row] for row in counts]), [pmf_from_counts(row) for row in counts])


def test_a_sum_keeps_what_a_plain_loop_would_lose():
    rows = [[1, 1e100, 1, -1e100], [1e100, 1, -1e100, 1], [0.1] * 10]
    assert [*computed([["total", row] for row in rows])] == [math.fsum(row) for row in rows]


class TestMoved:
    @pytest.fixture(scope="class")
    def moved(self):
        cases = drawn(moves(), 1000)
        return list(zip(cases, computed([["moved", *case] for case in cases]), strict=True))

    def test_the_model_adds_up_to_exactly_one(self, moved):
        assert {math.fsum(after) for _, after in moved} == {1.0}

    def test_what_is_pulled_stands_where_it_was_pulled_to(self, moved):
        largest = [case for case, after in moved if after[case[1]] != case[2]]
        assert largest == []

    def test_the_floor_is_zero_and_nothing_else_is(self, moved):
        for (q, k, value, _), after in moved:
            others = np.delete(q, k)
            if others.any() and value < 1:
                assert ((np.delete(after, k) > 0) == (others > 0)).all()

    def test_everything_for_one_outcome_leaves_nothing_to_the_others(self, moved):
        whole = [(case, after) for case, after in moved if case[2] == 1]
        assert len(whole) > 20
        for (q, k, _, _), after in whole:
            assert after.tolist() == np.eye(q.size)[k].tolist()

    def test_the_rest_gives_way_in_proportion(self, moved):
        for (q, k, value, _), after in moved:
            others, left = np.delete(q, k), np.delete(after, k)
            if others.sum() > 1e-9 and 0 <= value < 0.999:
                wanted = others / others.sum() * (1 - value)
                np.testing.assert_allclose(left, wanted, rtol=1e-9, atol=1e-15)

    def test_down_and_up_again_loses_nothing(self):
        cases = [(q, k) for q, k, _, _ in drawn(moves(), 300) if q[k] < 0.9]
        floor = computed([["moved", q, k, 0] for q, k in cases])
        up = computed([["moved", low, k, q[k]] for low, (q, k) in zip(floor, cases, strict=True)])
        agree(up, [q for q, _ in cases])

    def test_from_everything_on_one_outcome_back_to_what_was_before(self):
        cases = [(q, k) for q, k, _, _ in drawn(moves(), 300) if q[k] < 0.9]
        back = [["moved", np.eye(q.size)[k], k, q[k], q] for q, k in cases]
        agree(computed(back), [q for q, _ in cases])

    def test_the_tiniest_probabilities_rise_in_proportion(self):
        (after,) = computed([["moved", [1, 5e-324, 1e-323], 0, 0.25]])
        np.testing.assert_allclose(after, [0.25, 0.25, 0.5])

    def test_without_a_before_the_others_become_equal(self):
        (after,) = computed([["moved", [1, 0, 0, 0, 0], 0, 0.2, [1, 0, 0, 0, 0]]])
        np.testing.assert_allclose(after, 0.2)
