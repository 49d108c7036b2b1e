"""All that the explorers say of any data, number by number and word by word, in mpmath.

Hypothesis draws the counts. Each text must be known to the last word, and each number
and claim in it is worked out again with thirty digits, from the definitions.
"""

import inspect
import itertools
import math
import re
from contextlib import ExitStack
from unittest.mock import patch

import mpmath
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mpmath_truth import (
    INF,
    MAYBE,
    NUMBER,
    OFF,
    SURE,
    Truth,
    agrees,
    agrees_chance,
    agrees_off_scale,
    agrees_peaks,
    agrees_set,
    agrees_shape,
    difference_of_logs,
    log,
    outcomes,
    parsed,
    read,
)
from scipy.optimize import minimize
from scipy.stats import betabinom

from kl_helpers import explorers
from kl_helpers.explorer import as_plain_text
from kl_helpers.models import fit_beta_binomial, pmf_from_counts
from kl_helpers.picture import Picture


def check_binomial_vs_data(truth, picture, p):
    words = parsed(
        r"p = <C:p>: the model has mean np = <N:mean> and variance np\(1 − p\) = <N:variance>; "
        r"the data have <N:own_mean> and <N:own_variance>\. "
        r"KL\(data ‖ binomial\) = <N:kl>(?: nats)?\.",
        as_plain_text(picture.sentence(p)),
    )
    log_q = truth.log_binomial(p)
    variance = truth.n * mpmath.mpf(p) * (1 - mpmath.mpf(p))
    agrees_chance(words.p, p)
    agrees(words.mean, truth.n * mpmath.mpf(p), "mean of the model")
    agrees(words.variance, variance, "variance of the model")
    agrees(words.own_mean, truth.mean, "mean")
    agrees(words.own_variance, truth.variance, "variance")
    agrees(words.kl, truth.kl(log_q), "KL")
    alt = parsed(
        r"Bars for the data, diamonds for the binomial with p = <C:p>\. The diamonds peak at "
        r"<L:peak>; they stand above the bars at <L:above>\. Two horizontal lines at the top show "
        r"mean plus and minus one standard deviation, the model's "
        r"(?P<width>wider|narrower|as wide)\." + OFF,
        picture.alt(p),
    )
    model = [mpmath.exp(q) for q in log_q]
    agrees_peaks(alt.peak, model, "peak")
    agrees_set(alt.above, difference_of_logs(log_q, truth.pmf), "above the bars")
    more = variance - truth.variance
    if abs(more) <= MAYBE * variance:
        assert alt.width == "as wide", f"width: {alt.width}"
    elif abs(more) > SURE * variance:
        assert alt.width == ("wider" if more > 0 else "narrower"), f"width: {alt.width}"
    agrees_off_scale(alt.off, model, picture.top)


def check_kl_breakdown(truth, picture, p):
    words = parsed(
        r"p = <C:p>: positive terms <N:up>, negative terms <N:down>, together "
        r"KL\(data ‖ binomial\) = <N:kl> nats\. (?:No term is larger than another\.|The largest "
        r"term is that of (?P<how>outcome|each of the outcomes) <L:most>: <N:largest> nats\.)",
        as_plain_text(picture.sentence(p)),
    )
    log_q = truth.log_binomial(p)
    terms = truth.terms(log_q)
    agrees_chance(words.p, p)
    agrees(words.up, mpmath.fsum(t for t in terms if t > 0), "positive terms")
    agrees(words.down, mpmath.fsum(t for t in terms if t < 0), "negative terms")
    agrees(words.kl, mpmath.fsum(terms), "KL")
    if words.most is None:
        assert max(terms) - min(terms) < SURE, "no term is larger"
    else:
        assert max(terms) - min(terms) > MAYBE, "the largest of equal terms"
        agrees_peaks(words.most, terms, "largest term")
        agrees(words.largest, max(terms), "largest term")
        assert (words.how == "outcome") == (len(outcomes(words.most)) == 1)
    alt = parsed(
        r"Left, bars for the data and diamonds for the binomial with p = <C:p>\. Right, a "
        r"staircase in which each outcome adds its term to the total so far\. Hatched steps lead "
        r"down, at "
        r"<L:down>; the last bar, the sum, reaches <N:kl> nats\." + OFF,
        picture.alt(p),
    )
    agrees_set(alt.down, [-t for t in terms], "steps down")
    agrees(alt.kl, mpmath.fsum(terms), "sum")
    agrees_off_scale(alt.off, [mpmath.exp(q) for q in log_q], picture.top)


def check_kl_curve(truth, picture, p):
    words = parsed(
        r"p = <C:p>: KL\(data ‖ binomial\) = <N:kl>(?: nats)?(?P<lowest>, the lowest of all p)?\. "
        r"KL\(data ‖ uniform\) = <N:uniform> nats\.",
        as_plain_text(picture.sentence(p)),
    )
    log_q = truth.log_binomial(p)
    best = math.isclose(p, truth.mean / truth.n, rel_tol=1e-12)
    agrees_chance(words.p, p)
    agrees(words.kl, truth.kl(log_q), "KL")
    agrees(words.uniform, truth.uniform, "uniform")
    assert bool(words.lowest) == best, "lowest of all p"
    alt = parsed(
        r"Left, bars for the data and diamonds for the binomial with p = <C:p>\. Right, a marker "
        r"on the curve of KL over p, at <N:kl>(?: nats)?(?P<lowest>, its lowest point)?, and a "
        r"dashed "
        r"line for the uniform model, at <N:uniform> nats\." + OFF,
        picture.alt(p),
    )
    agrees(alt.kl, truth.kl(log_q), "marker")
    agrees(alt.uniform, truth.uniform, "line")
    assert bool(alt.lowest) == best, "lowest point"
    agrees_off_scale(alt.off, [mpmath.exp(q) for q in log_q], picture.top)


def check_both_directions(truth, picture, p):
    low = r"(?P<{}> \(its lowest\)| \(lower than all around, but not its lowest\))?"
    words = parsed(
        r"P is the data, Q the binomial with p = <C:p>: KL\(P‖Q\) = <N:forward>(?: nats)?"
        + low.format("best")
        + r", KL\(Q‖P\) = <N:reverse>(?: nats)?"
        + low.format("low")
        + r"\. Difference: (?:none, both are infinite|<N:difference>(?: nats)?)\.",
        as_plain_text(picture.sentence(p)),
    )
    log_q = truth.log_binomial(p)
    forward, reverse = truth.kl(log_q), truth.reverse(p)
    agrees_chance(words.p, p)
    agrees(words.forward, forward, "KL(P‖Q)")
    agrees(words.reverse, reverse, "KL(Q‖P)")
    if words.difference is None:
        assert forward == reverse == INF, "both are infinite"
    else:
        agrees(words.difference, forward - reverse, "difference")
    best = math.isclose(p, truth.mean / truth.n, rel_tol=1e-12)
    assert words.best == (" (its lowest)" if best else None), "lowest KL(P‖Q)"
    check_low(truth, words.low, p, reverse)
    alt = parsed(
        r"Left, bars for P, the data, and diamonds for Q, the binomial with p = <C:p>\. Right, "
        r"over p, KL\(P‖Q\) as a solid curve with a star at its lowest point, (?P<curve>KL\(Q‖P\) "
        r"as a "
        r"dashed curve with a cross wherever it is lower than all around|no curve for KL\(Q‖P\), "
        r"which is infinite between p = 0 and p = 1), and their difference dotted\. At p = <C:at> "
        r"(?:both are <N:same>(?: nats)?|(?P<higher>KL\(P‖Q\)|KL\(Q‖P\)) is higher: KL\(P‖Q\) is "
        r"<N:forward>(?: nats)?, KL\(Q‖P\) <N:reverse>(?: nats)?)\." + OFF,
        picture.alt(p),
    )
    assert alt.curve.startswith("no curve") == (len(truth.seen) <= truth.n), "a curve of infinities"
    if alt.same:
        agrees(alt.same, forward, "both")
        agrees(alt.same, reverse, "both")
    else:
        agrees(alt.forward, forward, "KL(P‖Q)")
        agrees(alt.reverse, reverse, "KL(Q‖P)")
        assert (alt.higher == "KL(P‖Q)") == (forward > reverse), "higher"
        assert abs(forward - reverse) > MAYBE, "higher by rounding"
    agrees_off_scale(alt.off, [mpmath.exp(q) for q in log_q], picture.top)


def check_low(truth, claim, p, reverse):
    """A low point is lower than what lies beside it, the lowest than all."""
    if claim is None:
        return
    assert reverse < INF, "infinity is called low"
    beside = [truth.reverse(min(max(p + step, 0), 1)) for step in (-0.004, 0.004)]
    assert all(reverse <= there + 2e-5 for there in beside), "no low point"
    if claim == " (its lowest)":
        assert all(reverse <= truth.reverse(p / 16) + 2e-5 for p in range(17)), "not the lowest"


def check_beta_binomial_model(truth, picture, alpha, beta):
    words = parsed(
        r"α = <N:alpha>, β = <N:beta>: mean <N:mean>, variance <N:variance> \(the data: "
        r"<N:own_mean> and <N:own_variance>\)\. KL\(data ‖ beta-binomial\) = <N:kl> nats; the "
        r"uniform has "
        r"<N:uniform>, the best binomial <N:binomial>\.",
        as_plain_text(picture.sentence(alpha, beta)),
    )
    n, s = truth.n, alpha + beta
    log_q = truth.log_beta_binomial(alpha, beta)
    share = mpmath.mpf(alpha) / s
    agrees(words.mean, n * share, "mean of the model")
    agrees(words.variance, n * share * (1 - share) * (s + n) / (s + 1), "variance of the model")
    agrees(words.own_mean, truth.mean, "mean")
    agrees(words.own_variance, truth.variance, "variance")
    agrees(words.kl, truth.kl(log_q), "KL")
    agrees(words.uniform, truth.uniform, "uniform")
    agrees(words.binomial, truth.kl(truth.log_binomial(truth.share)), "best binomial")
    alt = parsed(
        r"Bars for the data, diamonds for the beta-binomial with alpha = <N:alpha> and beta = "
        r"<N:beta>: <S:shape>\. They stand above the bars at <L:above>\. A dashed "
        r"line for the uniform model\." + OFF,
        picture.alt(alpha, beta),
    )
    model = [mpmath.exp(q) for q in log_q]
    agrees_shape(alt.shape, model)
    agrees_set(alt.above, difference_of_logs(log_q, truth.pmf), "above the bars")
    agrees_off_scale(alt.off, model, picture.top)


def check_mixture_model(truth, picture, p1, p2, weight):
    words = parsed(
        r"(?P<first>\d+)% of the binomial with p₁ = <C:p1> and (?P<second>\d+)% of that with p₂ = "
        r"<C:p2>: KL\(data ‖ mixture\) = <N:kl>(?: nats)?\. (?:The best beta-binomial, with two "
        r"numbers, has <N:best>\.|No beta-binomial is best; they come as close to <N:limit> as one "
        r"likes\.)",
        as_plain_text(picture.sentence(p1, p2, weight)),
    )
    log_q = truth.log_mixture(p1, p2, weight)
    assert int(words.first) == round(100 * weight) == 100 - int(words.second)
    agrees(words.kl, truth.kl(log_q), "KL")
    check_best_pair(truth, words.best, words.limit)
    alt = parsed(
        r"Bars for the data\. A dashed line (?:peaks at <L:first>|lies flat at zero), a dotted "
        r"line (?:peaks at <L:second>|lies flat at zero); their sum, the diamonds \(<S:shape>\), "
        r"stands above the bars at <L:above>\." + OFF,
        picture.alt(p1, p2, weight),
    )
    for named, p, share in ((alt.first, p1, weight), (alt.second, p2, 1 - weight)):
        assert (named is None) == (share == 0)
        if named:
            part = [share * mpmath.exp(q) for q in truth.log_binomial(p)]
            agrees_peaks(named, part, "peak of a part")
    model = [mpmath.exp(q) for q in log_q]
    agrees_shape(alt.shape, model)
    agrees_set(alt.above, difference_of_logs(log_q, truth.pmf), "above the bars")
    agrees_off_scale(alt.off, model, picture.top)


def check_best_pair(truth, best, limit):
    """The best beta-binomial is reached by a pair, and scipy's search finds none better."""
    assert (best is None) != truth.has_best, "best beta-binomial"
    if best is None:
        agrees(limit, truth.kl(models_of(truth)["beta"]), "limit")
        return
    pmf = np.array([float(p) for p in truth.exact])
    pair = fit_beta_binomial(pmf)
    agrees(best, truth.kl(truth.log_beta_binomial(*pair)), "best beta-binomial")

    def cross_entropy(logs):
        return -pmf @ betabinom.logpmf(range(truth.n + 1), truth.n, *np.exp(logs))

    found = minimize(
        cross_entropy, np.log(pair) + 0.3, method="Nelder-Mead", options={"xatol": 1e-6}
    )
    assert float(read(best)[0]) <= found.fun - float(truth.entropy) + 1e-4, "a better pair exists"


def check_messages(truth, picture, length):
    words = parsed(
        r"[\d,]+ outcomes? drawn from the data \([\d ]+(?: …)?\), in bits: own shares <N:own>, "
        r"beta-binomial <N:beta>, uniform <N:uniform>, binomial <N:binomial>\. The entropy asks "
        r"for <N:entropy>\.(?: So many outcomes run into each other in the picture; the numbers "
        r"are exact\.)?",
        as_plain_text(picture.sentence(length)),
    )
    alt = parsed(
        r"Four bars, the bits per outcome of a message of [\d,]+ with a code for each model: own "
        r"shares <N:own> \(mark at <N:own_mark>\), beta-binomial <N:beta> \(mark at "
        r"<N:beta_mark>\), uniform <N:uniform> \(mark at <N:uniform_mark>\), binomial <N:binomial> "
        r"\(mark at "
        r"<N:binomial_mark>\)\. What lies beyond the dashed line of the entropy, <N:entropy>, is "
        r"hatched\.",
        picture.alt(length),
    )
    bits = 1 / mpmath.log(2)
    agrees(words.entropy, length * truth.entropy * bits, "entropy")
    agrees(alt.entropy, truth.entropy * bits, "entropy")
    for name, log_q in models_of(truth).items():
        ideal = -mpmath.fsum(log_q[k] for k in picture.message[:length]) * bits
        written = read(getattr(words, name))[0]
        assert ideal - 0.01 <= written <= ideal + 2.01, f"bits of {name}: {written}"
        agrees(getattr(alt, name), written / length, f"bits of {name}")
        agrees(getattr(alt, f"{name}_mark"), (truth.entropy + truth.kl(log_q)) * bits, "mark")


def models_of(truth):
    """Give the logarithms of the four models with a code."""
    binomial = truth.log_binomial(truth.share)
    if truth.has_best:
        beta = truth.log_beta_binomial(*fit_beta_binomial([float(p) for p in truth.exact]))
    else:
        beta = binomial if any(truth.exact[1:-1]) else [log(p) for p in truth.pmf]
    uniform = [-mpmath.log(truth.n + 1)] * (truth.n + 1)
    own = [log(p) for p in truth.pmf]
    return {"own": own, "beta": beta, "uniform": uniform, "binomial": binomial}


# The data


def bell(n, a, b):
    return [math.comb(n, k) * a**k * b ** (n - k) for k in range(n + 1)]


SMALL = st.integers(0, 30)
COUNTS = st.one_of(
    st.lists(SMALL, min_size=2, max_size=12).filter(any),
    st.lists(SMALL, min_size=1, max_size=6).filter(any).map(lambda half: half + half[::-1]),
    st.builds(
        lambda n, at, many: [many * (k == min(at, n)) for k in range(n + 1)],
        st.integers(1, 12),
        st.sampled_from([0, 3, 12]),
        st.integers(1, 10**9),
    ),
    st.builds(bell, st.integers(1, 12), st.integers(1, 4), st.integers(1, 4)),
    st.builds(
        lambda n, ends: [ends[0], *[0] * (n - 1), ends[1]],
        st.integers(1, 299),
        st.tuples(st.integers(1, 10**9), st.integers(1, 3)),
    ),
    st.builds(
        lambda head, gap: head + [0] * gap + [1],
        st.lists(st.integers(1, 100), min_size=1, max_size=12),
        st.integers(0, 280),
    ),
    st.lists(st.integers(0, 10**9), min_size=2, max_size=30).filter(any),
    st.integers(2, 300).map(lambda size: [1] * size),
)
CHECKS = {
    "binomial_vs_data": check_binomial_vs_data,
    "kl_breakdown": check_kl_breakdown,
    "kl_curve": check_kl_curve,
    "both_directions": check_both_directions,
    "beta_binomial_model": check_beta_binomial_model,
    "mixture_model": check_mixture_model,
    "messages": check_messages,
}


class Built:
    """An explorer that is built, but of which no frame is drawn."""

    def __init__(self, picture, *controls):
        self.picture, self.controls = picture, controls


def built(name, *arguments):
    """Build an explorer without drawing: only its words are read."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(explorers, "Explorer", Built))
        stack.enter_context(patch.object(Picture, "_still", lambda self, figure: ""))
        stack.enter_context(patch.object(Picture, "legend", lambda self, handles=None: None))
        return getattr(explorers, name)(*arguments)


def states(explorer, fractions):
    """Give the first state, both ends, the best p if there is one, and some between."""
    lists = [list(control.values) for control in explorer.controls]
    yield tuple(control.start for control in explorer.controls)
    yield tuple(stops[0] for stops in lists)
    yield tuple(stops[-1] for stops in lists)
    best = getattr(explorer.picture, "best_p", getattr(explorer.picture, "best_forward", None))
    if best is not None:
        yield (best,)
    for fraction in fractions:
        yield tuple(stops[int(fraction * (len(stops) - 1))] for stops in lists)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(COUNTS, st.lists(st.floats(0, 1), min_size=2, max_size=2))
@example([1, 3, 3, 1], [0.3, 0.5])
@example([3, 7], [0.3, 0.5])
@example([1, 2, 1], [0.5, 0.5])
@example([5, 0, 0], [0.1, 0.9])
@example([0, 0, 5], [0.1, 0.9])
@example([10**6, *[0] * 58, 1], [0.1, 0.5])
@example([30, 22, 15, 11, 8, 5, 4, 2, 1, 1, 0, 1, *[0] * 187, 1], [0.1, 0.5])
@example([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7], [0.2, 0.8])
@pytest.mark.parametrize("name", CHECKS)
def test_every_word_of_any_data(name, counts, fractions):
    explorer = built(name, pmf_from_counts(counts))
    truth = Truth(counts)
    for values in states(explorer, fractions):
        CHECKS[name](truth, explorer.picture, *values)


def check_binomial_factors(picture, k, p):
    """Every number of the multiplication, and on which side of 1 each factor ends."""
    n = picture.n
    words = parsed(
        r"k = <N:k>, p = <N:p>: <N:ways> ways? × <N:successes> × <N:failures> = <N:product>, the "
        r"probability of exactly <N:again> successes in <N:n> trials\.",
        as_plain_text(picture.sentence(k, p)),
    )
    alt = parsed(
        r"Left, four bars on a logarithmic scale: <N:ways> ways? (?P<first>\w+(?: of)? 1), p "
        r"to the k (?P<second>\w+(?: of)? 1), 1 − p to the n − k (?P<third>\w+(?: of)? 1), and the "
        r"product, "
        r"which ends at <N:product>\. Right, the binomial for n = <N:n> and p = <N:p>, with k = "
        r"<N:k> ringed\." + OFF,
        picture.alt(k, p),
    )
    factors = [mpmath.mpf(math.comb(n, k)), mpmath.mpf(p) ** k, (1 - mpmath.mpf(p)) ** (n - k)]
    for text, value in zip([words.ways, words.successes, words.failures], factors, strict=True):
        agrees(text, value, "factor")
    for text in (words.product, alt.product):
        agrees(text, mpmath.fprod(factors), "product")
    for side, value in zip([alt.first, alt.second, alt.third], factors, strict=True):
        assert side == ("at 1" if value == 1 else "right of 1" if value > 1 else "left of 1")
    model = [
        mpmath.exp(log(math.comb(n, i) * mpmath.mpf(p) ** i * (1 - mpmath.mpf(p)) ** (n - i)))
        for i in range(n + 1)
    ]
    agrees_off_scale(alt.off, model, picture.top)


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.integers(1, 200), st.lists(st.floats(0, 1), min_size=2, max_size=2))
@example(10, [0.2, 0.7])
def test_every_word_about_the_factors(n, fractions):
    explorer = built("binomial_factors", n)
    for k, p in states(explorer, fractions):
        check_binomial_factors(explorer.picture, k, p)


def test_the_factors_of_more_trials_than_a_power_can_hold_are_refused():
    with pytest.raises(ValueError, match="n_trials is 201; it must be from 1 to 200"):
        explorers.binomial_factors(201)


EVERY = [
    name
    for name, function in inspect.getmembers(explorers, inspect.isfunction)
    if function.__module__ == explorers.__name__
    and inspect.signature(function).return_annotation is explorers.Explorer
]
EQUATION = re.compile(rf"({NUMBER})(?: ways?)?((?: (?:×|/) {NUMBER})+) = ({NUMBER})")


@pytest.mark.parametrize("name", EVERY)
def test_what_is_printed_as_a_product_or_ratio_holds_as_printed(name):
    """A reader with a calculator gets the printed result, up to one in its last digit."""
    explorer = built(name)
    every = list(itertools.product(*(control.values for control in explorer.controls)))
    for values in every[:: 1 + len(every) // 150]:
        text = as_plain_text(explorer.picture.sentence(*values))
        for first, others, result in EQUATION.findall(text):
            value, (printed, unit) = read(first)[0], read(result)
            for sign, number in re.findall(rf" (×|/) ({NUMBER})", others):
                value = value * read(number)[0] if sign == "×" else value / read(number)[0]
            assert abs(value - printed) <= unit * 1.001, text
