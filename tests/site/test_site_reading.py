"""Pages can be read: on every width, in light and dark, by ear, on paper and by search engines."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import links
import nbformat
import pytest
from bs4 import BeautifulSoup
from explorer_pages import violations
from site_pages import NOTEBOOKS, PAGES, ROOT

pytestmark = pytest.mark.site

# Boxes that scroll sideways hold what is wider than they are; nothing else may stick out.
STICKS_OUT = """
() => [...document.querySelectorAll("body *")]
  .filter((e) => !e.closest(".wide, pre, .katex-display, .skip, .hidden, .katex-mathml, svg *"))
  .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => e.outerHTML.slice(0, 120))
"""

FOCUSED_SLIDER = (
    "[...document.querySelectorAll('input[type=range]')].indexOf(document.activeElement)"
)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_overflows(visit, name):
    with visit(name) as page:
        for width in [390, 800, 1400]:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(STICKS_OUT) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 390)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(visit, name, scheme, width):
    with visit(name, width=width, scheme=scheme) as page:
        assert [v for v in violations(page) if v[1] in ("serious", "critical")] == []


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_formula_is_set(visit, name, way):
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    formulas = re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", re.sub(r"`[^`]*`", "", text), re.DOTALL)
    with visit(name, way) as page:
        assert page.locator(".katex").count() == len(formulas)
        assert page.locator(".katex-error, .katex .error").count() == 0
        assert page.locator("math annotation").count() == len(formulas)
        shown = page.locator("main").evaluate(
            "(m) => { m = m.cloneNode(true); m.querySelectorAll('.katex, pre, code, script')"
            ".forEach((e) => e.remove()); return m.textContent }"
        )
        assert "$" not in shown
        assert "\\" not in shown
        assert not formulas or page.evaluate(
            "document.fonts.ready.then((f) => [...f].some((face) => face.status === 'loaded'))"
        )


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_every_slider_and_they_have_names(visit, name):
    with visit(name) as page:
        sliders = page.get_by_role("slider").all()
        assert all(slider.get_attribute("aria-label") for slider in sliders)
        assert all(slider.get_attribute("aria-valuetext") for slider in sliders)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
        waiting = set(range(len(sliders)))
        for _ in range(page.locator("a, input, button, [tabindex]").count()):
            page.keyboard.press("Tab")
            waiting.discard(page.evaluate(FOCUSED_SLIDER))
            if not waiting:
                break
        assert not waiting


@pytest.mark.parametrize("name", PAGES)
def test_on_paper_there_are_pictures_and_no_controls(visit, name):
    with visit(name, width=700) as page:
        page.emulate_media(media="print")
        assert not any(
            box.is_visible() for box in page.locator("header, .kl-slider, .kl-buttons, aside").all()
        )
        assert all(picture.is_visible() for picture in page.locator(".kl-picture").all())
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )


@pytest.mark.parametrize("name", PAGES)
def test_search_engines_and_previews_learn_what_it_is(site, name):
    soup = soup_of(site, name)
    meta = {tag.get("property", tag.get("name")): tag.get("content") for tag in soup("meta")}
    assert soup.html["lang"] == "en"
    assert len(soup("h1")) == 1
    assert soup.title.string
    assert 50 <= len(meta["description"]) <= 320
    assert meta["og:description"] == meta["description"]
    assert meta["og:url"] == soup.find("link", rel="canonical")["href"]
    if soup.select("figure.explorer"):
        picture = meta["og:image"].removeprefix(links.site())
        assert (site / picture).read_bytes()[:4] == b"\x89PNG"


def test_titles_differ(site):
    titles = [soup_of(site, name).title.string for name in PAGES]
    assert len(set(titles)) == len(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_site_arrives(site, name):
    for link in soup_of(site, name)("a", href=True):
        target = urlsplit(link["href"])
        if target.scheme:
            continue
        file = site / (target.path or f"{name}.html")
        assert file.exists(), link
        if target.fragment:
            assert soup_of(site, file.stem).find(id=unquote(target.fragment)), link
        if target.query:
            assert (site / "lite" / "files" / target.query.removeprefix("path=")).exists(), link


def test_the_landing_page_leads_everywhere(site):
    hrefs = {link["href"] for link in soup_of(site, "index")("a", href=True)}
    assert {f"{name}.html" for name in NOTEBOOKS} <= hrefs
    assert {links.binder(), links.lite(), f"{links.repository()}/tree/HEAD/coursework"} <= hrefs
    text = soup_of(site, "index").get_text()
    for name in NOTEBOOKS:
        assert soup_of(site, name).select_one("h1 ~ p strong").get_text() in text


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_file_leads_to_the_published_jupyterlite(visit, name):
    with visit(name, "file") as page:
        hrefs = page.locator("aside a").evaluate_all("(all) => all.map((a) => a.href)")
        assert links.site(links.lite(name)) in hrefs


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_heavier_than_promised(site, name):
    from site_weight import MOST_BYTES, page_weight

    assert page_weight(site, name) <= MOST_BYTES


def soup_of(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
