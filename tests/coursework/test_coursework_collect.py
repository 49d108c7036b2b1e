"""Submissions from a learning platform arrive where nbgrader looks for them."""

import json
import shutil
from zipfile import ZipFile

import pytest
from course_grading import nbgrader

pytestmark = pytest.mark.course

IN_THE_DOWNLOAD = {
    "Ada Lovelace_12345_assignsubmission_file/ps1.ipynb": "Ada Lovelace_12345",
    "Emmy Noether_7_assignsubmission_file_ps1 (2).ipynb": "Emmy Noether_7",
    "turingalan_99_314159_ps1-1.ipynb": "turingalan_99",
    "hopper_LATE_42_271828_ps1.ipynb": "hopper_LATE_42",
}
"""Names in the zip that Moodle (the first two) and Canvas give, and who handed in."""


def test_the_files_of_a_download_are_sorted_by_student(built, releases, tmp_path):
    for file in built["ps1"].glob("*.py"):
        shutil.copy(file, tmp_path)
    archive = tmp_path / "downloaded" / "ps1" / "archive"
    archive.mkdir(parents=True)
    with ZipFile(archive / "download.zip", "w") as download:
        for name in IN_THE_DOWNLOAD:
            download.writestr(name, json.dumps(releases["ps1"]))
    nbgrader(tmp_path, "zip_collect", "ps1", "--force")
    collected = {file.parts[-3] for file in tmp_path.glob("submitted/*/ps1/ps1.ipynb")}
    assert collected == set(IN_THE_DOWNLOAD.values())
