"""The same figure moved in several ways: what everybody writes, its neighbour, and ours."""

THE_USUAL_WAY = """
import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import SelectionSlider, interact
from kl_helpers import explorers, style
from kl_helpers.picture import Picture

explorers.Explorer = lambda picture, *controls: (picture, controls)
Picture.__init__ = lambda picture: None

def draw(picture):
    def panels(number=1):
        size = [pixels / style.DPI for pixels in picture.panel_size]
        whole, axes = plt.subplots(
            1, number, figsize=(number * size[0], size[1]), dpi=style.DPI,
            layout="constrained", squeeze=False,
        )
        picture.figures = [whole]
        return list(axes[0])

    picture.handles, picture.hidden, picture.panels = [], [], panels
    picture.legend = lambda handles=None: picture.figures[0].legend(
        loc="outside upper center", ncols=4, **({"handles": handles} if handles else {})
    )
    with plt.style.context(style.MATPLOTLIB_SETTINGS):
        picture.build()

def sliders(controls):
    return [
        SelectionSlider(
            options=[(control.label.format(stop), stop) for stop in control.values],
            value=control.stop(control.start), description=control.symbol,
        )
        for control in controls
    ]
"""
"""Draws a picture of ours in one figure of pyplot, and makes no explorer of it."""

INTERACT = """
%matplotlib inline
picture, controls = explorers.{name}()

def show(**values):
    draw(picture)
    picture.update(*values.values())
    plt.show()

interact(show, **{{f"slider_{{i}}": slider for i, slider in enumerate(sliders(controls))}});
"""

IPYMPL = """
%matplotlib widget
picture, controls = explorers.{name}()
movers = sliders(controls)

def move(change=None):
    picture.update(*(slider.value for slider in movers))
    picture.figures[0].canvas.draw_idle()

with plt.ioff():
    draw(picture)
move()
for slider in movers:
    slider.observe(move, "value")
display(*movers, picture.figures[0].canvas)
"""

OUR_IMPORT = "from kl_helpers import explorer, explorers"

OURS = "explorers.{name}()"

OURS_LIVE = """
explorer.MAX_FRAMES = 1
explorers.{name}()
"""

WAYS = {
    "interact + inline": (THE_USUAL_WAY, INTERACT),
    "ipympl": (THE_USUAL_WAY, IPYMPL),
    "explorer": (OUR_IMPORT, OURS),
    "explorer, drawn live": (OUR_IMPORT, OURS_LIVE),
}
"""For each way its imports, and what opens an explorer in it."""

FIGURES = {"one slider": "kl_curve", "two sliders": "binomial_factors"}


def cells(way: str, *names: str) -> list[str]:
    """Give the code of a notebook: imports, then a cell that opens each explorer.

    Parameters
    ----------
    way : str
        One of `WAYS`.
    *names : str
        Functions of `kl_helpers.explorers`.

    Returns
    -------
    list of str
        The sources of the cells.
    """
    imports, opening = WAYS[way]
    return [imports, *(opening.format(name=name) for name in names)]
