"""Trust the collection's own notebooks, as they were published and no others.

JupyterLab shows the explorers of a notebook that it trusts before any cell is run. A
notebook that somebody has altered is left as it is.

    python tools/trust_notebooks.py
"""

import hashlib

import nbformat
from nbformat.sign import NotebookNotary
from refresh_notebooks import CHECKSUMS, NOTEBOOKS


def trust_published() -> list[str]:
    """Sign every notebook whose bytes are the published ones.

    Returns
    -------
    list of str
        The names of those that were signed.
    """
    notary = NotebookNotary()
    signed = []
    for line in CHECKSUMS.read_text().splitlines():
        checksum, name = line.split()
        path = NOTEBOOKS / name
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == checksum:
            notary.sign(nbformat.read(path, as_version=4))
            signed.append(name)
    return signed


if __name__ == "__main__":
    print(f"{len(trust_published())} notebooks as published: their explorers move at once")
