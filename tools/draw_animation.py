"""Draw the README's moving picture: the explorer of notebook 06, its marker dragged.

The curve appears behind the marker, and the star once the marker has been there.

    python tools/draw_animation.py
"""

import io
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Outline
from PIL import Image

from kl_helpers import explorers, style
from kl_helpers.figures.curves import KLCurve

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "kl_curve.gif"
SCALE = 1.2
COLOURS = 48
MILLISECONDS_PER_FRAME = 70
MILLISECONDS_AT_REST = 1500
FIRST, LAST = 0.2, 0.9
ARROW = Outline(
    [(0, 0), (0, -9), (2, -7), (3.5, -10.5), (5, -10), (3.6, -6.5), (6.5, -6.3), (0, 0)]
)
"""The outline of a mouse pointer, from its tip."""


def stops() -> list[float]:
    """Give the way of the marker: to the far end, and back to the best p.

    Returns
    -------
    list of float
        Values of p, every second stop of the slider, and the best one.
    """
    explorer = explorers.kl_curve()
    best = explorer.picture.best_p
    within = [p for p in explorer.controls[0].values if FIRST <= p <= LAST]
    there = [p for i, p in enumerate(within) if p == best or i % 2 == 0]
    return there + there[-2 : there.index(best) - 1 : -1]


def drawn(picture: KLCurve, p: float, seen: tuple[float, float]) -> Image.Image:
    """Draw one frame, with what a reader who has been between two values has discovered.

    Parameters
    ----------
    picture : KLCurve
        The picture.
    p : float
        Where the marker stands.
    seen : (float, float)
        The smallest and the largest p so far.

    Returns
    -------
    Image
        Both panels, side by side.
    """
    picture.update(p)
    curve, star = (hidden.artist for hidden in picture.hidden)
    low, high = seen
    place = curve.axes.get_xaxis_transform()
    curve.set_clip_path(Rectangle((low, 0), high - low, 1, transform=place))
    star.set_visible(low <= picture.best_p <= high)
    pointer = hand(curve.axes, p, picture.kl(p))
    whole = side_by_side([panel(figure) for figure in picture.figures])
    pointer.remove()
    return whole


def hand(axes: Axes, p: float, height: float) -> Line2D:
    """Put a mouse pointer on the marker."""
    look = {"mfc": style.PAPER, "mec": style.INK, "mew": 1.2, "zorder": 9}
    return axes.plot([p], [height], marker=ARROW, ms=21, **look)[0]


def panel(figure: Figure) -> Image.Image:
    """Draw one figure."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=SCALE * style.DPI, facecolor=style.PAPER)
    return Image.open(file).convert("RGB")


def side_by_side(images: list[Image.Image]) -> Image.Image:
    """Put images into one row."""
    return Image.fromarray(np.hstack([np.asarray(image) for image in images]))


def main() -> None:
    """Drag the marker there and back, rest at the best p, and begin again."""
    picture, path = KLCurve(explorers.teeth_distribution()), stops()
    furthest = np.maximum.accumulate(path)
    images = [drawn(picture, p, (FIRST, high)) for p, high in zip(path, furthest, strict=True)]
    palette = images[-1].quantize(COLOURS, dither=Image.Dither.NONE)
    frames = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]
    times = [MILLISECONDS_PER_FRAME] * (len(path) - 1) + [MILLISECONDS_AT_REST]
    frames[0].save(TARGET, save_all=True, append_images=frames[1:], duration=times, loop=0)


if __name__ == "__main__":
    main()
