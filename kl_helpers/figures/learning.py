"""The picture of softmax that learns the worms."""

from collections.abc import Sequence
from html import escape

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from kl_helpers import style
from kl_helpers.divergence import kl_divergence
from kl_helpers.figures.parts import DataPicture, Pointer, as_label, off_scale, written
from kl_helpers.learning import gradient_descent, log_softmax, softmax
from kl_helpers.picture import Handle
from kl_helpers.validation import FloatArray

LOWEST_SHOWN = 1e-4
"""The logarithmic axis has no zero: smaller divergences are drawn at this height."""

ASIDE = 0.27
"""How far right of its diamond an arrow stands, in outcomes."""


class GradientDescent(DataPicture):
    """Eleven logits that learn the worms on the left, the divergence on the right.

    Slider values: the learning rate, and the step.

    Parameters
    ----------
    pmf : array_like, shape (k,)
        Probabilities of the data.
    n_steps : int
        Number of the last step.
    rates : sequence of float
        All learning rates.
    name : str
        What the data are called.
    """

    model_counts = False

    def __init__(
        self, pmf: ArrayLike, n_steps: int, rates: Sequence[float], name: str = "worms"
    ) -> None:
        start = np.zeros(len(pmf))
        paths = {rate: gradient_descent(pmf, start, rate, n_steps) for rate in rates}
        self.models = {rate: softmax(path) for rate, path in paths.items()}
        self.divergences = {
            rate: kl_divergence(pmf, log_q=log_softmax(path)) for rate, path in paths.items()
        }
        self.steps = np.arange(n_steps + 1)
        super().__init__(pmf, name)

    def build(self) -> Sequence[Artist]:
        """Bars stand still; diamonds, arrows, the training so far and its marker move."""
        left, right = self.panels(2)
        self.draw_data(left, "softmax")
        (self.shafts,) = left.plot([], [], color=style.INK, lw=2, solid_capstyle="butt")
        look = {"color": style.INK, "mec": style.PAPER, "mew": 0.5, "ms": 8, "ls": "none"}
        (self.up,) = left.plot([], [], "^", label="from model to data", **look)
        (self.down,) = left.plot([], [], "v", **look)
        curve = self._draw_training(right)
        self.marker = Pointer(right, style.MODEL)
        self.handles.append(Handle(1, right, lambda step: step))
        self.legend()
        arrows = [self.shafts, self.up, self.down]
        return [*self.model.artists, *arrows, curve, *self.marker.artists]

    def _draw_training(self, axes: Axes) -> Artist:
        most = max(kl.max() for kl in self.divergences.values())
        label = f"KL({as_label(self.name)} ‖ softmax)"
        (self.curve,) = axes.semilogy(self.steps, np.ones(self.steps.size), color=style.MODEL)
        self.curve.set_label(label)
        axes.set(xlim=(-1, self.steps[-1] + 1), ylim=(LOWEST_SHOWN / 1.6, most * 1.6))
        axes.set(xlabel="step", ylabel="KL divergence in nats (log scale)")
        axes.yaxis.set_major_formatter("{x:g}")
        self.trace(self.curve, 1)
        return self.curve

    def update(self, rate: float, step: float) -> None:
        """Move diamonds and arrows to the model after `step`, and show its training."""
        model = self.models[rate][int(step)]
        self.model.set(model)
        self._point(np.minimum(model, self.top), self.pmf)
        shown = np.maximum(self.divergences[rate], LOWEST_SHOWN)
        self.curve.set_ydata(shown)
        self.marker.set(step, shown[int(step)])

    def _point(self, start: FloatArray, end: FloatArray) -> None:
        """Draw the arrows; one that is shorter than its head has none."""
        x, head = np.arange(self.n + 1) + ASIDE, 0.03 * self.top
        # One line with gaps, as for the stems of the diamonds.
        self.shafts.set_data(np.repeat(x, 3), np.column_stack([start, end, np.nan * end]).ravel())
        for marker, longer in [(self.up, end - start > head), (self.down, start - end > head)]:
            marker.set_data(x[longer], end[longer])

    def alt(self, rate: float, step: float) -> str:
        """Say which way the arrows lead, and how the training has gone."""
        model, kl = self.models[rate][int(step)], self.divergences[rate]
        up, down = (
            self.outcomes.listed(np.flatnonzero(sign * (self.pmf - model) > 5e-4))
            for sign in (1, -1)
        )
        last = (
            "It starts"
            if step == 0
            else f"The last step led {'up' if kl[int(step)] > kl[int(step) - 1] else 'down'}"
        )
        return (
            f"Left, bars for the {self.name} and diamonds for softmax after step {step:g}. Arrows "
            f"lead from the diamonds up to the bars at {up}, and down at {down}. Right, KL over "
            f"the steps. {last} at {written(kl[int(step)])}."
            + off_scale(model, self.top, self.outcomes)
        )

    def sentence(self, rate: float, step: float) -> str:
        """Give the divergence, what the last step did to it, and the largest slope."""
        model, kl = self.models[rate][int(step)], self.divergences[rate]
        change = ""
        if step > 0:
            gain = kl[int(step)] - kl[int(step) - 1]
            way = "more" if gain > 0 else "less"
            change = f", {written(abs(gain))} {way} than a step before"
        arrows = self.pmf - model
        largest = int(np.abs(arrows).argmax())
        outcome = escape(self.outcomes.labels[largest])
        return (
            f"Learning rate {rate:g}, step {step:g}: KL({self.html_name} ‖ softmax) = "
            f"<b>{written(kl[int(step)])} nats</b>{change}. The longest arrow, p − q = "
            f"{written(arrows[largest])}, is that of outcome {outcome}."
        )
