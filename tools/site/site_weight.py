"""What a reader downloads for a page: the page and all that it loads, compressed."""

import gzip
import re
from pathlib import Path

MOST_BYTES = 200_000


def page_weight(site: Path, name: str) -> int:
    """Weigh a page of the site.

    Parameters
    ----------
    site : Path
        Folder of the built site.
    name : str
        The page's name, without its ending.

    Returns
    -------
    int
        Bytes of the page, its style sheets and its script, gzipped.
    """
    page = site / f"{name}.html"
    head = page.read_text(encoding="utf-8").partition("</head>")[0]
    loaded = re.findall(r'(?:src|href)="(assets/[^"]+)"', head)
    files = [page, *(site / path for path in loaded)]
    return sum(len(gzip.compress(file.read_bytes())) for file in files)
