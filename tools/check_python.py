"""Say what is missing before a virtual environment is made; runs on any Python 3."""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        # An f-string would be a syntax error on the Pythons that this is for.
        "This project needs Python %d.%d or newer, and this is Python %d.%d.\n"
        "Install a newer one and name it: make lab PYTHON=python3.12"
        % (OLDEST + tuple(sys.version_info[:2]))
    )
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit(
        "Python's venv module is missing, so no environment can be made.\n"
        "On Debian or Ubuntu: sudo apt install python3-venv"
    )
