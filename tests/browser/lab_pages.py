"""Where the notebooks are, and where JupyterLab shows what went wrong."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"

ERRORS = ".jp-OutputArea-output[data-mime-type$='stderr']"
"""Where JupyterLab shows tracebacks and warnings."""

NOT_OURS = ("@jupyterlite", "nbgrader", "create_assignment", "favicon", "ResizeObserver")
"""What other installed extensions complain about in the browser's console."""

sys.path.insert(0, str(ROOT / "tools"))
