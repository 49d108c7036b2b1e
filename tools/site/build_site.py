"""Build the site: landing page, questions, notebooks, reference, and JupyterLite.

python tools/site/build_site.py            everything, into _site/
python tools/site/build_site.py --no-lite  only the pages
"""

import argparse
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import links
from pages import (
    HERE,
    NOTEBOOKS,
    landing_page,
    notebook_page,
    playground_page,
    questions_page,
    write,
    write_embedded,
)
from reference import KATEX, build_reference

from kl_helpers.your_model import SCRIPTS, joined

HELPERS = links.ROOT / "kl_helpers"
ON_THE_LANDING_PAGE = "06_kl_vs_binomial_mean"
OUTPUT = links.ROOT / "_site"


def build_pages(output: Path) -> None:
    """Write the landing page, the questions and a page for each notebook.

    Parameters
    ----------
    output : Path
        Folder of the site.
    """
    with ProcessPoolExecutor() as pool:
        pages = list(pool.map(notebook_page, sorted(NOTEBOOKS.glob("*.ipynb"))))
    (taste,) = [page for page in pages if page.name == ON_THE_LANDING_PAGE]
    for page in [landing_page(taste), questions_page(), playground_page(), *pages]:
        write(page, pages, output)
        write_embedded(page, output)
        print(f"{page.name}.html", flush=True)


def copy_assets(output: Path) -> None:
    """Put style sheets, script, fonts and the notebooks' data beside the pages.

    Parameters
    ----------
    output : Path
        Folder of the site.
    """
    assets = output / "assets"
    shutil.copytree(HERE / "assets", assets)
    shutil.copytree(NOTEBOOKS / "data", output / "data")
    (assets / "pictures").mkdir()
    (output / "embed").mkdir()
    for name in ("explorer.css", "your_model.css"):
        shutil.copy(HELPERS / name, assets)
    write_script(assets / "site.js")
    write_script(assets / "playground.js")
    (assets / "katex" / "fonts").mkdir(parents=True)
    shutil.copy(KATEX / "katex.min.css", assets / "katex")
    for font in KATEX.glob("fonts/*.woff2"):  # every browser of the last ten years takes these
        shutil.copy(font, assets / "katex" / "fonts")


def write_script(path: Path) -> None:
    """Join the explorers' scripts and a page's own to one that a file's page can load, too.

    Parameters
    ----------
    path : Path
        The page's own script; it is replaced.
    """
    path.write_text(f"(() => {{\n{joined(*SCRIPTS, path)}}})();\n", encoding="utf-8")


def main() -> None:
    """Build what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Build the site.")
    parser.add_argument("--no-lite", action="store_true", help="leave JupyterLite out")
    without_lite = parser.parse_args().no_lite
    shutil.rmtree(OUTPUT, ignore_errors=True)
    copy_assets(OUTPUT)
    build_pages(OUTPUT)
    build_reference(OUTPUT)
    if not without_lite:
        from lite import build_lite

        build_lite(OUTPUT / "lite")


if __name__ == "__main__":
    main()
