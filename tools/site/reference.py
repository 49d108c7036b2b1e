"""The reference pages of `kl_helpers`, which pdoc makes from its docstrings."""

import shutil
from pathlib import Path

import links
import pdoc

HERE = Path(__file__).resolve().parent
KATEX = links.ROOT / "node_modules" / "katex" / "dist"


def build_reference(output: Path) -> None:
    """Write a page for each module, with formulas set by the KaTeX beside it.

    Parameters
    ----------
    output : Path
        Folder of the site; the pages go into its folder `api`.
    """
    pdoc.render.configure(
        docformat="numpy",
        math=True,
        search=False,
        show_source=False,
        template_directory=HERE / "templates" / "api",
    )
    pdoc.pdoc("kl_helpers", output_directory=output / "api")
    for script in ["katex.min.js", "contrib/auto-render.min.js"]:
        shutil.copy(KATEX / script, output / "assets" / "katex")
