"""Formulas in Markdown, set by KaTeX while the site is built."""

import json
import re
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

HERE = Path(__file__).resolve().parent
PLACEHOLDER = re.compile(r'<math-(inline|block) tex="([^"]*)"></math-\1>([.,;:!?)]*)')
LONGEST_UNBROKEN = 30
"""A formula of more characters may be broken between lines."""


class MathRenderer(IPythonRenderer):
    """Markdown's renderer; it leaves a placeholder for each formula and lets tables scroll."""

    def heading(self, text: str, level: int, **attributes: Any) -> str:
        """Give a heading the id that Jupyter would, for links such as "#Contents"."""
        name = re.sub(r"<[^>]*>", "", text).replace(" ", "-")
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def table(self, text: str) -> str:
        """Put a table into a box that scrolls in a narrow window."""
        return f'<div class="wide"><table>{text}</table></div>\n'

    def inline_math(self, body: str) -> str:
        """Leave a placeholder for a formula in a line."""
        return f'<math-inline tex="{escape(body)}"></math-inline>'

    def block_math(self, body: str) -> str:
        """Leave a placeholder for a formula of its own."""
        return f'<math-block tex="{escape(body)}"></math-block>'


def markdown_to_html(source: str) -> str:
    """Turn Markdown into HTML with a placeholder for each formula.

    Parameters
    ----------
    source : str
        Markdown with formulas between dollar signs.

    Returns
    -------
    str
        HTML for `set_formulas`.
    """
    renderer = MathRenderer(escape=False, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer).render(source)


def set_formulas(html: str) -> str:
    """Put formulas in the place of their placeholders.

    Parameters
    ----------
    html : str
        From `markdown_to_html`.

    Returns
    -------
    str
        HTML that shows them with KaTeX's style sheet, and MathML for screen readers.

    Raises
    ------
    subprocess.CalledProcessError
        If KaTeX does not understand one; it says which.
    """
    found = [
        {"tex": unescape(match[2]), "display": match[1] == "block"}
        for match in PLACEHOLDER.finditer(html)
    ]
    rendered = iter(_katex(found)) if found else iter(())
    return PLACEHOLDER.sub(lambda match: _with_punctuation(next(rendered), match), html)


def _with_punctuation(formula: str, placeholder: re.Match) -> str:
    """Keep a full stop or a comma on the line of its formula."""
    _, tex, punctuation = placeholder.groups()
    if punctuation and len(tex) <= LONGEST_UNBROKEN:
        return f'<span class="unbroken">{formula}{punctuation}</span>'
    return formula + punctuation


def _katex(formulas: list[dict]) -> list[str]:
    command = ["node", "render_math.mjs"]
    process = subprocess.run(
        command, cwd=HERE, input=json.dumps(formulas), stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(process.stdout)
