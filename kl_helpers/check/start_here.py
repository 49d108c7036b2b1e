"""Questions of notebook 00, and its set-up check."""

import re
from importlib.metadata import version

from kl_helpers.check.question import NumberQuestion, Slip
from kl_helpers.worms import TEETH_COUNTS

OLDEST = {"numpy": "1.26", "matplotlib": "3.8", "ipywidgets": "7.7.1", "anywidget": "0.9.21"}
"""The oldest versions that the notebooks run on; pyproject.toml says the same."""

most_frequent_teeth = NumberQuestion(
    right=int(TEETH_COUNTS.argmax()),
    why="16 worms have 4 teeth, and no other number of teeth was seen as often.",
    hint="Find the largest count, then look at which number of teeth it stands under.",
    slips=(
        Slip(int(TEETH_COUNTS.max()), "That many worms have it. How many teeth do they have?"),
        Slip(
            int(TEETH_COUNTS.argmax()) + 1,
            "The first entry of the list is for worms without teeth, so you are one too far.",
        ),
    ),
    digits=0,
)

possible_outcomes = NumberQuestion(
    right=TEETH_COUNTS.size,
    why="0, 1, 2, ... and 10 teeth: a worm without teeth is an outcome too.",
    hint="Count the entries of the table.",
    slips=(
        Slip(TEETH_COUNTS.size - 1, "Count again from 0 teeth: no teeth at all is an outcome too."),
        Slip(int(TEETH_COUNTS.sum()), "That is how many worms there are."),
    ),
    digits=0,
)

more_than_seven_teeth = NumberQuestion(
    right=int(TEETH_COUNTS[8:].sum()),
    why="10 worms with 8 teeth, 8 with 9 and 7 with 10.",
    hint="Add the counts from one entry of the table to its end.",
    slips=(
        Slip(int(TEETH_COUNTS[7:].sum()), "More than 7 leaves out the worms with exactly 7 teeth."),
        Slip(
            TEETH_COUNTS[8:].size,
            "That is how many outcomes there are. Add up the worms in them.",
        ),
        Slip(
            float(TEETH_COUNTS[8:].sum() / TEETH_COUNTS.sum()),
            "That is their share. The question asks how many worms.",
        ),
        Slip(int(TEETH_COUNTS[9:].sum()), "Worms with 8 teeth have more than 7, too."),
    ),
    digits=0,
)


def setup() -> None:
    """Print whether the packages that the notebooks need are new enough."""
    old = [
        f"{name} {version(name)} is too old; {oldest} or newer is needed."
        for name, oldest in OLDEST.items()
        if _parts(version(name)) < _parts(oldest)
    ]
    print("\n".join(old) or "Everything was in place when this cell last ran.")


def _parts(release: str) -> list[int]:
    """Give the numbers of a version, which compare in their order; 2.0.0rc1 counts as 2.0.0."""
    return [int(part) for part in re.findall(r"\d+", re.match(r"[\d.]+", release)[0])]
