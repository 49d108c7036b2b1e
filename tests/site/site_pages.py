"""What the site must hold, and how a finger moves over it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_site"
NOTEBOOKS = [path.stem for path in sorted(ROOT.glob("notebooks/*.ipynb"))]
PAGES = ["index", "questions", *NOTEBOOKS]
STILL = """() => new Promise(done => {
  let seen = scrollY, frames = 0;
  const look = () => {
    frames = scrollY === seen ? frames + 1 : 0;
    seen = scrollY;
    frames < 30 ? requestAnimationFrame(look) : done(seen);
  };
  look();
})"""


def swipe(touch, x, y, right, down):
    def send(kind, points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", [{"x": x, "y": y}])
    for step in range(1, 11):
        send("touchMove", [{"x": x + right * step / 10, "y": y + down * step / 10}])
    send("touchEnd", [])


def scrolled_to(page):
    """Where the page stands, once it has come to rest after a finger's push."""
    return page.evaluate(STILL)
