"""How a "Check yourself" question answers.

It says that an answer is missing, why a right one is right, or what a wrong one
may come from. It never tells the answer. A right answer is right in every form in
which a reader may type it, and one with too few decimals is told so.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

ROUNDED_BY = 0.05
"""Largest share of a number that rounding it to fewer decimals may change."""


@dataclass(frozen=True)
class Slip:
    """A mistake that readers make, known by the answer it leads to.

    Attributes
    ----------
    answer : float or str
        What the reader who makes it arrives at.
    hint : str
        What to think about; not the answer.
    """

    answer: float | str
    hint: str


@dataclass(frozen=True)
class NumberQuestion:
    """A question whose answer is a number.

    Attributes
    ----------
    right : float
        The answer.
    why : str
        Why it is right, told once it is found.
    hint : str
        What to think about when no known slip fits.
    slips : tuple of Slip
        Known mistakes, the likeliest first.
    digits : int
        Number of decimals to which an answer must agree; with 0 it is counted, and
        must agree exactly. So must 0, whatever the digits.
    """

    right: float
    why: str
    hint: str
    slips: tuple[Slip, ...] = ()
    digits: int = 3

    def __call__(self, answer: object) -> None:
        """Print what there is to say about `answer`.

        Parameters
        ----------
        answer : object
            The reader's number, in any form that means one; None while it is not
            answered.
        """
        number = _as_number(answer)
        if answer is None:
            print(
                "Not answered yet. With a number in place of None, this cell answers when it runs."
            )
        elif _has_comma(answer):
            print(f"Your answer is {_shown(answer)}. Write a point for the comma, such as 0.5.")
        elif number is None:
            print(f"Your answer is {_shown(answer)}. Give one number, such as 0.5.")
        elif math.isnan(number):
            print("Your answer is nan, which is no number. It comes from 0 / 0, for example.")
        else:
            print(self._said_to(number))

    def _said_to(self, number: float) -> str:
        """Try what fits best first: right, a slip, rounded, a slip rounded, another form."""
        if self._agrees(number, self.right):
            return f"Right. {self.why}"
        hints = [slip.hint for slip in self.slips if self._agrees(number, float(slip.answer))]
        if not hints and self._is_rounded(number, self.right):
            decimals = "1 decimal" if self.digits == 1 else f"{self.digits} decimals"
            return f"Right as far as it goes. Give {decimals}, rounded at the very end."
        hints += [slip.hint for slip in self.slips if self._is_rounded(number, float(slip.answer))]
        hints += [hint for form, hint in _forms(self.right) if _is_near(number, form)]
        return f"Not yet. {[*hints, self.hint][0]}"

    def _agrees(self, answer: float, value: float) -> bool:
        """Compare as rounded numbers; 0 and infinity agree with themselves only."""
        if answer == value or value == 0 or not self.digits:
            return answer == value or math.isclose(answer, value, rel_tol=1e-9)
        return math.isclose(answer, value, rel_tol=0, abs_tol=0.51 * 10**-self.digits)

    def _is_rounded(self, answer: float, value: float) -> bool:
        """Tell whether the answer is `value` with fewer decimals, rounded or cut off."""
        if not self.digits or math.isinf(value) or not _is_near(answer, value, ROUNDED_BY):
            return False
        up = math.copysign(0.5 + 1e-9, value)
        steps = [10**-decimals for decimals in range(self.digits + 1)]
        shorter = [int(value / step + more) * step for step in steps for more in (0, up)]
        return any(math.isclose(answer, number, rel_tol=1e-9) for number in shorter)


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question whose answer is one of a few words.

    Attributes
    ----------
    right : str
        The answer.
    why : str
        Why it is right, told once it is found.
    hint : str
        What to think about when no known slip fits.
    slips : tuple of Slip
        The wrong choices, each with its hint.
    """

    right: str
    why: str
    hint: str
    slips: tuple[Slip, ...]

    @property
    def choices(self) -> list[str]:
        """All words that can be chosen, in alphabetical order."""
        return sorted([self.right, *(str(slip.answer) for slip in self.slips)])

    def __call__(self, answer: object) -> None:
        """Print what there is to say about `answer`.

        Parameters
        ----------
        answer : object
            The reader's choice, in small or capital letters, as a sentence or as True
            and False; None while it is not answered.
        """
        choices = ", ".join(f'"{choice}"' for choice in self.choices)
        chosen = [choice for choice in self.choices if _plain(choice) == _plain(answer)]
        if answer is None:
            print(
                f"Not answered yet. With one of {choices} in place of None, "
                "this cell answers when it runs."
            )
        elif not chosen:
            print(f"Your answer is {_shown(answer)}. Give one of {choices}.")
        elif chosen == [self.right]:
            print(f"Right. {self.why}")
        else:
            print(f"Not yet. {next(slip.hint for slip in self.slips if [slip.answer] == chosen)}")


def _as_number(answer: object) -> float | None:
    """Read a number in whatever form it comes; None if it is none that a float can hold."""
    answer = _unwrapped(answer)
    try:
        if isinstance(answer, str):
            return _from_text(answer)
        if isinstance(answer, (Real, Decimal)) and not isinstance(answer, bool):
            return float(answer)
    except (OverflowError, ValueError, ZeroDivisionError):
        pass
    return None


def _unwrapped(answer: object) -> object:
    """Take a single value out of an array or tensor without axes."""
    return answer.item() if getattr(answer, "ndim", None) == 0 else answer


def _from_text(text: str) -> float:
    """Read "0.5", "1/2", "50 %" and infinity in words; raise a ValueError for the rest."""
    text = text.strip().rstrip(".").lower().replace("−", "-").replace("∞", "inf")
    text = re.sub(r"\b(math|np|numpy)\.inf\b|\binfinite\b", "inf", text)
    if text.endswith("%"):
        return float(text[:-1]) / 100
    numerator, _, denominator = text.partition("/")
    return float(numerator) / float(denominator or 1)


def _has_comma(answer: object) -> bool:
    """Tell a decimal comma, which Python takes for two numbers."""
    if isinstance(answer, tuple) and len(answer) == 2:
        return all(type(part) is int for part in answer)
    return isinstance(answer, str) and bool(re.fullmatch(r"\s*[-−]?\d+,\d+\s*", answer))


def _forms(right: float) -> Iterator[tuple[float, str]]:
    """Give what a right answer may become on its way, with a hint for each."""
    if right == 0:
        return
    yield -right, "The size is right, but the sign is not."
    if 0 < right <= 1:
        yield 100 * right, "That looks like a percentage. Divide it by 100."
    if 0 < right < 1:
        yield 1 - right, "That looks like the probability of the opposite."
    yield 1 / right, "That looks like the reciprocal. What is to be divided by what?"
    for power in (-3, -2, -1, 1, 2, 3):
        yield right * 10.0**power, "The digits are right. Where does the point belong?"


def _is_near(answer: float, value: float, share: float = 0.005) -> bool:
    return math.isclose(answer, value, rel_tol=share)


def _plain(answer: object) -> str | None:
    """Reduce a choice to what tells it from others: "It stays." to "stay"."""
    answer = _unwrapped(answer)
    if isinstance(answer, bool):
        answer = "yes" if answer else "no"
    if not isinstance(answer, str):
        return None
    word = answer.lower().strip(" \t\n.,;:!?'\"“”‘’")
    return word.removeprefix("it ").removeprefix("the ").removesuffix("s")


def _shown(answer: object) -> str:
    """Write the answer as Python does, which refuses thousands of digits."""
    try:
        return repr(answer)
    except ValueError:
        return "too long to show"
