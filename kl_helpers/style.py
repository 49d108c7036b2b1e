"""Colours, sizes and matplotlib settings that all pictures share.

The colours are those of Okabe and Ito, which colour-blind readers can tell
apart. The worms and the model keep theirs everywhere, and each also has a shape
of its own: the worms are bars, a model is diamonds on stems. A page shows each
colour as the CSS variable of its name; `explorer.css` says what that is on a
light and on a dark theme.

Reference: Okabe, Ito (2008), *Color Universal Design*.
"""

WORMS = "#0072B2"
MODEL = "#D55E00"
SECOND_MODEL = "#009E73"
HIGHLIGHT = "#CC79A7"
UNCERTAIN = "#E69F00"
INK = "#000000"
MUTED = "#595959"
PAPER = "#FFFFFF"

COLOURS = {
    "worms": WORMS,
    "model": MODEL,
    "second-model": SECOND_MODEL,
    "highlight": HIGHLIGHT,
    "uncertain": UNCERTAIN,
    "ink": INK,
    "muted": MUTED,
    "paper": PAPER,
}
"""Each colour by the name of its CSS variable."""

PANEL = (360, 280)
"""Width and height of a panel in CSS pixels: as wide as a phone has room for."""

DPI = 72
"""One point is one CSS pixel."""

MATPLOTLIB_SETTINGS = {
    "font.size": 13.5,
    "axes.titlesize": 13.5,
    "xtick.labelsize": 12.5,
    "ytick.labelsize": 12.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "hatch.linewidth": 0.8,
    "lines.linewidth": 2,
    "svg.fonttype": "path",
    "svg.hashsalt": "kl",
}
