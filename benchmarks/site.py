"""How heavy the site's pages are, and how soon their first slider can be moved.

make site
python benchmarks/site.py [REPEATS]
"""

import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page
from report import about_this_machine, as_table, write

TOOLS = Path(__file__).resolve().parent.parent / "tools"
sys.path[:0] = [str(TOOLS), str(TOOLS / "site")]

import links  # noqa: E402
from lab import chromium  # noqa: E402
from site_in_browser import served  # noqa: E402
from site_weight import MOST_BYTES, page_weight  # noqa: E402

SITE = links.ROOT / "_site"
REPEATS = int(sys.argv[1]) if sys.argv[1:] else 5
PRESSES = 22

READY = """
() => new Promise((done) => {
  if (!document.querySelector("figure.explorer:not(.live)")) return done(null);
  const look = () => {
    const ready = document.querySelector(".kl-explorer input[type=range]");
    if (ready) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    else requestAnimationFrame(look);
  };
  look();
})
"""

WATCH = """
() => {
  addEventListener("keydown", (event) => { window.pressed = event.timeStamp; }, true);
  new MutationObserver((records) => {
    if (records.some(({ target }) => target.matches(".kl-moving")))
      requestAnimationFrame(() => setTimeout(() => { window.took = performance.now() - pressed; }));
  }).observe(document.body, { subtree: true, childList: true });
}
"""


def main() -> None:
    """Measure every page and write the results."""
    notebooks = sorted((links.ROOT / "notebooks").glob("*.ipynb"))
    names = ["index", *(path.stem for path in notebooks)]
    with served(SITE) as address, chromium() as browser:
        rows = [row(browser, address, name) for name in names]
    head = ["page", "gzipped", "slider ready, http", "slider ready, file", "press to picture"]
    write(
        "site",
        "The site's pages: weight and speed",
        f"{about_this_machine()}\n\n{as_table(head, rows)}\n\n"
        "Gzipped is all that a first visit loads. A slider is ready when the page has been painted "
        f"with it, from the start of the navigation; an empty cache, the median of {REPEATS}. "
        f"The last column is the median of {PRESSES} presses of an arrow key on the page's first "
        f"slider, until the picture has been painted. Promised: {MOST_BYTES / 1e6} MB, 2 s, 33 ms.",
    )


def row(browser: Browser, address: str, name: str) -> list[str]:
    http, file = (median_of(browser, f"{where}/{name}.html") for where in (address, SITE.as_uri()))
    weight = f"{page_weight(SITE, name) / 1e3:.0f} kB"
    return [name, weight, in_ms(http), in_ms(file), in_ms(flip(browser, f"{address}/{name}.html"))]


def in_ms(milliseconds: float | None) -> str:
    return "no slider" if milliseconds is None else f"{milliseconds:.0f} ms"


def median_of(browser: Browser, url: str) -> float | None:
    times = [ready(browser, url) for _ in range(REPEATS)]
    return None if None in times else median(times)


def ready(browser: Browser, url: str) -> float | None:
    page = browser.new_context().new_page()
    page.goto(url)
    took = page.evaluate(READY)
    page.context.close()
    return took


def flip(browser: Browser, url: str) -> float | None:
    """Press the first slider up and down; give the median until the picture is painted."""
    page = browser.new_context().new_page()
    page.goto(url)
    if page.evaluate(READY) is None:
        return None
    page.evaluate(WATCH)
    slider = page.get_by_role("slider").first
    slider.press("Home")
    times = [press(page, slider, key) for key in ["ArrowRight", "ArrowLeft"] * (PRESSES // 2)]
    page.context.close()
    return median(times)


def press(page: Page, slider: Locator, key: str) -> float:
    page.evaluate("window.took = null")
    slider.press(key)
    return page.wait_for_function("window.took", polling=5).json_value()


if __name__ == "__main__":
    main()
