"""The same figure in several ways: what everybody writes, its neighbours, and ours."""

_FIGURE = """
import matplotlib.pyplot as plt
import numpy as np
from kl_helpers.divergence import kl_divergence
from kl_helpers.models import binomial_pmf
from kl_helpers.worms import teeth_distribution

worms, stops = teeth_distribution(), np.arange(1, 100) / 100
curve = kl_divergence(worms, binomial_pmf(10, stops))
"""

INTERACT = f"""
%matplotlib inline
{_FIGURE}
from ipywidgets import SelectionSlider, interact

def draw(p):
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.8, 3.5))
    left.bar(range(11), worms)
    left.stem(range(11), binomial_pmf(10, p), "r")
    left.set_ylim(0, 0.42)
    right.semilogy(stops, curve)
    right.plot(p, kl_divergence(worms, binomial_pmf(10, p)), "rD")
    plt.show()

interact(draw, p=SelectionSlider(options=stops.tolist(), value=0.2));
"""

IPYMPL = f"""
%matplotlib widget
{_FIGURE}
from IPython.display import display
from ipywidgets import SelectionSlider

with plt.ioff():
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.8, 3.5))
left.bar(range(11), worms)
left.set_ylim(0, 0.42)
(model,) = left.plot(range(11), binomial_pmf(10, 0.2), "rD")
right.semilogy(stops, curve)
(marker,) = right.plot(0.2, kl_divergence(worms, binomial_pmf(10, 0.2)), "rD")
slider = SelectionSlider(options=stops.tolist(), value=0.2)

def move(change):
    model.set_ydata(binomial_pmf(10, change.new))
    marker.set_data([change.new], [kl_divergence(worms, binomial_pmf(10, change.new))])
    figure.canvas.draw_idle()

slider.observe(move, "value")
display(slider, figure.canvas)
"""


def explorer(call: str) -> str:
    """Give the code of a cell that opens one of our explorers."""
    return f"from kl_helpers import explorers\nexplorers.{call}"
