"""A model made by hand: what Python and the page share, and the tasks that it answers."""

import math
import re

import numpy as np
import pytest
from explorer_views import image_and_caption, pixels, png_of
from scipy.special import rel_entr
from scipy.stats import binom

from kl_helpers import check, explorers, style
from kl_helpers.check import your_model as tasks
from kl_helpers.explorer import Explorer
from kl_helpers.own_data import Data
from kl_helpers.your_model import SCRIPTS, YourModel, joined

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
ONE_TOOTH = np.eye(11)[1]


def kl(model):
    return rel_entr(WORMS, model).sum()


def between(model, share):
    """Mix a model with the worms: nearer to them, the smaller its share."""
    return share * np.asarray(model) + (1 - share) * WORMS


def at(model, wanted):
    """Find the mixture that adds so many nats, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if kl(between(model, middle)) < wanted else (low, middle)
    return between(model, low)


@pytest.fixture
def mine():
    return explorers.your_model()


class TestShared:
    def test_it_starts_uniform(self, mine):
        assert mine.q == pytest.approx([1 / 11] * 11)
        assert isinstance(mine, YourModel)
        assert not isinstance(mine, Explorer)

    def test_python_sets_the_model_and_hears_of_it(self, mine):
        heard = []
        mine.observe(lambda change: heard.append(change["new"]), "q")
        mine.q = binom.pmf(range(11), 10, 0.544)
        assert mine.q == pytest.approx(binom.pmf(range(11), 10, 0.544))
        assert heard == [mine.q]
        assert mine.get_state()["q"] == mine.q  # as JSON takes it

    def test_the_page_sets_the_model(self, mine):
        mine.set_state({"q": ONE_TOOTH.tolist(), "reverse": True})
        assert mine.q == ONE_TOOTH.tolist()
        assert mine.reverse

    @pytest.mark.parametrize(
        ("q", "complaint"),
        [
            ([0.5, 0.5], "q has 2 outcomes and the data have 11"),
            ([0.1] * 11, "add up to 1.1"),
            ([-0.1, 1.1, *[0] * 9], r"q\[0\] = -0.1 is negative"),
        ],
    )
    def test_what_is_no_model_is_refused_and_nothing_changes(self, mine, q, complaint):
        with pytest.raises(ValueError, match=complaint):
            mine.q = q
        assert mine.q == pytest.approx([1 / 11] * 11)

    def test_the_lines_are_uniform_and_best_binomial(self, mine):
        lines = {s["name"]: kl(s["q"]) for s in mine.about["starts"] if s["line"]}
        assert lines == pytest.approx({"uniform model": 0.1367, "best binomial": 0.4273}, abs=5e-5)

    def test_the_joined_scripts_keep_their_exports_by_name(self):
        script = joined(*SCRIPTS)
        assert not re.search("^(import|export) ", script, re.MULTILINE)
        assert "\nconst explorer = {" in script
        assert "\nconst your_model = {" in script


class TestOwnData:
    @pytest.mark.parametrize("size", [2, 20])
    def test_from_two_outcomes_to_twenty(self, size):
        own = explorers.your_model(np.full(size, 1 / size), "moths")
        assert len(own.q) == size
        assert own.about["name"] == "moths"

    @pytest.mark.parametrize(("size", "complaint"), [(1, "one outcome only"), (21, "21 outcomes")])
    def test_other_numbers_of_outcomes_are_refused(self, size, complaint):
        with pytest.raises(ValueError, match=complaint):
            explorers.your_model(np.full(size, 1 / size))

    def test_names_of_outcomes_are_shown_and_no_binomial_is(self):
        own = explorers.your_model(Data(np.array([3, 1, 2]), ("<b>", "b", "c"), "throws", ""))
        assert own.about["outcomes"] == ["<b>", "b", "c"]
        assert "best binomial" not in [start["name"] for start in own.about["starts"]]


class TestWithoutWidgets:
    def test_there_are_a_picture_and_words(self, mine):
        data, _ = mine._repr_mimebundle_()
        assert "0.1367 nats" in data["text/plain"]
        assert image_and_caption(data)[0]["alt"].startswith("Left, bars for the worms")
        image = pixels(png_of(data))
        wanted = [int(style.WORMS[i : i + 2], 16) for i in (1, 3, 5)]
        assert (np.abs(image - wanted).max(axis=2) <= 12).sum() > 2000

    def test_a_name_is_text(self):
        data, _ = explorers.your_model(WORMS, "<i>x</i>")._repr_mimebundle_()
        assert "KL(<i>x</i> ‖ your model)" in data["text/plain"]

    def test_it_goes_when_no_cell_shows_it(self, mine):
        mine._answer(mine, {"unused": True}, [])
        with pytest.raises(RuntimeError, match="make a new one"):
            mine._repr_mimebundle_()


class TestTasks:
    @pytest.fixture
    def say(self, capsys, monkeypatch):
        monkeypatch.setattr(tasks, "_found", [])

        def said(task, answer):
            capsys.readouterr()
            getattr(check, task)(answer)
            return capsys.readouterr().out

        return said

    @pytest.mark.parametrize(
        "task", ["closer_than_the_uniform", "a_model_that_costs_infinity", "two_models_as_close"]
    )
    def test_what_is_no_model_is_told(self, say, task):
        assert say(task, None).startswith("Not answered yet: ")
        assert "no model" in say(task, "potato")
        assert "add up to 1.1" in say(task, [0.1] * 11)
        assert say(task, [0.5, 0.5]) == "Your model has 2 outcomes, and the worms have 11.\n"

    def test_closer_than_the_uniform(self, say):
        task = "closer_than_the_uniform"
        assert say(task, at(np.full(11, 1 / 11), 0.08)).startswith("Right: 0.0800 nats")
        assert say(task, WORMS).startswith("Right: 0 nats")
        assert say(task, np.full(11, 1 / 11)).startswith("Not yet: 0.1367 nats")
        assert "that of 10 teeth" in say(task, binom.pmf(range(11), 10, 0.544))
        assert "Not yet: infinity. There are worms with 0 or 2 or 3" in say(task, ONE_TOOTH)

    def test_a_model_that_costs_infinity(self, say):
        task = "a_model_that_costs_infinity"
        assert say(task, ONE_TOOTH).startswith("Right. There are worms with 0 or 2")
        nearly = between(ONE_TOOTH, 1 - 1e-9)
        assert math.isfinite(kl(nearly))
        assert say(task, nearly).startswith("Not yet: the lowest probability is 2e-11")

    def test_two_models_as_close(self, say):
        task = "two_models_as_close"
        uniform, binomial = np.full(11, 1 / 11), binom.pmf(range(11), 10, 0.544)
        first, second = at(uniform, 0.05), at(binomial, 0.05)
        assert np.abs(first - second).sum() / 2 > 0.1
        assert "is more than" in say(task, uniform)
        assert "is less than" in say(task, WORMS)
        assert say(task, ONE_TOOTH).startswith("Not yet: infinity is more")
        assert "Now find another" in say(task, first)
        assert "nearly this model" in say(task, at(uniform, 0.049))
        assert say(task, second).startswith("Right: 0.0500 nats again, and the two models disagree")

    def test_just_outside_and_just_inside(self, say):
        uniform = np.full(11, 1 / 11)
        assert "Right so far" in say("two_models_as_close", at(uniform, 0.0549))
        assert "Not yet" in say("two_models_as_close", at(uniform, 0.0551))
        assert "Not yet" in say("two_models_as_close", at(uniform, 0.0449))
