"""The built site, served and as files, and a browser that notices what leaves the machine."""

import os
from contextlib import contextmanager
from functools import cache

import pytest
from explorer_pages import PATIENCE
from lab import NO_BROWSER, chromium, find_chromium
from site_in_browser import served
from site_pages import PAGES, SITE


@pytest.fixture(scope="session")
def site():
    """Folder of the site."""
    missing = [name for name in PAGES if not (SITE / f"{name}.html").exists()]
    assert not missing, f"{missing} are not in {SITE}; `make check-site` builds them"
    return SITE


@pytest.fixture(scope="session")
def addresses(site):
    """Where the site is to be had: from a web server, and as files."""
    with served(site) as address:
        yield {"http": address, "file": site.as_uri()}


@pytest.fixture(scope="session")
def browser():
    """Chromium; CI cannot do without."""
    if not find_chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def watched(browser, addresses):
    """A page with JavaScript and one without, and what was noticed there.

    They are kept for all tests: Chromium takes longer to open a page than to show one.
    """

    @cache
    def page_and_problems(javascript):
        page = browser.new_context(java_script_enabled=javascript).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        problems = []
        here = (*addresses.values(), "about:", "data:", "blob:")
        page.on("request", lambda r: r.url.startswith(here) or problems.append(f"asked: {r.url}"))
        page.on("requestfailed", lambda r: left(r) or problems.append(f"failed: {r.url}"))
        page.on("response", lambda r: r.status < 400 or problems.append(f"{r.status}: {r.url}"))
        page.on("console", lambda m: m.type == "error" and problems.append(m.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page, problems

    return page_and_problems


def left(request):
    """Tell whether a request ended only because the browser went on to another page."""
    return request.failure == "net::ERR_ABORTED"


@pytest.fixture
def visit(watched, addresses):
    """Go to a page; nothing leaves the machine meanwhile, and nothing is complained about."""

    @contextmanager
    def visiting(name, way="http", width=1000, scheme="light", javascript=True):
        page, problems = watched(javascript)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="screen", color_scheme=scheme)
        page.goto("about:blank")
        problems.clear()  # an earlier test may have failed half way
        page.goto(f"{addresses[way]}/{name}.html")
        yield page
        page.goto("about:blank")
        assert problems == []

    return visiting
