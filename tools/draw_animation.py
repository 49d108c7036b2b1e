"""Draw the README's moving picture from the real explorer of notebook 06.

python tools/draw_animation.py
"""

import io
from pathlib import Path

from kl_helpers.flipbook import Explorer
from PIL import Image

from kl_helpers import explorers

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "kl_curve.gif"
MILLISECONDS_PER_FRAME = 70
MILLISECONDS_AT_THE_BEST = 1500


def frames(explorer: Explorer) -> list[tuple[float, Image.Image]]:
    """Draw the explorer's stops from 0.2 to 0.9, every second one, and the best.

    Parameters
    ----------
    explorer : Explorer
        `kl_curve`, whose picture knows the best p.

    Returns
    -------
    list of (float, Image)
        Each p with its picture, in the colours that all frames share.
    """
    picture, best = explorer.picture, explorer.picture.best_p
    stops = [p for p in explorer.controls[0].values if p == best or 0.2 <= p <= 0.9]
    chosen = [p for i, p in enumerate(stops) if p == best or i % 2 == 0]
    return [(p, Image.open(io.BytesIO(picture.frame(p).png))) for p in chosen]


def main() -> None:
    """Go there and back, and rest at the best p each time."""
    explorer = explorers.kl_curve()
    there = frames(explorer)
    path = there + there[-2:0:-1]
    best = explorer.picture.best_p
    images = [image for _, image in path]
    times = [MILLISECONDS_AT_THE_BEST if p == best else MILLISECONDS_PER_FRAME for p, _ in path]
    TARGET.parent.mkdir(exist_ok=True)
    images[0].save(TARGET, save_all=True, append_images=images[1:], duration=times, loop=0)


if __name__ == "__main__":
    main()
