"""Every stop of the explorers of notebooks 10 and 11, checked against scipy."""

import itertools
import math
import re

import numpy as np
import pytest
from explorer_views import opened, states, unpacked
from scipy.integrate import trapezoid
from scipy.special import log_softmax, rel_entr
from scipy.special import softmax as scipys_softmax
from scipy.stats import beta, norm

from kl_helpers import explorers
from kl_helpers.explorer import as_plain_text

WORMS = np.array([2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]) / 100
NAMES = [
    "gradient_descent",
    "bins_to_areas",
    "two_normals",
    "bell_on_two_humps",
    "estimate_from_samples",
]


def words(name, *values):
    picture = opened(name).picture
    return picture.alt(*values), as_plain_text(picture.sentence(*values))


def numbers(text):
    """Read all numbers with four decimals or a power of ten, as the sentences write them."""
    found = re.findall(r"−?\d+\.\d{4}|−?\d\.\d{3} × 10⁻\S+", text)
    for digit, raised in zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True):
        found = [number.replace(raised, digit) for number in found]
    return [float(n.replace("−", "-").replace(" × 10", "e").rstrip(",")) for n in found]


def near(value):
    return pytest.approx(value, abs=5.1e-5, rel=6e-4)


@pytest.mark.parametrize("name", NAMES)
class TestEveryExplorer:
    def test_frames_differ_and_have_words(self, name):
        frames = unpacked(opened(name))["frames"]
        panels, alts, sentences = zip(*frames, strict=True)
        assert len(frames) == len(states(opened(name))) <= 400
        assert len(set(sentences)) == len(frames)
        assert len({tuple(drawn) for drawn in panels}) > 0.9 * len(frames)
        assert all(len(alt) > 60 for alt in alts)

    def test_no_two_sliders_share_a_name(self, name):
        symbols = [control.symbol for control in opened(name).controls]
        assert len(set(symbols)) == len(symbols)

    def test_each_slider_can_be_taken_hold_of_but_the_rate(self, name):
        picture, controls = opened(name).picture, opened(name).controls
        held = {controls[handle.control].symbol for handle in picture.handles}
        assert held == {control.symbol for control in controls} - {"learning rate"}

    def test_a_curve_to_be_discovered_has_a_handle_along_its_axis(self, name):
        picture = opened(name).picture
        for hidden in picture.hidden:
            axes = hidden.artist.axes
            assert hidden.control in {h.control for h in picture.handles if h.axes is axes}

    def test_nothing_leaves_the_picture_where_handles_are(self, name):
        for handle in opened(name).picture.handles:
            stops = [opened(name).controls[i].values for i in handle.of or (handle.control,)]
            low, high = handle.axes.get_xlim()
            assert all(low <= handle.at(*at) <= high for at in itertools.product(*stops))


# Notebook 10


def learn(rate, n_steps):
    """Take the steps as the text defines them, with scipy's softmax."""
    path = [np.zeros(11)]
    for _ in range(n_steps):
        path.append(path[-1] - rate * (scipys_softmax(path[-1]) - WORMS))
    return path


def test_training_at_every_stop():
    rates, steps = (control.values for control in opened("gradient_descent").controls)
    for rate in rates:
        path = learn(rate, max(steps))
        kl = [WORMS @ (np.log(WORMS) - log_softmax(z)) for z in path]
        for step in steps:
            alt, sentence = words("gradient_descent", rate, step)
            assert sentence.startswith(f"Learning rate {rate}, step {step}: KL(worms ‖ softmax)")
            assert numbers(sentence)[0] == near(kl[step])
            arrows = WORMS - scipys_softmax(path[step])
            assert numbers(sentence)[-1] == near(arrows[np.abs(arrows).argmax()])
            if step:
                change = kl[step] - kl[step - 1]
                assert numbers(sentence)[1] == pytest.approx(abs(change), abs=5.1e-5, rel=2e-3)
                assert (" more than a step before" in sentence) == (change > 0)
                assert (f"The last step led {'up' if change > 0 else 'down'} at") in alt


def test_what_the_text_says_of_the_learning_rates():
    rates = opened("gradient_descent").controls[0].values
    kl = {
        rate: [rel_entr(WORMS, scipys_softmax(z)).sum() for z in learn(rate, 40)] for rate in rates
    }
    falls = [rate for rate in rates if (np.diff(kl[rate]) <= 1e-12).all()]
    assert falls == [1, 5, 10, 12]
    assert (np.diff(kl[14][:4]) < 0).all()
    assert kl[14][5] < kl[14][25]
    assert min((1, 5, 10, 20), key=lambda rate: kl[rate][40]) == 10
    assert np.isfinite(kl[50]).all()
    assert kl[1][7] > 0.0411 > kl[1][8]


def test_arrows_lead_from_the_model_to_the_bars():
    picture = opened("gradient_descent").picture
    picture.update(1, 2)
    model = scipys_softmax(learn(1, 2)[-1])
    x, heights = (values.reshape(11, 3) for values in picture.shafts.get_data())
    assert (np.floor(x) == np.arange(11)[:, None]).all()
    assert heights[:, 0] == pytest.approx(model)
    assert heights[:, 1] == pytest.approx(WORMS)
    assert set(picture.up.get_ydata()) <= set(WORMS[model < WORMS])
    assert set(picture.down.get_ydata()) <= set(WORMS[model > WORMS])
    assert picture.up.get_ydata().size > 2 < picture.down.get_ydata().size


def test_the_words_name_the_arrows_that_are_drawn():
    """The uniform model, 1/11, says too little of 3 to 6 and 8 teeth."""
    alt, _ = words("gradient_descent", 1, 0)
    assert "up to the bars at 3 to 6, 8, and down at 0 to 2, 7, 9, 10." in alt


def test_training_of_ones_own_data():
    explorer = explorers.gradient_descent([0.25, 0.75], "moths & <b>")
    assert "moths &amp; &lt;b&gt;" in explorer.frame.sentence
    assert numbers(explorer.frame.sentence)[0] == near(rel_entr([0.25, 0.75], [0.5, 0.5]).sum())


# Notebook 11


def test_bins_at_every_stop():
    before = None
    for (number,) in states(opened("bins_to_areas")):
        ends = np.linspace(0, 1, number + 1)
        p = np.diff(beta(3, 2).cdf(ends))
        kl = rel_entr(p, 1 / number).sum()
        alt, sentence = words("bins_to_areas", number)
        assert sentence.startswith(f"{number} bin")
        assert numbers(sentence)[0] == near(kl)
        assert numbers(alt) == near([kl])
        if before is not None:
            assert kl > before
            assert numbers(sentence)[1] == near(kl - before)
        before = kl
    assert before == pytest.approx(-beta(3, 2).entropy(), abs=1e-4)


def test_bins_are_as_high_as_their_probability_per_centimetre():
    picture = opened("bins_to_areas").picture
    picture.update(4)
    heights, edges, _ = picture.bins.get_data()
    assert edges.tolist() == [0, 0.375, 0.75, 1.125, 1.5]
    assert (heights * 0.375).tolist() == pytest.approx(np.diff(beta(3, 2).cdf(edges / 1.5)))


X = np.linspace(-60, 70, 13_001)


def by_integral(p, q):
    return trapezoid(p.pdf(X) * (p.logpdf(X) - q.logpdf(X)), X)


def test_two_normals_at_every_stop():
    for mean, width in states(opened("two_normals")):
        p, q = norm(0, 1), norm(mean, width)
        alt, sentence = words("two_normals", mean, width)
        assert numbers(sentence) == near([by_integral(p, q), by_integral(q, p)])
        assert f"mean {mean:g} and width {width:g}".replace("-", "−") in sentence
        if (mean, width) != (0, 1):
            assert ("left of" in alt, "right of" in alt) == (mean < 0, mean > 0)
            assert ("narrower" in alt, "wider" in alt) == (width < 1, width > 1)


def test_the_areas_of_two_normals_are_their_divergence():
    picture = opened("two_normals").picture
    picture.update(1, 2)
    curves = [area.get_xy()[: picture.x.size] for area in (picture.above, picture.below)]
    areas = [trapezoid(curve[:, 1], curve[:, 0]) for curve in curves]
    assert areas[0] > 0 > areas[1]
    assert sum(areas) == pytest.approx(by_integral(norm(0, 1), norm(1, 2)), rel=1e-3)


def test_what_leaves_the_picture_is_said():
    for mean, width in states(opened("two_normals")):
        x = opened("two_normals").picture.x
        terms = norm.pdf(x) * (norm.logpdf(x) - norm.logpdf(x, mean, width))
        assert ("leaves the picture" in words("two_normals", mean, width)[0]) == (terms.max() > 2.2)


def humps(x):
    return (norm.pdf(x, 3) + norm.pdf(x, 9)) / 2


def log_humps(x):
    return np.logaddexp(norm.logpdf(x, 3), norm.logpdf(x, 9)) - math.log(2)


def test_one_bell_on_two_humps_at_every_stop():
    log_worms = log_humps(X)
    for width, mean in states(opened("bell_on_two_humps")):
        bell = norm.logpdf(X, mean, width)
        forward = trapezoid(humps(X) * (log_worms - bell), X)
        reverse = trapezoid(np.exp(bell) * (bell - log_worms), X)
        alt, sentence = words("bell_on_two_humps", width, mean)
        assert numbers(sentence)[-2:] == near([forward, reverse])
        assert ("solid curve, worms first, is higher" in alt) == (forward > reverse)


def test_what_the_text_says_of_the_humps():
    picture = opened("bell_on_two_humps").picture
    both = {stop: picture.both(*stop) for stop in states(opened("bell_on_two_humps"))}
    forward = min(both, key=lambda stop: both[stop][0])
    assert forward == (pytest.approx(math.sqrt(10)), 6)
    lowest = min(reverse for _, reverse in both.values())
    at = [stop for stop, (_, reverse) in both.items() if reverse < lowest + 1e-9]
    assert at == [(1, 3), (1, 9)]
    assert lowest == pytest.approx(math.log(2), abs=0.005)
    assert both[1, 3][0] > 8


def test_estimates_at_every_stop():
    picture = opened("estimate_from_samples").picture
    for (number,) in states(opened("estimate_from_samples")):
        r = np.exp(norm.logpdf(picture.samples[:number], 1) - norm.logpdf(picture.samples[:number]))
        expected = [-np.log(r).mean(), (np.log(r) ** 2 / 2).mean(), (r - 1 - np.log(r)).mean()]
        alt, sentence = words("estimate_from_samples", number)
        assert numbers(sentence) == near(expected)
        assert f"{number:,} sample" in sentence
        places = re.findall(r"(?:plain|squared|corrected) ([a-z ]+)", alt)
        for place, estimate in zip(places, expected, strict=True):
            side = "below zero" if estimate < 0 else "below it" if estimate < 0.5 else "above it"
            assert place == ("close to it" if abs(estimate - 0.5) < 0.05 else side)


def test_what_the_text_says_of_the_estimates():
    picture = opened("estimate_from_samples").picture
    numbers = picture.numbers.tolist()
    plain, squared, corrected = picture.estimates
    assert plain[: numbers.index(10) + 1].min() < -0.1
    assert squared[-1] == pytest.approx(0.625, abs=0.01)
    assert (plain[-1], corrected[-1]) == pytest.approx((0.5, 0.5), abs=0.01)
    assert (squared.min(), corrected.min()) > (0, 0)


def test_the_samples_are_bell_shaped_and_stay_the_same():
    """Python promises its random numbers, and the quantiles are scipy's."""
    import random

    source = random.Random(35)
    samples = opened("estimate_from_samples").picture.samples
    assert samples[:50].tolist() == pytest.approx(norm.ppf([source.random() for _ in range(50)]))
    assert samples.mean() == pytest.approx(0, abs=4 / math.sqrt(samples.size))
    assert samples.std() == pytest.approx(1, abs=4 / math.sqrt(samples.size))
