"""How a "Check yourself" question answers.

It says that an answer is missing, why a right one is right, or what a wrong one
may come from. It never tells the answer.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real


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
        must agree exactly.
    """

    right: float
    why: str
    hint: str
    slips: tuple[Slip, ...] = ()
    digits: int = 3

    def __call__(self, answer: float | None) -> None:
        """Print what there is to say about `answer`.

        Parameters
        ----------
        answer : float or None
            The reader's number; None while it is not answered.
        """
        if answer is None:
            print(
                "Not answered yet. With a number in place of None, this cell answers when it runs."
            )
        elif isinstance(answer, bool) or not isinstance(answer, Real) or _too_large(answer):
            print(f"Your answer is {_shown(answer)}. Give one number, such as 0.5.")
        else:
            _tell(self, lambda value: self._agrees(float(answer), float(value)))

    def _agrees(self, answer: float, value: float) -> bool:
        """Compare as rounded numbers; infinity agrees with itself only."""
        half_a_step = 0.51 * 10**-self.digits if self.digits else 1e-9
        return answer == value or math.isclose(answer, value, rel_tol=0, abs_tol=half_a_step)


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

    def __call__(self, answer: str | None) -> None:
        """Print what there is to say about `answer`.

        Parameters
        ----------
        answer : str or None
            The reader's choice, in small or capital letters; None while it is not
            answered.
        """
        choices = ", ".join(f'"{choice}"' for choice in self.choices)
        if answer is None:
            print(
                f"Not answered yet. With one of {choices} in place of None, "
                "this cell answers when it runs."
            )
        elif not isinstance(answer, str) or answer.strip().lower() not in self.choices:
            print(f"Your answer is {_shown(answer)}. Give one of {choices}.")
        else:
            _tell(self, lambda value: answer.strip().lower() == value)


def _too_large(number: Real) -> bool:
    """Tell a whole number that no float can hold, such as 10**400."""
    try:
        float(number)
    except OverflowError:
        return True
    return False


def _shown(answer: object) -> str:
    """Write the answer as Python does, which refuses thousands of digits."""
    try:
        return repr(answer)
    except ValueError:
        return "too long to show"


def _tell(question: NumberQuestion | ChoiceQuestion, agrees: Callable[[float | str], bool]) -> None:
    """Print the reason if the answer is right, else the hint of the slip that fits."""
    if agrees(question.right):
        print(f"Right. {question.why}")
        return
    hints = [slip.hint for slip in question.slips if agrees(slip.answer)]
    print(f"Not yet. {hints[0] if hints else question.hint}")
