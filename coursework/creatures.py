"""Everybody's own creatures: counts and lengths that follow from a name.

The same name gives the same creatures on every machine and with every version of
Python: `random.Random(text).random()` is documented to stay as it is, and nothing
else is left to chance. Each draw is repeated until it has every property that the
questions rely on.
"""

import math
import random
import re
import unicodedata
from collections.abc import Callable

N_CRABS, N_GLIDERS, N_MOTHS, N_WINGS = 240, 120, 150, 60


def key(name: str) -> str:
    """Give what a name's creatures depend on: its letters and digits, in any order.

    A learning platform writes `Lovelace, Ada` or `lovelaceada` for Ada Lovelace, so
    neither order, spaces, capitals nor accents count.

    Parameters
    ----------
    name : str
        First and last name.

    Returns
    -------
    str
        Its letters and digits, sorted.

    Raises
    ------
    ValueError
        If the name holds no letter and no digit.

    Examples
    --------
    >>> key("Émilie du Châtelet") == key("duchateletemilie")
    True
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = sorted(letter for letter in plain if letter.isalnum())
    if not letters:
        raise ValueError(f"my_name is {name!r}: write your first and last name between the quotes")
    return "".join(letters)


def crabs(name: str) -> list[int]:
    """Count crabs with 0, 1, ..., 8 lit lanterns.

    Shy and bold crabs differ in how likely a lantern is lit, so the counts are spread
    more widely than one binomial: at least a fifth in the variance.

    Parameters
    ----------
    name : str
        Whose crabs.

    Returns
    -------
    list of int
        9 counts, 240 crabs in all.

    Examples
    --------
    >>> crabs("Ada Lovelace")
    [5, 12, 28, 57, 51, 42, 30, 13, 2]
    """

    def draw(chance: Callable[[], float]) -> list[int]:
        shy, bold = 0.2 + 0.15 * chance(), 0.45 + 0.15 * chance()
        p_of = [shy if chance() < 0.5 else bold for _ in range(N_CRABS)]
        return _tally([_successes(chance, 8, p) for p in p_of], 9)

    return _first(_crabs_will_do, draw, "crabs", name)


def gliders(name: str) -> list[int]:
    """Count gliders with 0, 1, ..., 6 unfolded fins; nobody has none or all.

    Parameters
    ----------
    name : str
        Whose gliders.

    Returns
    -------
    list of int
        7 counts, 120 gliders in all.

    Examples
    --------
    >>> gliders("Ada Lovelace")
    [0, 8, 27, 33, 39, 13, 0]
    """

    def draw(chance: Callable[[], float]) -> list[int]:
        p = 0.35 + 0.25 * chance()
        fins = [1 + _successes(chance, 4, p) for _ in range(N_GLIDERS)]
        return _tally(fins, 7)

    return _first(_gliders_will_do, draw, "gliders", name)


def moths(name: str) -> list[int]:
    """Count moths that answer a click with 0, 1, ..., 5 calls.

    Parameters
    ----------
    name : str
        Whose moths.

    Returns
    -------
    list of int
        6 counts, 150 moths in all.

    Examples
    --------
    >>> moths("Ada Lovelace")
    [4, 17, 43, 45, 36, 5]
    """

    def draw(chance: Callable[[], float]) -> list[int]:
        p = 0.4 + 0.25 * chance()
        p_of = [p + 0.3 * (chance() - 0.5) for _ in range(N_MOTHS)]
        return _tally([_successes(chance, 5, p) for p in p_of], 6)

    return _first(_moths_will_do, draw, "moths", name)


def wings(name: str) -> tuple[tuple[int, int], tuple[int, int], list[float]]:
    """Draw two bells for wing lengths, north and south, and measure moths of the north.

    Parameters
    ----------
    name : str
        Whose moths.

    Returns
    -------
    tuple
        Mean and standard deviation in the north, the same in the south, and 60 lengths
        from the north, all in mm.

    Examples
    --------
    >>> north, south, lengths = wings("Ada Lovelace")
    >>> north, south, lengths[:3]
    ((34, 4), (37, 5), [35.34, 26.52, 28.19])
    """

    def draw(chance: Callable[[], float]) -> tuple:
        mean, spread = 30 + int(8 * chance()), 3 + int(2 * chance())
        south = mean + 2 + int(2 * chance()), spread + 1 + int(2 * chance())
        # Three even chances add up to a bell with mean 1.5 and standard deviation 0.5.
        bells = [2 * (chance() + chance() + chance() - 1.5) for _ in range(N_WINGS)]
        lengths = [round(100 * (mean + spread * bell)) / 100 for bell in bells]
        return (mean, spread), south, lengths

    return _first(_wings_will_do, draw, "wings", name)


def valleys(name: str) -> tuple[int, int, int]:
    """Draw the bells of two valleys that are far apart.

    Parameters
    ----------
    name : str
        Whose moths.

    Returns
    -------
    tuple of int
        Mean wing length in the dark valley, in the bright valley, and the standard
        deviation in either, in mm.

    Examples
    --------
    >>> valleys("Ada Lovelace")
    (17, 31, 2)
    """

    def draw(chance: Callable[[], float]) -> tuple[int, int, int]:
        dark, spread = 16 + int(8 * chance()), 2 + int(2 * chance())
        return dark, dark + 6 * spread + int(4 * chance()), spread

    return _first(lambda drawn: True, draw, "valleys", name)


KINDS = {draw.__name__: draw for draw in (crabs, gliders, moths, wings, valleys)}
"""What can be drawn, by the name under which the notebooks call it."""

CALL = re.compile(rf"\b({'|'.join(KINDS)})\(my_name\)")
"""How the notebooks ask for somebody's creatures."""


def written_out(code: str, name: str) -> str:
    """Put the creatures of one name in place of the calls that would draw them.

    Parameters
    ----------
    code : str
        The text of a cell.
    name : str
        Whose creatures.

    Returns
    -------
    str
        The text with numbers, whatever a notebook says its name is.

    Examples
    --------
    >>> written_out("dark, bright, spread = valleys(my_name)", "Ada Lovelace")
    'dark, bright, spread = (17, 31, 2)'
    """
    return CALL.sub(lambda call: repr(KINDS[call[1]](name)), code)


def _first(will_do: Callable, draw: Callable, kind: str, name: str):
    """Draw until the properties hold; each attempt has a chance of its own."""
    who, attempt = key(name), 0
    while not will_do(drawn := draw(random.Random(f"{kind}/{who}/{attempt}").random)):
        attempt += 1
    return drawn


def _successes(chance: Callable[[], float], n_trials: int, p: float) -> int:
    return [chance() < p for _ in range(n_trials)].count(True)


def _tally(outcomes: list[int], n_outcomes: int) -> list[int]:
    return [outcomes.count(outcome) for outcome in range(n_outcomes)]


def _moments(counts: list[int]) -> tuple[int, int]:
    """Give the sum of the outcomes and of their squares: whole numbers, so exact."""
    return (
        sum(k * count for k, count in enumerate(counts)),
        sum(k * k * count for k, count in enumerate(counts)),
    )


def _crabs_will_do(counts: list[int]) -> bool:
    """Every outcome is seen, and the variance is between 1.2 and 2 binomial variances."""
    first, second = _moments(counts)
    data = N_CRABS * second - first * first
    model = first * (8 * N_CRABS - first) // 8
    return min(counts) > 0 and 6 * model <= 5 * data and data <= 2 * model


def _gliders_will_do(counts: list[int]) -> bool:
    """Each of 1 to 5 fins is seen 5 times, and the two directions from `flat` differ."""
    if min(counts[1:6]) < 5 or max(counts) < 33:
        return False
    shares = [count / N_GLIDERS for count in counts[1:6]]
    return abs(sum((p + 0.2) * math.log(p / 0.2) for p in shares)) > 0.01


def _moths_will_do(counts: list[int]) -> bool:
    """Each outcome is seen, and the variance is half a uniform's at most: 1.46."""
    first, second = _moments(counts)
    return min(counts) >= 3 and 24 * (N_MOTHS * second - first * first) <= 35 * N_MOTHS**2


def _wings_will_do(drawn: tuple) -> bool:
    """The sample's mean and variance are near those of the bell they come from."""
    (mean, spread), _, lengths = drawn
    off = [round(100 * x) - 100 * mean for x in lengths]
    second = sum(x * x for x in off)
    full = N_WINGS * (100 * spread) ** 2
    return abs(sum(off)) <= 12 * spread * N_WINGS and 4 * full <= 5 * second <= 6 * full
