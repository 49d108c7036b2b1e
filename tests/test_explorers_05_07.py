"""Every stop of the explorers of notebooks 05 and 07, checked against scipy."""

import math
import re

import numpy as np
import pytest
from explorer_views import as_page, has_shape_at, number, opened, pages, stops
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize, minimize_scalar
from scipy.special import rel_entr
from scipy.stats import betabinom, binom

from kl_helpers import explorers, style
from kl_helpers.figures.beyond import draw_outcomes

COUNTS = [2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]
WORMS = np.array(COUNTS) / 100
OUTCOMES = np.arange(11)


def axes_of(explorer, panel):
    return explorer.picture.figures[panel].axes[0]


def page_at(explorer, *values):
    """Draw one page now; `pages` gives those of the book."""
    return as_page(explorer.picture.frame(*values))


def found(pattern, text):
    match = re.search(pattern, text)
    assert match, text
    return [number(group) for group in match.groups()]


def kl(p, q):
    return rel_entr(p, q).sum()


def near(value):
    return pytest.approx(value, abs=5.1e-5, rel=6e-4)


@pytest.mark.parametrize(
    "name",
    ["surprise", "one_term", "kl_breakdown", "both_directions", "beta_binomial_model", "messages"],
)
class TestEveryExplorer:
    def test_pages_differ_and_have_words(self, name):
        shown = [page for _, page in pages(opened(name))]
        assert len(shown) <= 400
        assert len({page.sentence for page in shown}) == len(shown)
        assert all(len(page.alt) > 60 for page in shown)
        assert len({page.panels for page in shown}) > 0.9 * len(shown)

    def test_no_two_things_share_a_name(self, name):
        symbols = [control.symbol for control in opened(name).controls]
        assert len(set(symbols)) == len(symbols)


# Notebook 05: one term


def test_one_term_at_every_stop():
    for (p, q), page in pages(opened("one_term")):
        term = rel_entr(p, q)
        text, words = page.sentence, page.alt
        assert text.startswith(f"p(x) = {p:g}, q(x) = {q:g}: ")
        if p == 0:
            assert "the term is 0 nats. What never happens adds nothing." in text
            assert "stands on zero" in words
        elif q == 0:
            assert math.isinf(term)
            assert "the term is infinity" in text
            assert "at infinity" in words
        else:
            (shown,) = found(r" = (\S+(?: × 10\S+)?) nats\. The model", text)
            assert shown == near(term)
            word = {-1: "negative", 0: "adds nothing", 1: "positive"}[int(np.sign(term))]
            assert word in text.rsplit(". ", 1)[1]
            place = {-1: "below zero", 0: "on zero", 1: "above"}[int(np.sign(term))]
            assert place in words


def test_one_term_draws_infinity_as_an_arrow_at_the_top():
    explorer = opened("one_term")
    axes = axes_of(explorer, 0)
    top = axes.get_ylim()[1]
    page = page_at(explorer, 0.5, 0)
    assert has_shape_at(page.panels[0], axes, (0, top - 0.1), style.MODEL, reach=7)
    explorer.picture.update(0.5, 0)
    assert explorer.picture.pointer.sign.get_text() == "∞"
    explorer.picture.update(0.5, 0.5)
    assert explorer.picture.pointer.sign.get_text() == ""


def test_one_term_hatches_what_is_negative():
    term = opened("one_term").picture
    term.update(0.3, 0.7)
    assert term.bar.get_hatch()
    term.update(0.7, 0.3)
    assert not term.bar.get_hatch()


# Notebook 05: the breakdown


def test_breakdown_at_every_stop():
    explorer = opened("kl_breakdown")
    assert 0.544 in stops(explorer)[0]
    for (p,), page in pages(explorer):
        terms = rel_entr(WORMS, binom.pmf(OUTCOMES, 10, p))
        text = page.sentence
        shown = found(
            r"positive terms (\S+), negative terms (\S+), together KL\(worms ‖ binomial\) = "
            r"(\S+) nats\. The largest term is that of outcome (\d+): (\S+) nats",
            text,
        )
        added, taken = terms[terms > 0].sum(), terms[terms < 0].sum()
        assert shown == near([added, taken, terms.sum(), terms.argmax(), terms.max()])
        assert f"reaches {terms.sum():.4f}" in page.alt


def test_breakdown_names_the_negative_steps():
    explorer = opened("kl_breakdown")
    page = page_at(explorer, 0.544)
    assert "Hatched steps lead down, at 4 to 7;" in page.alt


def test_staircase_climbs_to_the_sum():
    drawn = opened("kl_breakdown").picture
    drawn.update(0.4)
    terms = rel_entr(WORMS, binom.pmf(OUTCOMES, 10, 0.4))
    ends = [step.get_y() + step.get_height() for step in drawn.steps]
    assert ends == pytest.approx(np.cumsum(terms))
    assert [bool(step.get_hatch()) for step in drawn.steps] == (terms < 0).tolist()
    assert drawn.sum.get_height() == pytest.approx(terms.sum())
    low, high = axes_of(opened("kl_breakdown"), 1).get_ylim()
    for p in stops(opened("kl_breakdown"))[0]:
        running = np.cumsum(rel_entr(WORMS, binom.pmf(OUTCOMES, 10, p)))
        assert low < running.min() <= running.max() < high


# Notebook 07: both directions


def test_both_directions_at_every_stop():
    explorer = opened("both_directions")
    assert {0.0, 0.488, 0.544, 1.0} <= set(stops(explorer)[0])
    for (p,), page in pages(explorer):
        model = binom.pmf(OUTCOMES, 10, p)
        forward, reverse = kl(WORMS, model), kl(model, WORMS)
        shown = found(
            r"KL\(P‖Q\) = (\S+) nats.*KL\(Q‖P\) = (\S+) nats.*"
            r"Difference: (\S+(?: × 10\S+)?) nats\.$",
            re.sub("infinity", "infinity nats", page.sentence),
        )
        assert shown == near([forward, reverse, forward - reverse])
        higher = "KL(P‖Q)" if forward > reverse else "KL(Q‖P)"
        assert f"{higher} is higher: KL(P‖Q) is " in page.alt


def test_lowest_points_are_where_scipy_finds_them():
    explorer = opened("both_directions")

    def reverse(p):
        return kl(binom.pmf(OUTCOMES, 10, p), WORMS)

    best = minimize_scalar(reverse, bounds=(0.3, 0.7), method="bounded").x
    assert explorer.picture.lows_reverse == pytest.approx([best], abs=5e-4)
    assert explorer.picture.best_forward == 0.544
    lowest = {p: page.sentence for (p,), page in pages(explorer) if "its lowest" in page.sentence}
    assert set(lowest) == {0.488, 0.544}
    assert re.search(r"KL\(Q‖P\) = 0\.2248 nats \(its lowest\)", lowest[0.488])
    assert re.search(r"KL\(P‖Q\) = 0\.4273 nats \(its lowest\)", lowest[0.544])


def test_reverse_direction_of_data_with_a_gap_is_infinite_and_says_so():
    explorer = explorers.both_directions([0.5, 0, 0.5], "gap")
    assert "KL(Q‖P) = infinity. " in page_at(explorer, 0.5).sentence
    assert "KL(Q‖P) = 0.6931 nats" in page_at(explorer, 0.0).sentence
    assert "KL(P‖Q) = infinity, " in page_at(explorer, 0.0).sentence


# Notebook 07: two numbers, three numbers


def test_beta_binomial_at_every_stop():
    for (alpha, beta), page in pages(opened("beta_binomial_model")):
        model = betabinom(10, alpha, beta)
        shown = found(
            r"mean (\S+), variance (\S+) \(.*KL\(worms ‖ beta-binomial\) = (\S+) nats",
            page.sentence,
        )
        assert shown[:2] == pytest.approx([model.mean(), model.var()], abs=0.0051)
        assert shown[2] == near(kl(WORMS, model.pmf(OUTCOMES)))


def test_best_pair_lies_beside_the_lowest_of_all_stops():
    best = minimize(
        lambda pair: kl(WORMS, betabinom.pmf(OUTCOMES, 10, *np.exp(pair))),
        [1, 1],
        method="Nelder-Mead",
        options={"xatol": 1e-8, "fatol": 1e-12},
    )
    assert np.exp(best.x) == pytest.approx([2.5213, 2.0822], abs=5e-5)
    assert best.fun == pytest.approx(0.0411, abs=5e-5)
    explorer = opened("beta_binomial_model")
    at_best = page_at(explorer, *np.exp(best.x)).sentence
    assert "= 0.0411 nats; the uniform has 0.1367, the best binomial 0.4273." in at_best
    pairs = [values for values, _ in pages(explorer)]
    lowest = min(pairs, key=lambda pair: kl(WORMS, betabinom.pmf(OUTCOMES, 10, *pair)))
    assert lowest == (2.5, 2)


def test_at_one_and_one_it_is_the_uniform():
    explorer = opened("beta_binomial_model")
    page = page_at(explorer, 1, 1)
    assert "beta = 1: level." in page.alt
    assert "= 0.1367 nats; the uniform has 0.1367" in page.sentence


@given(st.integers(1, 99), st.integers(1, 99), st.integers(0, 100))
@settings(max_examples=25)
def test_mixture_wherever_it_is_moved(first, second, weight):
    explorer = opened("mixture_model")
    explorer.values = [first / 100, second / 100, weight / 100]
    p1, p2, weight = explorer.values
    model = weight * binom.pmf(OUTCOMES, 10, p1) + (1 - weight) * binom.pmf(OUTCOMES, 10, p2)
    page = as_page(explorer.frame)
    shown = found(r"KL\(worms ‖ mixture\) = (\S+) nats", page.sentence)
    assert shown == near([kl(WORMS, model)])
    assert len(page.alt) > 60
    for k, height in enumerate(model):
        place = min(height, 0.97 * explorer.picture.top)
        assert has_shape_at(page.panels[0], axes_of(explorer, 0), (k, place), style.MODEL)


def test_mixture_picture_moves():
    explorer = opened("mixture_model")
    before, after = page_at(explorer, 0.5, 0.6, 0.5), page_at(explorer, 0.5, 0.84, 0.5)
    assert before.panels != after.panels
    assert "= 0.0323 nats" in page_at(explorer, 0.41, 0.84, 0.7).sentence


def test_part_without_weight_has_no_peak():
    picture = opened("mixture_model").picture
    none, whole = picture.alt(0.5, 0.6, 0.0), picture.alt(0.5, 0.6, 1.0)
    assert "A dashed line lies flat at zero, a dotted line peaks at 6;" in none
    assert "A dashed line peaks at 5, a dotted line lies flat at zero;" in whole


# Notebook 07: messages


def test_messages_at_every_stop():
    explorer = opened("messages")
    message = explorer.picture.message
    alpha, beta = 2.5212924, 2.0822437
    codes = [
        WORMS,
        betabinom.pmf(OUTCOMES, 10, alpha, beta),
        np.full(11, 1 / 11),
        binom.pmf(OUTCOMES, 10, 0.544),
    ]
    for (length,), page in pages(explorer):
        shown = found(
            r"own shares (\d+), beta-binomial (\d+), uniform (\d+), binomial (\d+)\. "
            r"The entropy asks for (\d+)\.",
            page.sentence,
        )
        for bits, code in zip(shown, codes, strict=False):
            ideal = -np.log2(code[message[:length]]).sum()
            assert ideal - 0.05 <= bits <= ideal + 2.05
        assert shown[4] == round(-length * (WORMS * np.log2(WORMS)).sum())


def test_messages_settle_at_entropy_plus_divergence():
    messages = opened("messages").picture
    entropy = -(WORMS * np.log2(WORMS)).sum()
    for code, log_model in messages.codes.items():
        promised = entropy + kl(WORMS, np.exp(log_model)) / math.log(2)
        assert messages.promised[code] == pytest.approx(promised)
        bits = -log_model / math.log(2)
        three_deviations = 3 * math.sqrt(WORMS @ bits**2 - (WORMS @ bits) ** 2) / math.sqrt(2000)
        measured = messages.per_outcome(code, 2000)
        assert measured == pytest.approx(promised, abs=three_deviations + 2 / 2000)
    order = sorted(messages.codes, key=messages.promised.get)
    assert order == ["own shares", "beta-binomial", "uniform", "binomial"]


def test_what_was_drawn_is_spread_as_the_data():
    drawn = draw_outcomes(WORMS, 20000, seed=3)
    assert np.bincount(drawn, minlength=11) / 20000 == pytest.approx(WORMS, abs=0.01)
    assert set(draw_outcomes([0, 1, 0, 0], 100, seed=0)) == {1}


# The reader's own data

OWN = {
    "two outcomes": [3, 7],
    "all alike at 0": [9, 0, 0],
    "all alike at the end": [0, 0, 9],
    "gaps": [5, 0, 0, 3, 0, 1],
    "one each": [1] * 12,
    "200 outcomes": (1 + np.arange(200) % 7).tolist(),
    "200, both ends": [1] + [0] * 198 + [1],
    "200, one straggler": [10**6] + [0] * 198 + [1],
    "huge": [2**53, 1, 2**52],
}
NAMES = ["moths", "price in $", "$x$ and $y$", "_hidden", "<b>A & B</b>", r"\frac{", "a" * 80, ""]
WITH_DATA = [
    "binomial_vs_data",
    "kl_curve",
    "kl_breakdown",
    "both_directions",
    "beta_binomial_model",
    "mixture_model",
    "messages",
]


def first_middle_last(explorer):
    """Draw three pages, the ends among them."""
    for share in (0, 0.5, 1):
        values = [values[int(share * (len(values) - 1))] for values in stops(explorer)]
        yield page_at(explorer, *values)


@pytest.mark.parametrize("explorer", WITH_DATA)
@pytest.mark.parametrize("counts", OWN.values(), ids=OWN)
def test_own_counts_are_drawn(explorer, counts):
    pmf = np.array(counts) / sum(counts)
    explorer = getattr(explorers, explorer)(pmf, "moths")
    assert pmf.size > 20 or explorer.book
    for page in first_middle_last(explorer):
        assert "moths" in page.sentence
        assert "worm" not in page.sentence + page.alt
        assert "nan" not in page.sentence + page.alt
        assert len(page.alt) < 1200


@pytest.mark.parametrize(
    ("explorer", "name"),
    [(explorer, "_<b>$x$ & y</b>") for explorer in WITH_DATA]
    + [("binomial_vs_data", name) for name in NAMES],
)
def test_own_names_are_shown_as_they_stand(explorer, name):
    explorer = getattr(explorers, explorer)([0.25, 0.25, 0.5], name)
    sentence = explorer.frame.sentence
    assert "<b>A" not in sentence
    assert "<b>$" not in sentence
    assert name in as_page(explorer.frame).sentence
    for figure in explorer.picture.figures:
        for text in figure.findobj(lambda artist: hasattr(artist, "get_text")):
            assert "$x$" not in text.get_text()


@pytest.mark.parametrize("explorer", WITH_DATA)
def test_a_single_outcome_has_no_trial(explorer):
    with pytest.raises(ValueError, match="one outcome only"):
        getattr(explorers, explorer)([1.0], "moths")


def test_large_terms_of_many_outcomes_stay_finite():
    counts = [990] + [0] * 198 + [10]
    explorer = explorers.kl_breakdown(np.array(counts) / 1000, "moths")
    p = 0.01
    shown = found(r"= (\S+) nats\. The largest", page_at(explorer, p).sentence)
    exact = 0.99 * (math.log(0.99) - 199 * math.log1p(-p)) + 0.01 * (
        math.log(0.01) - 199 * math.log(p)
    )
    assert shown == near([exact])
