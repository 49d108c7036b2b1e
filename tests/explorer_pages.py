"""An explorer in a browser: what is seen of it, and how a reader moves it.

JupyterLab, Notebook 7, JupyterLite and the site show the same explorer, so their tests
share this. A twin made in Python says what should be seen.
"""

import time
from pathlib import Path

from kl_helpers.explorer import as_plain_text

AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"

PATIENCE = 60
"""Seconds after which what is not seen will not come; a busy machine may need many."""

STEPS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "PageUp": 10, "PageDown": -10}
STEPS |= {"Home": -400, "End": 400}

SEEN = r"""
(explorer) => {
  const plain = (text) => text
    .replace(/kl[a-z0-9]+-\d+-/g, "")
    .replace(/ clip-path="url\(#trace-\d+\)"/g, "")
    .replace(/ kl-seen/g, "");
  return {
    panels: [...explorer.querySelectorAll(".kl-moving")].map((svg) => plain(svg.innerHTML)),
    alt: explorer.querySelector("[role=img]").getAttribute("aria-label"),
    sentence: explorer.querySelector(".kl-sentence").textContent,
    sliders: Object.fromEntries([...explorer.querySelectorAll(".kl-slider")].map((slider) => {
      const range = slider.querySelector("input[type=range]");
      return [range.ariaLabel, [slider.querySelector(".kl-readout").value, range.ariaValueText]];
    })),
  };
}
"""
"""What is seen, with the ids and marks that depend on the page left out."""

PARSED = """
(panels) => panels.map((panel) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.innerHTML = panel;
  return svg.innerHTML;
})
"""

LAYOUT = """
(explorer) => {
  const box = explorer.getBoundingClientRect();
  const parts = [...explorer.querySelectorAll(".kl-picture, p, input, button, .kl-legend li")];
  const letters = [...explorer.querySelectorAll("p, input, button, li")].map(
    (part) => parseFloat(getComputedStyle(part).fontSize));
  const { width } = explorer.querySelector(".kl-picture").getBoundingClientRect();
  const drawn = explorer.querySelector(".kl-still").viewBox.baseVal.width;
  return {
    inside: parts.filter((part) => part.getClientRects().length).every((part) => {
      const { left, right } = part.getBoundingClientRect();
      return left >= box.left - 1 && right <= box.right + 1;
    }),
    overflows: explorer.scrollWidth > explorer.clientWidth + 1,
    smallestLetter: Math.min(...letters),
    scale: width / drawn,
    height: Math.round(explorer.getBoundingClientRect().height),
  };
}
"""


def expected(page, twin):
    """What should be seen where the twin's sliders stand."""
    frame = twin.frame
    labels = {
        control.symbol: control.label.format(value)
        for control, value in zip(twin.controls, twin.values, strict=True)
    }
    return {
        "panels": page.evaluate(PARSED, list(frame.panels)),
        "alt": frame.alt,
        "sentence": as_plain_text(frame.sentence),
        "sliders": {symbol: [label, label] for symbol, label in labels.items()},
    }


def wait_until_seen(page, explorer, wanted):
    """Wait until the browser shows what was computed; fail with what it shows instead."""
    deadline = time.monotonic() + PATIENCE
    while (seen := explorer.evaluate(SEEN)) != wanted and time.monotonic() < deadline:
        page.wait_for_timeout(10)
    assert seen == wanted


def stop_of(twin, index):
    return list(twin.controls[index].values).index(twin.values[index])


def set_stop(twin, index, stop):
    """Move a slider of the twin to a stop, or to the nearest end."""
    values = list(twin.values)
    stops = twin.controls[index].values
    values[index] = stops[min(max(stop, 0), len(stops) - 1)]
    twin.values = values


def start_again(twin):
    twin.values = [control.start for control in twin.controls]


def walk(page, explorer, twin, keys):
    """Press keys on each slider; the picture follows each, keeps its height and fits."""
    moved = set()
    wait_until_seen(page, explorer, expected(page, twin))
    heights = set()
    for index, slider in enumerate(ranges(explorer, twin)):
        slider.focus()
        for key in keys:
            before = list(twin.values)
            page.keyboard.press(key)
            set_stop(twin, index, stop_of(twin, index) + STEPS[key])
            moved |= {index} if twin.values != before else set()
            wait_until_seen(page, explorer, expected(page, twin))
            heights.add(check_layout(explorer))
    assert len(heights) == 1
    assert moved == set(range(len(twin.controls)))


def ranges(explorer, twin):
    """The sliders in the order of the twin's controls, whatever their places on the page."""
    sliders = [explorer.get_by_role("slider", name=c.symbol, exact=True) for c in twin.controls]
    assert [slider.count() for slider in sliders] == [1] * len(sliders)
    return sliders


def violations(page, within="html"):
    """What axe finds wrong in a part of the page: the rule, how bad it is, and where."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("(part) => axe.run(part).then((result) => result.violations)", within)
    return [(v["id"], v["impact"], [node["html"][:150] for node in v["nodes"]]) for v in found]


def check_announcement(explorer):
    """What is seen reaches a screen reader, once nothing has moved for a moment."""
    sentence = explorer.locator(".kl-sentence").inner_text()
    explorer.locator(".kl-announcer", has_text=sentence).wait_for(state="attached")


def check_layout(explorer):
    """Nothing sticks out, no letter is small; give the height."""
    layout = explorer.evaluate(LAYOUT)
    assert layout["inside"], layout
    assert not layout["overflows"], layout
    assert layout["smallestLetter"] >= 11
    assert layout["scale"] * 11.5 >= 10  # the smallest letters of a picture
    return layout["height"]


def drag_every_handle(page, explorer, twin):
    """Take hold of each place where the picture shows a value, and pull it to another stop."""
    for handle in alone(placed(twin)):
        for stop in (1, len(handle["at"]) - 2):
            drag(page, explorer, handle, stop_of(twin, handle["control"]), stop)
            set_stop(twin, handle["control"], stop)
            wait_until_seen(page, explorer, expected(page, twin))


def alone(handles):
    """The handles that are the only ones in their panel, so that no other is nearer."""
    panels = [handle["panel"] for handle in handles]
    return [handle for handle in handles if panels.count(handle["panel"]) == 1]


def placed(twin):
    """The handles' places, as shares of their panels."""
    return [twin._place(handle) for handle in twin.picture.handles]


def drag(page, explorer, handle, from_stop, to_stop):
    """Pull from one stop's place to another's, on the way through places in between."""
    box = explorer.locator(".kl-picture").nth(handle["panel"]).bounding_box()
    left, top, _, bottom = handle["box"]
    y = box["y"] + box["height"] * (top + bottom) / 2
    start, end = (box["x"] + box["width"] * handle["at"][stop] for stop in (from_stop, to_stop))
    page.mouse.move(max(start, box["x"] + box["width"] * left + 1), y)
    page.mouse.down()
    page.mouse.move(end, y, steps=5)
    page.mouse.up()
