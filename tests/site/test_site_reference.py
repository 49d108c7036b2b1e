"""The reference pages: every public name, its docstring, and formulas that are set."""

import importlib
import inspect

import pytest

pytestmark = pytest.mark.site

MODULES = [
    "worms",
    "models",
    "divergence",
    "lengths",
    "coding",
    "own_data",
    "explorers",
    "explorer",
]


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("module", MODULES)
def test_every_public_function_has_its_words(visit, module, way):
    members = vars(importlib.import_module(f"kl_helpers.{module}")).items()
    functions = {
        name: value
        for name, value in members
        if inspect.isfunction(value) and value.__module__ == f"kl_helpers.{module}"
    }
    with visit(f"api/kl_helpers/{module}", way) as page:
        for name, function in functions.items():
            shown = page.locator(f"#{name}")
            assert shown.count() == (not name.startswith("_"))
            if shown.count():
                first_line = inspect.getdoc(function).splitlines()[0].replace("`", "")
                assert first_line in shown.inner_text()


@pytest.mark.parametrize("module", ["models", "divergence"])
def test_formulas_are_set(visit, module):
    with visit(f"api/kl_helpers/{module}") as page:
        page.locator(".katex-display").first.wait_for()
        assert page.locator(".katex-error").count() == 0
        assert "$$" not in page.locator("main").inner_text()


def test_the_first_page_leads_to_every_module(visit):
    with visit("api/kl_helpers") as page:
        hrefs = page.locator("a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
        assert {f"kl_helpers/{module}.html" for module in MODULES} <= set(hrefs)
