"""The built site, served and as files, and a browser that notices what leaves the machine."""

import os
from contextlib import contextmanager

import pytest
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


@pytest.fixture
def visit(browser, addresses):
    """Open a page; nothing leaves the machine meanwhile, and nothing is complained about."""

    @contextmanager
    def visiting(name, way="http", width=1000, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        outside, complaints = [], []
        here = (*addresses.values(), "data:", "blob:")
        page.on("request", lambda r: r.url.startswith(here) or outside.append(r.url))
        page.on("requestfailed", lambda r: complaints.append(f"failed: {r.url}"))
        page.on("response", lambda r: r.ok or complaints.append(f"{r.status}: {r.url}"))
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{addresses[way]}/{name}.html")
        yield page
        context.close()
        assert not outside
        assert not complaints

    return visiting
