"""Build what students get: release notebooks without answers, and one zip for each assignment.

A zip holds a folder with the notebook and, beside it, the `kl_helpers` package and
`creatures.py`, which draws everybody's own data; so it runs wherever numpy, matplotlib,
anywidget and JupyterLab are installed.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT = Path(__file__).resolve().parents[1]
MOMENT = (2020, 1, 1, 0, 0, 0)
"""The same time stamp in every zip, so that the same content gives the same file."""


def main() -> None:
    """Build every assignment that has a folder in `source/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--course", type=Path, default=ROOT / "coursework")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "coursework")
    options = parser.parse_args()
    for source in sorted((options.course / "source").iterdir()):
        # From here nbgrader copies it beside each notebook, a student's and a graded one.
        shutil.copy(options.course / "creatures.py", source)
        generate(options.course, source.name)
        print(pack(options.course / "release" / source.name, options.to))


def generate(course: Path, assignment: str) -> None:
    """Write the student version of one assignment to `release/`.

    Parameters
    ----------
    course : Path
        The nbgrader course folder.
    assignment : str
        Name of a folder in `source/`.
    """
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", assignment]
    options = ["--force", "--create", "--log-level=WARN"]
    subprocess.run([*command, *options], cwd=course, check=True)


def pack(release: Path, folder: Path) -> Path:
    """Zip one assignment, with the package beside its notebook.

    Parameters
    ----------
    release : Path
        Folder with the student version.
    folder : Path
        Where the zip goes; made if need be.

    Returns
    -------
    Path
        The zip.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{release.name}.zip"
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, file in sorted(_contents(release).items()):
            info = ZipInfo(f"{release.name}/{name}", MOMENT)
            info.external_attr = 0o644 << 16
            archive.writestr(info, file.read_bytes(), ZIP_DEFLATED)
    return target


def _contents(release: Path) -> dict[str, Path]:
    """Files of the zip by their name in it."""
    handed_out = {file.name: file for file in release.iterdir() if file.is_file()}
    package = {
        str(file.relative_to(ROOT)): file
        for kind in ("py", "js", "css")
        for file in (ROOT / "kl_helpers").rglob(f"*.{kind}")
    }
    licences = {name: ROOT / name for name in ("LICENSE", "LICENSE-TEXT")}
    return handed_out | package | licences


if __name__ == "__main__":
    main()
