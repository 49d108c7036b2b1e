"""What stands in the place of a model made by hand where widgets are not shown."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from kl_helpers import style
from kl_helpers.divergence import kl_divergence, kl_terms
from kl_helpers.figures.parts import DataPicture, label_outcomes, outcome_name, written
from kl_helpers.models import uniform_pmf


class YourModelPicture(DataPicture):
    """The data beside the uniform model, from which a reader starts, and the terms of each outcome.

    It takes no slider values: `your_model.js` draws what moves.

    Parameters
    ----------
    pmf : array_like, shape (n + 1,)
        Probabilities of the data.
    name : str
        What the data are called, in the legend and in the texts.
    """

    def build(self) -> Sequence[Artist]:
        """Draw everything; nothing moves."""
        left, right = self.panels(2)
        self.outcome = outcome_name(self.name)
        self.uniform = uniform_pmf(self.n + 1)
        self.draw_data(left, "your model, still uniform")
        self.model.set(self.uniform)
        label_outcomes(right, self.n + 1, 1, self.outcome, self.outcomes)
        terms = kl_terms(self.pmf, self.uniform)
        ends = np.cumsum(terms)
        right.bar(range(self.n + 1), terms, 0.8, ends - terms, color=style.HIGHLIGHT, ec=style.INK)
        room = 0.1 * np.ptp([*ends, 0])
        right.set(ylim=(min(*ends, 0) - room, max(*ends, 0) + room + 0.01))
        right.set(ylabel="running total in nats")
        right.axhline(0, color=style.INK, lw=1)
        self.legend()
        return []

    def update(self) -> None:
        """Leave everything as it is."""

    def alt(self) -> str:
        """Say what is drawn."""
        return (
            f"Left, bars for the {self.name} and diamonds for your model, which is still uniform. "
            "Right, a staircase in which each outcome adds its term to the total so far."
        )

    def sentence(self) -> str:
        """Give the divergence, and say what can be done."""
        kl = kl_divergence(self.pmf, self.uniform)
        return (
            f"KL({self.html_name} ‖ your model) = <b>{written(kl)} nats</b>. Where widgets are "
            "shown, you drag the diamonds and the sum follows."
        )
