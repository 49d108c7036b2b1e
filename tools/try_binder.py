"""Try what Binder installs: the list of environment.yml, in an environment of its own.

No conda is needed. The list has the same names on PyPI, so pip solves it afresh,
without constraints.txt. The mathematics and all notebooks are then tested there.
"""

import sys

import yaml
from try_versions import NBVAL, ROOT, find_python, run

FOLDER = ROOT / ".venv-binder"
TEST_TOOLS = ["pytest>=8,<10", "nbval>=0.11,<0.12", "hypothesis>=6.100,<7"]
MATHEMATICS = ["tests/test_worms.py", "tests/test_models.py", "tests/test_divergence.py"]


def main() -> int:
    """Install and test; give 0 only if all went well."""
    version, requirements = what_binder_installs()
    python = find_python(version)
    if python is None:
        print(f"NOT TRIED, there is no Python {version} on this machine")
        return 1
    run(python, "-m", "venv", "--clear", FOLDER)
    own_python = FOLDER / "bin" / "python"
    pip = [own_python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = [
        [*pip, *requirements],
        [*pip, *TEST_TOOLS],
        [own_python, "-m", "pytest", "-q", *MATHEMATICS],
        [own_python, "-m", "pytest", "-q", *NBVAL, "notebooks"],
    ]
    return int(any(run(*step) for step in steps))


def what_binder_installs() -> tuple[str, list[str]]:
    """Give the Python version of environment.yml, and the rest of its list for pip."""
    specs = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    names = [spec for spec in specs if isinstance(spec, str) and spec != "pip"]
    (version,) = [spec.removeprefix("python=") for spec in names if spec.startswith("python=")]
    (from_pip,) = [spec["pip"] for spec in specs if isinstance(spec, dict)]
    flags = [word for line in from_pip for word in line.split()]
    return version, [*(name for name in names if not name.startswith("python=")), *flags]


if __name__ == "__main__":
    sys.exit(main())
