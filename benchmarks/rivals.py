"""The same figure moved in several ways: what everybody writes, its neighbours, and ours."""

IMPORTS = """
import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import interact
from kl_helpers import explorers, style
from kl_helpers.flipbook import LivePicture

def draw(picture):
    with plt.style.context(style.MATPLOTLIB_SETTINGS):
        picture.figure = plt.figure(figsize=picture.size, layout="constrained")
        picture.build()
"""
"""Draws a picture of ours the usual way: by pyplot, afresh, in an ordinary PNG."""

INTERACT = """
%matplotlib inline
explorer = explorers.{name}()

def show(**values):
    draw(explorer.picture)
    explorer.picture.update(*values.values())
    plt.show()

sliders = [control.slider() for control in explorer.controls]
interact(show, **{{f"slider_{{i}}": slider for i, slider in enumerate(sliders)}});
"""

IPYMPL = """
%matplotlib widget
explorer = explorers.{name}()

def move(change):
    explorer.picture.update(*explorer.values)
    explorer.picture.figure.canvas.draw_idle()

with plt.ioff():
    draw(explorer.picture)
explorer.picture.update(*explorer.values)
for slider in explorer.sliders:
    slider.unobserve_all("value")
    slider.observe(move, "value")
display(*explorer.sliders, explorer.picture.figure.canvas)
"""

OURS = "explorers.{name}()"

OURS_LIVE = """
book = explorers.{name}()
LivePicture(book.picture, *book.controls)
"""

WAYS = {
    "interact + inline": INTERACT,
    "ipympl": IPYMPL,
    "flipbook": OURS,
    "live picture": OURS_LIVE,
}
FIGURES = {"one slider": "kl_curve", "two sliders": "binomial_factors"}


def cells(way: str, figure: str) -> list[str]:
    """Give the code of a notebook: imports, then what opens the figure.

    Parameters
    ----------
    way : str
        One of `WAYS`.
    figure : str
        One of `FIGURES`.

    Returns
    -------
    list of str
        The sources of two cells.
    """
    return [IMPORTS, WAYS[way].format(name=FIGURES[figure])]
