"""Colours, sizes and matplotlib settings that all pictures share.

The colours are those of Okabe and Ito, which colour-blind readers can tell
apart. The worms and the model keep theirs everywhere, and each also has a shape
of its own: the worms are bars, a model is diamonds on stems.

Reference: Okabe, Ito (2008), *Color Universal Design*.
"""

import numpy as np
from matplotlib.colors import to_rgb

WORMS = "#0072B2"
MODEL = "#D55E00"
SECOND_MODEL = "#009E73"
HIGHLIGHT = "#CC79A7"
UNCERTAIN = "#E69F00"
INK = "#000000"
MUTED = "#595959"

CSS_PIXELS_PER_INCH = 100
PIXELS_PER_CSS_PIXEL = 1.25
"""Drawn a little finer than shown, so that text stays sharp on dense screens."""

DPI = CSS_PIXELS_PER_INCH * PIXELS_PER_CSS_PIXEL

ONE_PANEL = (6.6, 3.4)
TWO_PANELS = (7.8, 3.5)
"""Figure sizes in inches: small enough to stay readable on a phone."""

MATPLOTLIB_SETTINGS = {
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "lines.linewidth": 2,
}

_SHADES = np.linspace(0, 1, 8)[:, None]
_COLOURS = (WORMS, MODEL, SECOND_MODEL, HIGHLIGHT, UNCERTAIN, "#56B4E9", MUTED, INK)

PALETTE = np.concatenate(
    [(1 - _SHADES) * to_rgb(colour) + _SHADES * np.ones(3) for colour in _COLOURS]
)
"""64 colours, shape (64, 3), from 0 to 1: each colour in 8 steps to white."""
