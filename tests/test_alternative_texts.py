"""What the words beside a picture claim, where the claim can be worked out by hand."""

import pytest
from explorer_views import unpacked

from kl_helpers import explorers
from kl_helpers.explorer import as_plain_text
from kl_helpers.figures.beyond import BothDirections
from kl_helpers.figures.binomial import BinomialAgainstData

A_HUMP = [0.25, 0.5, 0.25]
ONE_OUTCOME = [0, 0, 1, 0, 0]


def words(explorer, *values):
    """Read all that is written where the sliders stand at these values."""
    frame = explorer.picture.frame(*values)
    return f"{frame.alt} {as_plain_text(frame.sentence)}"


@pytest.mark.parametrize(
    ("name", "values", "claim"),
    [
        ("cut_into_pieces", [3], ". Here the thread is far above the flat tops, there far below"),
        ("cut_into_pieces", [20], ". A staircase of bars follows the thread"),
        ("cut_into_pieces", [150], ". The bars are hard to tell from the thread"),
        ("interval_event", [1.0, 0.4], "a hatched wide area around 1 cm"),
        ("interval_event", [1.0, 0.05], "a hatched narrow strip around 1 cm"),
        ("interval_event", [1.0, 0.01], "a hatched thin line around 1 cm"),
        ("uniform_outcomes", [11], ". No worm is called impossible, and no probability is wasted."),
        ("one_term", [0, 0.2], "falls from 0 to −1. The marker at q(x) = 0.2 stands on zero."),
        ("one_term", [0.5, 0.2], "stands above zero, at 0.4581,"),  # 0.5 ln 2.5
        ("one_term", [0.1, 0.2], "stands below zero, at −0.0693,"),  # 0.1 ln 0.5
        ("kl_curve", [0.544], "at 0.4273 nats, its lowest point, and a dashed line"),
        # A binomial with n = 10 has a variance of 2.5 at most, and the worms have 6.33.
        ("binomial_vs_data", [0.544], "one standard deviation, the model's narrower."),
        ("beta_binomial_model", [0.5, 0.5], ": tops at 0, 10. They stand"),
        ("beta_binomial_model", [2, 2], ": one hill with its top at 5. They stand"),
    ],
)
def test_the_claim_is_made_where_it_holds(name, values, claim):
    assert claim in words(getattr(explorers, name)(), *values)


def test_a_model_is_wider_than_a_single_outcome():
    assert "deviation, the model's wider." in BinomialAgainstData(ONE_OUTCOME, "data").alt(0.5)


def test_a_hill_may_stand_on_three_outcomes():
    explorer = explorers.beta_binomial_model(A_HUMP, "data")
    assert ": one hill with its top at 1. They stand" in words(explorer, 2, 2)


@pytest.mark.parametrize(("pmf", "noted"), [(A_HUMP, False), (ONE_OUTCOME, True)])
def test_a_direction_that_is_infinite_everywhere_says_so_in_the_legend(pmf, noted):
    written = " ".join(label for _, label in BothDirections(pmf, "data").swatches)
    assert ("KL(Q‖P), infinite for every p" in written) == noted
    assert "KL(P‖Q), infinite" not in written


def test_a_probability_above_the_picture_is_marked_inside_it():
    picture = explorers.binomial_vs_data().picture
    picture.frame(0.01)  # 0.99^10 = 0.904 for no tooth, and the axis ends at 0.4
    arrows = picture.model.arrows
    bottom, top = picture.model.axes.get_ylim()
    assert bottom < arrows.get_ydata()[0] <= top < 0.904
    assert arrows.get_visible()


def test_sliders_are_named_by_the_symbols_of_the_text():
    assert [control["symbol"] for control in unpacked(explorers.one_term())["controls"]] == [
        "p(x)",
        "q(x)",
    ]


@pytest.mark.parametrize("name", ["binomial_vs_data", "kl_curve", "kl_breakdown"])
def test_a_best_p_with_many_digits_is_written_with_four(name):
    explorer = getattr(explorers, name)([2 / 3, 1 / 3], "data")
    (control,) = unpacked(explorer)["controls"]
    assert control["labels"][control["values"].index(1 / 3)] == "0.3333"
