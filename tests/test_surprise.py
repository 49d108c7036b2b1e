"""The explorer of surprise at every stop, and the line under the curve of one term."""

import itertools
import math
import re

import numpy as np
import pytest
from scipy.special import rel_entr

from kl_helpers import explorers
from kl_helpers.explorer import as_plain_text
from kl_helpers.figures.surprise import surprise_in_nats
from kl_helpers.figures.terms import OneTerm

EXPLORER = explorers.surprise()
STATES = list(itertools.product(*(control.values for control in EXPLORER.controls)))
FINITE = [(first, second) for first, second in STATES if first * second > 0]


def sentence(first, second):
    return as_plain_text(EXPLORER.picture.frame(first, second).sentence)


@pytest.mark.parametrize(("first", "second"), FINITE)
def test_the_surprise_of_both_is_that_of_the_product(first, second):
    both = math.log(1 / (first * second))
    assert sentence(first, second).endswith(f"= {both:.4f} nats.")
    assert f"both bars reach {both:.4f} nats" in EXPLORER.picture.alt(first, second)


@pytest.mark.parametrize(("first", "second"), FINITE)
def test_the_second_bar_stands_on_the_first_and_both_are_as_high_as_one(first, second):
    EXPLORER.picture.update(first, second)
    one, other, both = (bar.get_bbox() for bar in EXPLORER.picture.bars)
    assert one.y1 == pytest.approx(math.log(1 / first))
    assert (other.y0, both.y0) == (one.y1, 0)
    assert other.height == pytest.approx(math.log(1 / second))
    assert other.y1 == pytest.approx(both.y1)


@pytest.mark.parametrize(("first", "second"), [s for s in STATES if math.prod(s) == 0])
def test_what_was_called_impossible_surprises_by_infinity(first, second):
    assert sentence(first, second).endswith("surprises by infinity.")
    assert "both bars go up to infinity" in EXPLORER.picture.alt(first, second)
    assert [sign.get_visible() for sign in EXPLORER.picture.signs] == [True, True]
    assert max(bar.get_bbox().y1 for bar in EXPLORER.picture.bars) == EXPLORER.picture.top


def test_the_legend_names_the_curve_and_the_bars():
    labels = [label for _, label in EXPLORER.picture.swatches]
    assert labels == [
        "surprise of every q",
        "first outcome",
        "second outcome",
        "both, with q₁ × q₂",
    ]


def test_every_surprise_has_room():
    highest = max(-math.log(first * second) for first, second in FINITE)
    assert highest < EXPLORER.picture.top


def test_the_curve_is_right_and_is_traced_by_the_first_slider():
    (hidden,) = EXPLORER.picture.hidden
    q, height = hidden.artist.get_data()
    assert hidden.control == 0
    np.testing.assert_allclose(np.exp(-np.asarray(height)), q)


def test_the_first_state_shows_no_sum():
    assert EXPLORER.start == [0.5, 1]
    assert "0.6931" in sentence(*EXPLORER.start)
    assert "Both as one" not in sentence(*EXPLORER.start)


def test_a_certain_outcome_surprises_by_a_plain_zero():
    assert math.copysign(1, surprise_in_nats(1)) == 1


@pytest.mark.parametrize("p", [0, 0.01, 0.07, 0.5, 0.9, 1])
def test_no_term_lies_below_the_dashed_line(p):
    picture = OneTerm()
    picture.update(p, 0.5)
    q, term = picture.curve.get_data()
    line = np.interp(q, *picture.line.get_data())
    np.testing.assert_allclose(line, p - np.asarray(q))
    np.testing.assert_allclose(term, rel_entr(p, q), atol=1e-12)
    assert (term >= line - 1e-12).all()
    touching = np.isclose(term, line, atol=1e-9)
    np.testing.assert_allclose(np.asarray(q)[touching], p, atol=1e-3)


@pytest.mark.parametrize("name", ["one_term", "kl_breakdown", "kl_curve"])
def test_no_first_state_tells_what_is_asked_below_it(name):
    explorer = getattr(explorers, name)()
    told = explorer.frame.alt + explorer.frame.sentence
    secrets = ["outcome 10", "0.544", "infinity", "valley", "below the whole", "lowest"]
    assert not [secret for secret in secrets if re.search(secret, told)]
