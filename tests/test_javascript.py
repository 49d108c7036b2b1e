"""What explorer.js works out, tried by Node.js with the books that Python packs."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from explorer_views import opened, pages

HERE = Path(__file__).resolve().parent
BOOKS = ["kl_curve", "interval_event", "beta_binomial_model", "messages"]
NO_NODE = "NO NODE: explorer.js was not tried. Install Node.js and run again."


def write_books(folder):
    """Write books as the browser gets them, and what it should show."""
    for name in BOOKS:
        explorer = opened(name)
        (folder / f"{name}.gz").write_bytes(explorer.book)
        shown = [[values, page.alt] for values, page in pages(explorer)]
        (folder / f"{name}.json").write_text(json.dumps(shown))


def test_explorer_js(tmp_path):
    if not shutil.which("node"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_NODE)
    write_books(tmp_path)
    run = subprocess.run(
        ["node", "--test", "--test-reporter=tap", *HERE.glob("javascript/*.test.mjs")],
        env=os.environ | {"BOOKS": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "# fail 0" in run.stdout
    assert "# pass 0" not in run.stdout
