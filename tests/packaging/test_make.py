"""The commands that README.md and CONTRIBUTING.md give, and what they say when they cannot work."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent.parent
THIS_ENVIRONMENT = Path(sys.prefix)
START_PAGE = "/lab/tree/notebooks/00_start_here.ipynb"


def make(*words: str) -> str:
    """Call make and give what it prints; pytest's own flags stay out of it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    call = ["make", *words]
    return subprocess.run(
        call, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout


def documented_targets() -> set[str]:
    text = "".join((ROOT / name).read_text() for name in ["README.md", "CONTRIBUTING.md"])
    return set(re.findall(r"(?:^    |`)make ([a-z-]+)", text, flags=re.MULTILINE))


def test_help_is_what_make_does_without_words():
    assert make() == make("help")


def test_help_lists_every_target_that_is_documented():
    listed = set(re.findall(r"make ([a-z-]+)", make("help")))
    assert {"lab", "test", "notebooks"} <= documented_targets()
    assert documented_targets() <= listed


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", "docs/instructors.md"])
def test_every_path_in_a_command_exists(file):
    commands = re.findall(r"^    (.+)$", (ROOT / file).read_text(), flags=re.MULTILINE)
    paths = re.findall(r"[\w./\\]+\.(?:ipynb|py|txt|yml)\b", " ".join(commands))
    assert not [path for path in paths if not (ROOT / path.replace("\\", "/")).exists()]


def test_lab_opens_the_start_page_behind_a_token_on_this_machine_only(tmp_path):
    log = tmp_path / "log"
    options = "--no-browser --allow-root --ServerApp.port=0 --ServerApp.port_retries=0"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    with log.open("w") as output:
        lab = subprocess.Popen(
            ["make", "lab", f"VENV={THIS_ENVIRONMENT}", f"LAB_OPTIONS={options}"],
            cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
        try:
            url = wait_for_url(log)
            wait_until_served(url, log)
            assert urlopen(url).status == 200
            assert "login" in urlopen(url.partition("?")[0]).url
        finally:
            os.killpg(lab.pid, 15)
            lab.wait(20)
    assert re.fullmatch(rf"http://(localhost|127\.0\.0\.1):\d+{START_PAGE}\?token=\w{{20,}}", url)


def wait_for_url(log: Path) -> str:
    for _ in range(1200):
        if found := re.search(r"http://\S+token=\w+", log.read_text()):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def wait_until_served(url: str, log: Path) -> None:
    """JupyterLab prints its address shortly before it listens there."""
    for _ in range(1200):
        try:
            return urlopen(url).close()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def check_python(preparation: str) -> str:
    """Run the check after `preparation`, and give what it complains about."""
    script = f"import sys; {preparation}; exec(open('tools/check_python.py').read())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode == 0) == (done.stderr == "")
    return done.stderr


def test_a_python_that_will_do_is_not_complained_about():
    assert check_python("pass") == ""


def test_an_old_python_is_named_with_what_to_do():
    message = check_python("sys.version_info = (3, 10, 4)")
    assert "needs Python 3.11 or newer, and this is Python 3.10" in message
    assert "make lab PYTHON=" in message


def test_a_missing_venv_is_named_with_what_to_do():
    assert "apt install python3-venv" in check_python("sys.modules['venv'] = None")


def test_the_oldest_python_is_the_one_that_pyproject_says():
    bound = re.search(r'requires-python = ">=(3\.\d+)"', (ROOT / "pyproject.toml").read_text())[1]
    oldest = re.search(r"OLDEST = \((\d+), (\d+)\)", (ROOT / "tools/check_python.py").read_text())
    assert ".".join(oldest.groups()) == bound
    assert f"Python {bound} or newer" in (ROOT / "README.md").read_text()
