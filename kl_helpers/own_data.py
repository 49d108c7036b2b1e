"""A reader's own data as a distribution, without a silent mistake.

Reading files is pandas' work, and only there is it loaded. What is done here is what
no library does: what was read becomes counts of outcomes only where it can be
understood in one way, and one sentence says how. Everything else is refused, with
the calls that would settle it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kl_helpers.models import pmf_from_counts
from kl_helpers.own_files import read_table
from kl_helpers.own_numbers import MISSING, Cell, cleaned, is_number, whole_number
from kl_helpers.validation import FloatArray

if TYPE_CHECKING:
    from pandas import DataFrame

Rows = list[tuple[Cell, Cell]]
"""Outcomes, each with its count."""

MOST_OUTCOMES = 10_000
"""More whole numbers than this from smallest to largest are names, or measured."""

GIVE_NAMES = (
    'pandas.read_csv("...", header=None, names=["...", "..."], dtype=str) makes a table of '
    "such a file, for read_data to take"
)
"""What to do with a file whose first line holds data."""

LARGEST_COUNT = 2**53
"""Up to here a float holds every whole number exactly."""

TOTALS = re.compile(
    r"(.*[ :-])?(sub)?(total|totals|totale|totali|totaal|totalt|sums?|summe|zwischensumme|suma|"
    r"soma|somm[ea]|gesamt|insgesamt|zusammen|razem|celkem|yhteensä|toplam|итого|всего|"
    r"合计|总计|合計|總計|計|합계|σ|∑|المجموع)([ :.-].*)?|all|overall|ensemble"
)
"""How the sum of all others is called."""

SHARES = re.compile(
    r"%|\b(percent|per cent|shares?\b|proportion|prozent|anteil|pourcent|porcent|cum|kum)", re.I
)
"""In the name of a column that holds no counts."""


@dataclass(frozen=True, eq=False)
class Data:
    """Counts of outcomes, and how they were understood.

    Attributes
    ----------
    counts : ndarray of int, shape (k,)
        How often each outcome was seen. Read-only.
    outcomes : range or tuple of str
        Whole numbers, or names, in the order of the counts.
    name : str
        What was counted.
    understood : str
        One sentence: what was read, from where, and what was added or left out.
    """

    counts: NDArray[np.int64]
    outcomes: range | tuple[str, ...]
    name: str
    understood: str

    @property
    def pmf(self) -> FloatArray:
        """Share of each outcome, shape (k,)."""
        return pmf_from_counts(self.counts)

    @property
    def named(self) -> bool:
        """Whether the outcomes are names, so that none is larger than another."""
        return not isinstance(self.outcomes, range)

    @property
    def start(self) -> int:
        """The first outcome; for names, which are counted in their order, 0."""
        return 0 if self.named else self.outcomes.start

    @property
    def labels(self) -> list[str]:
        """The outcomes as texts."""
        return [str(outcome) for outcome in self.outcomes]

    def __str__(self) -> str:
        """Give the sentence."""
        return self.understood


def read_data(
    source: Any = None,
    *,
    counts: Any = None,
    observations: Any = None,
    outcomes: str | Sequence | None = None,
    smallest: int | None = None,
    largest: int | None = None,
    drop: Sequence | None = None,
    thousands: str | None = None,
    named: bool = False,
    name: str | None = None,
) -> Data:
    r"""Make a distribution of a reader's counts or observations.

    Say what the numbers are: `counts`, one for each outcome, or `observations`, one
    for each thing seen. Numbers that lie between two others and are not listed are
    counted 0.

    Parameters
    ----------
    source : str, Path, file, bytes or DataFrame, optional
        Where the columns stand; not needed for data that are given themselves.
    counts : str, mapping, Series or list, optional
        Column of counts; or counts by outcome; or a list, with `outcomes` beside it.
    observations : str, Series or list, optional
        Column of observations, or the observations themselves.
    outcomes : str or sequence, optional
        Column of outcomes; or all possible outcomes, in their order.
    smallest, largest : int, optional
        Smallest and largest number that is possible, seen or not. Without `smallest`
        it is the smallest one listed; `largest` has to be said.
    drop : sequence, optional
        Outcomes to be left out, such as ["Total"]; [] says that there are none.
    thousands : str, optional
        Sign between thousands; "" if there is none.
    named : bool
        Take numbers for names, such as those of houses.
    name : str, optional
        What is counted; the name of the column of counts, "observations", or "data"
        unless given.

    Returns
    -------
    Data
        Counts, outcomes, and a sentence that says how they were understood.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the data can be understood in two ways, or in none.
    TypeError
        If an argument is of the wrong kind.

    Examples
    --------
    >>> own = read_data(counts={0: 4, 1: 9, 3: 3}, largest=4, name="moths")
    >>> own.counts.tolist(), own.outcomes
    ([4, 9, 0, 3, 0], range(0, 5))
    >>> print(own)
    16 moths, outcomes 0 to 4; n = 4 trials. Not listed, so counted 0: 2, 4.
    >>> print(read_data(observations=["red", "blue", "red"]))
    3 observations, 2 named outcomes: red, blue.
    """
    if (counts is None) == (observations is None):
        raise ValueError(f"say what the numbers are: {_calls(source)}")
    table = None if source is None else read_table(source)
    if counts is None:
        rows, origin, column = _observed(table, observations, outcomes)
    else:
        rows, origin, column = _listed(table, counts, outcomes)
    rows, left_out = _without(rows, drop)
    possible = [] if isinstance(outcomes, str | None) else _cells(outcomes, "outcomes")
    numbers = not named and _are_numbers([label for label, _ in rows] + possible)
    read = partial(_outcome, thousands=thousands) if numbers else str
    rows, possible = [(read(label), cell) for label, cell in rows], list(map(read, possible))
    if counts is not None:
        rows = [(label, _count(label, cell, thousands)) for label, cell in rows]
        _refuse_totals(rows, drop)
        _refuse_doubles([label for label, _ in rows])
    arranged = _by_number if numbers else _by_name
    tally, added = arranged(rows, possible, smallest, largest)
    return _data(tally, _as_name(name, column), origin, added + left_out)


def same_outcomes(p: Data, q: Data) -> tuple[Data, Data]:
    """Give two data sets the same outcomes, so that they can be compared.

    Parameters
    ----------
    p, q : Data
        Both with numbers or both with names.

    Returns
    -------
    tuple of Data
        Both with all outcomes of either; what one of them lacks is counted 0.

    Raises
    ------
    ValueError
        If one has numbers and the other names.

    Examples
    --------
    >>> p = read_data(counts={0: 4, 1: 9}, largest=1)
    >>> q = read_data(counts={1: 5, 2: 1}, largest=2)
    >>> [data.counts.tolist() for data in same_outcomes(p, q)]
    [[4, 9, 0], [0, 5, 1]]
    """
    if p.named != q.named:
        raise ValueError("one of the two has numbers and the other names as outcomes")
    both = [*p.outcomes, *(outcome for outcome in q.outcomes if outcome not in p.outcomes)]
    if not p.named:
        both = list(range(min(both), max(both) + 1))
    return _widened(p, both), _widened(q, both)


def _widened(data: Data, outcomes: list) -> Data:
    counted = dict(zip(data.outcomes, data.counts.tolist(), strict=True))
    added = [outcome for outcome in outcomes if outcome not in counted]
    note = f" Added for the comparison, with 0: {_few(added)}." if added else ""
    tally = {outcome: counted.get(outcome, 0) for outcome in outcomes}
    return _data(tally, data.name, "", note)


def _calls(source: Any) -> str:
    """Write both calls out: counts and observations."""
    if source is None:
        return (
            "counts={0: 4, 1: 9}, largest=1 if each number counts an outcome, or "
            "observations=[0, 1, 1], largest=1 if each number is one observation"
        )
    columns = ", ".join(repr(str(column)) for column in read_table(source).columns)
    return (
        'counts="...", outcomes="..." if a line is an outcome with its count, or '
        f'observations="..." if a line is one observation. The columns are {columns}'
    )


def _listed(table: "DataFrame | None", counts: Any, outcomes: Any) -> tuple[Rows, str, str]:
    """Pair each outcome with its count, and say where they stand."""
    labels, origin, column = outcomes, "", getattr(counts, "name", None)
    if table is not None:
        counts, column = _column(table, counts)
        if SHARES.search(column):
            raise ValueError(
                f"column {column!r} seems to hold shares or sums, and counts are needed; if it "
                "does hold counts, give it another name"
            )
        origin = f", counts from column {column!r}"
        if isinstance(outcomes, str):
            labels, beside = _column(table, outcomes)
            if beside == column:
                raise ValueError(f"{column!r} cannot be one column for both; {_calls(table)}")
            origin = f" from column {beside!r}{origin}"
            _refuse_swapped(_cells(labels, "outcomes"), _cells(counts, "counts"))
    elif isinstance(counts, Mapping) or (_is_series(counts) and not _is_numbered(counts)):
        labels, counts = zip(*counts.items(), strict=True) if len(counts) else ([], [])
    if labels is None or isinstance(labels, str):
        raise ValueError(
            'which outcomes do the counts belong to? outcomes="..." names their column, '
            f"outcomes=range({len(counts)}) numbers them from 0, outcomes=range(1, "
            f"{len(counts) + 1}) from 1"
        )
    labels, cells = _cells(labels, "outcomes"), _cells(counts, "counts")
    if len(labels) != len(cells):
        raise ValueError(f"there are {len(cells)} counts and {len(labels)} outcomes")
    return list(zip(labels, cells, strict=True)), origin, column


def _observed(table: "DataFrame | None", observed: Any, outcomes: Any) -> tuple[Rows, str, str]:
    """Count the observations, and say where they stand."""
    origin = ""
    if isinstance(outcomes, str):
        raise ValueError(
            "a column of outcomes goes with counts; beside observations, outcomes is a list "
            "of all that are possible"
        )
    if table is not None:
        observed, column = _column(table, observed)
        origin = f" counted in column {column!r}"
    rows = list(Counter(_cells(observed, "observations")).items())
    if len(rows) > 2 and max(times for _, times in rows) == 1:
        raise ValueError(
            f"every one of the {len(rows)} observations is another, from {rows[0][0]!r} to "
            f'{rows[-1][0]!r}. Are they outcomes or numbers of lines? Then counts="..." names '
            "the column of counts. If each was really seen once, give counts={outcome: 1, ...}"
        )
    return rows, origin, "observations"


def _cells(values: Any, what: str) -> list[Cell]:
    """Clean every cell of a list or a Series."""
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise TypeError(f"{what} must be a list or a Series, not {values!r}")
    if np.ndim(values) > 1:
        raise TypeError(f"{what} must be one column; give the table first and name its column")
    return [cleaned(cell) for cell in values]


def _column(table: "DataFrame", wanted: Any) -> tuple[list, str]:
    """Give the cells of a column, by its name, however capitals are written."""
    if not isinstance(wanted, str):
        raise TypeError(f"name a column of the file, in quotes, instead of {wanted!r}")
    names = [str(name) for name in table.columns]
    same = [i for i, name in enumerate(names) if name == wanted.strip()]
    alike = [i for i, name in enumerate(names) if _folded(name) == _folded(wanted)]
    found = same or alike
    listed = ", ".join(map(repr, names))
    if all(isinstance(name, str) and is_number(name) for name in table.columns):
        raise ValueError(f"the columns are named {listed}, which looks like data; {GIVE_NAMES}")
    if len(found) != 1:
        number = f"{len(found)} columns" if found else "no column"
        raise ValueError(f"there is {number} named {wanted!r}; the columns are {listed}")
    cells, name = table.iloc[:, found[0]].tolist(), names[found[0]]
    if name in cells:
        raise ValueError(f"column {name!r} also holds {name!r}; if it has no name, {GIVE_NAMES}")
    return cells, name


def _without(rows: Rows, drop: Sequence | None) -> tuple[Rows, str]:
    """Leave out the outcomes that the reader names, and no other."""
    if isinstance(drop, str):
        raise TypeError(f"drop is a list, such as drop=[{drop!r}]")
    dropped = [str(cleaned(label)) for label in drop or []]
    labels = [str(label) for label, _ in rows]
    for label in dropped:
        if label not in labels:
            raise ValueError(f"drop names {label!r}, which is no outcome; they are {_few(labels)}")
    rest = [(label, cell) for label, cell in rows if str(label) not in dropped]
    for label, cell in rest:
        if str(label).casefold() in MISSING:
            raise ValueError(
                f"an outcome is missing: {label!r}, with {cell!r}; drop=[{label!r}] leaves it out"
            )
    if not rest:
        raise ValueError("there is no outcome left" if dropped else "there is no outcome")
    gone = [f"{label!r} ({cell})" for label, cell in rows if str(label) in dropped]
    return rest, f" Left out: {', '.join(gone)}." if gone else ""


def _count(label: Cell, cell: Cell, thousands: str | None) -> int:
    """Read one count."""
    what = f"the count of outcome {label!r}"
    count = whole_number(cell, what, thousands, "shares are given to kl_divergence as they are")
    if not 0 <= count <= LARGEST_COUNT:
        raise ValueError(f"{what} is {count}; it must be from 0 to 2^53")
    return count


def _refuse_totals(rows: Rows, drop: Sequence | None) -> None:
    """Refuse a sum among its parts, told by its name or its size, unless `drop` settled it."""
    sums = [label for label, _ in rows if TOTALS.fullmatch(_folded(label))]
    if len(rows) > 3:
        total = sum(count for _, count in rows)
        sums += [label for label, count in (rows[0], rows[-1]) if 0 < 2 * count == total]
    if sums and drop is None:
        raise ValueError(
            f"outcome {sums[0]!r} may be the sum of the others: drop=[{sums[0]!r}] leaves it "
            "out, drop=[] keeps it"
        )


def _refuse_swapped(labels: list[Cell], cells: list[Cell]) -> None:
    """Refuse counts that run on like outcomes, beside outcomes that do not."""
    if len(cells) > 2 and _run_on(cells) and not _run_on(labels):
        raise ValueError(
            f"the counts are {_few(cells)}, which looks like outcomes. Exchange the two columns, "
            "or write a line with 0 for every outcome that was not seen"
        )


def _run_on(cells: list[Cell]) -> bool:
    """Tell whole numbers without a gap, in whatever order."""
    numbers = {int(cell) for cell in cells if str(cell).isdecimal()}
    return len(numbers) == len(cells) and max(numbers) - min(numbers) == len(cells) - 1


def _are_numbers(labels: list[Cell]) -> bool:
    """Tell numbers from names; both together are refused."""
    numbers = [is_number(label) for label in labels]
    if any(numbers) and not all(numbers):
        stranger = labels[numbers.index(False)]
        raise ValueError(
            f"outcome {stranger!r} is no number, the others are: drop=[{stranger!r}] leaves it "
            "out, named=True takes all of them for names"
        )
    return all(numbers)


def _outcome(label: Cell, thousands: str | None) -> int:
    """Read an outcome that is a number."""
    hint = "what is measured must be cut into classes first"
    return whole_number(label, "an outcome", thousands, hint)


def _by_name(rows: Rows, possible: list, smallest: Any, largest: Any) -> tuple[dict, str]:
    """Count names in the order of `possible`, or as they are listed."""
    if smallest is not None or largest is not None:
        raise ValueError("names have no smallest or largest; outcomes=[...] lists all possible")
    names = possible or list(dict(rows))
    _refuse_doubles(names)
    tally = dict.fromkeys(names, 0)
    for name, count in rows:
        if name not in tally:
            raise ValueError(f"{name!r} is not among the outcomes {_few(names)}")
        tally[name] += count
    return tally, ""


def _by_number(
    rows: Rows, possible: list[int], smallest: int | None, largest: int | None
) -> tuple[dict[int, int], str]:
    """Count whole numbers from the smallest to the largest that is possible."""
    seen = [number for number, _ in rows]
    low, high = min(possible or seen), max(possible or seen)
    if largest is None and not possible:
        raise ValueError(
            f"{high} is the largest outcome listed. If none larger is possible, add "
            f"largest={high}; otherwise the largest possible one, such as largest={high + 2}"
        )
    low = low if smallest is None else whole_number(cleaned(smallest), "smallest")
    high = high if largest is None else whole_number(cleaned(largest), "largest")
    outside = [number for number in seen if not low <= number <= high]
    if outside:
        raise ValueError(
            f"outcome {outside[0]} is not between {low} and {high}; if it stands for a missing "
            f"value, drop=[{outside[0]}] leaves it out"
        )
    if high - low >= MOST_OUTCOMES:
        raise ValueError(
            f"{low} to {high} would be {high - low + 1:,} outcomes; named=True takes numbers for "
            "names, and what is measured must be cut into classes first"
        )
    tally = dict.fromkeys(range(low, high + 1), 0)
    for number, count in rows:
        tally[number] += count
    gaps = sorted(set(tally) - set(seen))
    return tally, f" Not listed, so counted 0: {_few(gaps)}." if gaps else ""


def _refuse_doubles(labels: Sequence) -> None:
    """Refuse one outcome in two places, also where only its writing differs."""
    seen: dict[str, object] = {}
    for label in labels:
        key = _folded(label)
        if key in seen and seen[key] != label:
            raise ValueError(f"outcomes {seen[key]!r} and {label!r} are one, written in two ways")
        if key in seen:
            raise ValueError(
                f"outcome {label!r} stands twice. In a table of two ways choose lines first; if "
                'each line is one observation, say observations="..."'
            )
        seen[key] = label


def _data(tally: dict, name: str, origin: str, notes: str) -> Data:
    """Freeze counts, and say in one sentence what they are."""
    counts = np.array(list(tally.values()), dtype=np.int64)
    counts.setflags(write=False)
    if not counts.any():
        raise ValueError("all counts are 0; there is nothing to divide by")
    first = next(iter(tally))
    if isinstance(first, int):
        outcomes = range(first, first + len(tally))
        n = len(tally) - 1
        what = f"outcomes {first} to {first + n}{origin}; n = {n} trials"
        what += "" if first == 0 else f", counted from {first}"
    else:
        outcomes = tuple(tally)
        what = f"{len(tally)} named outcomes{origin}: {_few(tally)}"
    return Data(counts, outcomes, name, f"{counts.sum():,} {name}, {what}.{notes}")


def _as_name(name: str | None, column: object) -> str:
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a text, not {name!r}")
    return (name or str(column or "")).strip() or "data"


def _folded(text: object) -> str:
    """Make texts equal that differ in capitals, blanks or the coding of accents only."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


def _few(outcomes: Iterable) -> str:
    """List outcomes, a dozen at most."""
    texts = [str(outcome) for outcome in outcomes]
    rest = f" and {len(texts) - 10} more" if len(texts) > 12 else ""
    return ", ".join(texts[:10] if rest else texts) + rest


def _is_series(values: Any) -> bool:
    return type(values).__name__ == "Series"


def _is_numbered(series: Any) -> bool:
    """Tell the index that pandas gives to lines of which nobody has said what they are."""
    return series.index.name is None and list(series.index) == list(range(len(series)))
