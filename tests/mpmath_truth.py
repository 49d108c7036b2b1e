"""What data and models truly are, with thirty digits, and what a printed text says of them."""

import math
import re
from fractions import Fraction
from types import SimpleNamespace

import mpmath

mpmath.mp.dps = 30
INF = mpmath.inf
SURE, MAYBE = 1e-8, 1e-10
"""Differences above the first must be told, those below the second must not."""


class Truth:
    """Data and what follows from them."""

    def __init__(self, counts):
        total = sum(counts)
        self.n = len(counts) - 1
        self.seen = [k for k, count in enumerate(counts) if count]
        self.exact = [Fraction(count, total) for count in counts]
        self.pmf = [mpmath.mpf(count) / total for count in counts]
        self.mean = sum(k * p for k, p in enumerate(self.exact))
        self.variance = sum((k - self.mean) ** 2 * p for k, p in enumerate(self.exact))
        self.share = mpmath.mpf(self.mean.numerator) / self.mean.denominator / self.n
        self.entropy = -mpmath.fsum(self.pmf[k] * mpmath.log(self.pmf[k]) for k in self.seen)
        self.uniform = self.kl([-mpmath.log(self.n + 1)] * (self.n + 1))
        self.has_best = self.variance > self.mean * (self.n - self.mean) / self.n * (
            1 + Fraction(1, 10**9)
        ) and any(self.exact[1:-1])

    def log_binomial(self, p):
        p = mpmath.mpf(p)
        log_p, log_not = (mpmath.log(x) if x else -INF for x in (p, 1 - p))
        return [
            mpmath.log(math.comb(self.n, k))
            + (k and k * log_p)
            + (self.n - k and (self.n - k) * log_not)
            for k in range(self.n + 1)
        ]

    def log_beta_binomial(self, alpha, beta):
        def rising(start):
            logs = [mpmath.log(mpmath.mpf(start) + i) for i in range(self.n)]
            return [mpmath.fsum(logs[:k]) for k in range(self.n + 1)]

        a, b, both = rising(alpha), rising(beta), rising(alpha + beta)[-1]
        ways = [mpmath.log(math.comb(self.n, k)) for k in range(self.n + 1)]
        return [w + up + down - both for w, up, down in zip(ways, a, b[::-1], strict=True)]

    def log_mixture(self, p1, p2, weight):
        rows = zip(self.log_binomial(p1), self.log_binomial(p2), strict=True)
        w, v = mpmath.mpf(weight), 1 - mpmath.mpf(weight)
        return [log(w * mpmath.exp(one) + v * mpmath.exp(other)) for one, other in rows]

    def terms(self, log_q):
        return [p * (mpmath.log(p) - q) if p else 0 for p, q in zip(self.pmf, log_q, strict=True)]

    def kl(self, log_q):
        return mpmath.fsum(self.terms(log_q))

    def reverse(self, p):
        pairs = list(zip(self.log_binomial(p), self.pmf, strict=True))
        if any(log_q > -INF and not q for log_q, q in pairs):
            return INF
        return mpmath.fsum(mpmath.exp(m) * (m - mpmath.log(q)) for m, q in pairs if m > -INF)


def log(x):
    return mpmath.log(x) if x else -INF


# How a text is read

NUMBER = r"(?:minus infinity|infinity|−?\d[\d,]*(?:\.\d+)?(?:e-\d+)?(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
CHANCE = rf"(?:1 − )?{NUMBER}"
OUTCOMES = r"(?:no outcome|\d+(?: to \d+)?(?:, \d+(?: to \d+)?)*)"
OFF = (
    r"(?: An arrow head marks a probability above the scale: "
    rf"(?P<off>{NUMBER} at \d+(?:, {NUMBER} at \d+)*)\.)?"
)
SHAPE = rf"level|rising|falling|one hill with its top at {OUTCOMES}|tops at {OUTCOMES}"
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def parsed(pattern, text):
    """Match the whole text; <N:name> in the pattern stands for a group that NUMBER matches."""
    regex = {"N": NUMBER, "C": CHANCE, "L": OUTCOMES, "S": SHAPE}
    pattern = re.sub(r"<([NCLS]):(\w+)>", lambda m: f"(?P<{m[2]}>{regex[m[1]]})", pattern)
    match = re.fullmatch(pattern, text)
    assert match, f"unknown words: {text}"
    return SimpleNamespace(**match.groupdict())


def read(text):
    """Give a printed number and one unit of its last digit."""
    if text.startswith("1 − "):
        number, unit = read(text[4:])
        return 1 - number, unit
    text = text.translate(RAISED).replace(",", "").replace(" × 10", "e")
    if "infinity" in text:
        return (-INF if "minus" in text else INF), 0
    mantissa, _, power = text.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return mpmath.mpf(text), mpmath.mpf(10) ** (int(power or 0) - decimals)


def outcomes(text):
    """Read "0 to 2, 5" as {0, 1, 2, 5}."""
    if text == "no outcome":
        return set()
    ends = [[int(end) for end in part.split(" to ")] for part in text.split(", ")]
    return {k for first, *last in ends for k in range(first, (last or [first])[0] + 1)}


# What is checked


def agrees(text, value, what):
    """A printed number is the value, rounded to the digits that are printed."""
    number, unit = read(text)
    if mpmath.isinf(number) or mpmath.isinf(value):
        assert number == value, f"{what}: {text} for {mpmath.nstr(value, 8)}"
    else:
        near = abs(number - value) <= unit * 0.501 + 1e-9
        assert near, f"{what}: {text} for {mpmath.nstr(value, 8)}"


def agrees_chance(text, p):
    """A printed probability has four digits that count, and is 0 or 1 only if it is."""
    number, _ = read(text)
    rest = min(mpmath.mpf(p), 1 - mpmath.mpf(p)) if text.startswith("1 − ") else mpmath.mpf(p)
    assert abs(number - p) <= 5.01e-4 * rest, f"p: {text} for {p}"
    assert (text in ("0", "1")) == (p in (0, 1)), f"p: {text} for {p}"


def agrees_set(text, differences, what):
    """Named are the outcomes whose difference is above 0 by more than rounding."""
    named = outcomes(text)
    sure = {k for k, d in enumerate(differences) if d > SURE}
    maybe = {k for k, d in enumerate(differences) if d > MAYBE}
    assert sure <= named <= maybe, f"{what}: {text}, but it is {sorted(sure)}"


def agrees_peaks(text, values, what):
    top = max(values)
    named = outcomes(text)
    sure = {k for k, v in enumerate(values) if top - v < MAYBE}
    maybe = {k for k, v in enumerate(values) if top - v < SURE}
    assert sure <= named <= maybe, f"{what}: {text}, but it is {sorted(sure)}"


def agrees_shape(text, values):
    """Runs of equal values: a top is one with nothing higher beside it."""
    runs = [[0]]
    for k in range(1, len(values)):
        step = abs(values[k] - values[k - 1])
        if MAYBE < step < SURE:
            return  # neither surely flat nor surely not
        if step <= MAYBE:
            runs[-1].append(k)
        else:
            runs.append([k])
    heights = [values[run[0]] for run in runs]
    padded = [-1, *heights, -1]
    tops = [r for i, r in enumerate(runs, 1) if padded[i - 1] < padded[i] > padded[i + 1]]
    named = listed([k for top in tops for k in top])
    if len(runs) == 1:
        expected = "level"
    elif heights == sorted(heights):
        expected = "rising"
    elif heights == sorted(heights, reverse=True):
        expected = "falling"
    else:
        one = len(tops) == 1
        expected = f"{'one hill with its top' if one else 'tops'} at {named}"
    assert text == expected, f"shape: {text}, but it is {expected}"


def listed(numbers):
    """Write numbers as the texts do."""
    parts, rest = [], list(numbers)
    while rest:
        run = [rest.pop(0)]
        while rest and rest[0] == run[-1] + 1:
            run.append(rest.pop(0))
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(k) for k in run]
    return ", ".join(parts)


def agrees_off_scale(text, model, top):
    named = dict(
        reversed(part.split(" at ")) for part in re.split(r", (?=[\d−])", text or "") if part
    )
    sure = {str(k) for k, q in enumerate(model) if q > top + SURE}
    assert sure <= named.keys() <= {str(k) for k, q in enumerate(model) if q > top - SURE}
    for k, q in named.items():
        agrees(q, model[int(k)], "off the scale")


def difference_of_logs(log_q, pmf):
    return [q - log(p) if q > -INF else -1 for q, p in zip(log_q, pmf, strict=True)]
