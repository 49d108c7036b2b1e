"""What Binder does with this repository, asked of Binder's own repo2docker."""

import json
import os
import re
import subprocess
import sys
import tomllib
from contextlib import chdir
from importlib.resources import files
from pathlib import Path

import links
import nbformat
import pytest
import yaml
from nbformat.sign import NotebookNotary
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.site

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LAB = PROJECT["optional-dependencies"]["lab"]
ENVIRONMENT = (ROOT / "environment.yml").read_text()
SPECS = yaml.safe_load(ENVIRONMENT)["dependencies"]
CONDA_SPECS = [spec for spec in SPECS if isinstance(spec, str)]


@pytest.fixture(scope="module")
def pack():
    """The build pack that Binder chooses here."""
    from repo2docker.app import Repo2Docker  # only `make check-site` installs it

    app = Repo2Docker(repo=str(ROOT))
    with chdir(ROOT):
        packs = (choice(base_image=app.base_image) for choice in app.buildpacks)
        chosen = next(pack for pack in packs if pack.detect())
        chosen.platform = "linux/amd64"
        yield chosen


def test_binder_chooses_conda_and_reads_our_file(pack):
    assert type(pack).__name__ == "CondaBuildPack"
    assert Path(pack.binder_path("environment.yml")) == Path("environment.yml")


def test_nothing_shadows_the_file():
    hiding = ["binder", ".binder", "Dockerfile", "environment.yaml", "repo2docker.py"]
    assert not [name for name in hiding if (ROOT / name).exists()]


def test_the_python_is_the_pin_and_is_allowed(pack):
    (pin,) = [spec.removeprefix("python=") for spec in CONDA_SPECS if spec.startswith("python=")]
    assert re.fullmatch(r"3\.\d+", pin)
    assert pack.python_version == pin
    assert SpecifierSet(PROJECT["requires-python"]).contains(f"{pin}.0")


def test_the_repository_is_there_before_it_is_installed(pack):
    dockerfile = pack.render()
    copied = dockerfile.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    updated = dockerfile.index("env update -p ${NB_PYTHON_PREFIX}")
    assert copied < updated


def test_the_last_step_is_taken_when_all_is_installed(pack):
    dockerfile = pack.render()
    assert dockerfile.index("env update -p ${NB_PYTHON_PREFIX}") < dockerfile.index(
        "RUN ./postBuild"
    )
    assert os.access(ROOT / "postBuild", os.X_OK)


WIDGETS_SETTINGS = """
import json, sys
from pathlib import Path

labextensions = [str(Path(sys.prefix, "share", "jupyter", "labextensions"))]
sys.prefix = sys.argv[1]
from jupyterlab_server.settings_utils import get_settings

name = "@jupyter-widgets/jupyterlab-manager:plugin"
settings, _ = get_settings("", "", "", schema_name=name, labextensions_path=labextensions)
print(json.dumps(settings["schema"]["properties"]["saveState"]["default"]))
"""
"""What JupyterLab, in an environment of that prefix, takes for the setting."""


def test_the_last_step_trusts_the_notebooks_and_lets_state_be_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("NB_PYTHON_PREFIX", str(tmp_path / "env"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert not any(trusted())
    assert not keeps_state(tmp_path / "env")
    subprocess.run(["./postBuild"], cwd=ROOT, check=True)
    assert all(trusted())
    assert keeps_state(tmp_path / "env")


def trusted():
    paths = sorted(ROOT.glob("notebooks/*.ipynb"))
    notary = NotebookNotary()
    return [notary.check_signature(nbformat.read(path, as_version=4)) for path in paths]


def keeps_state(prefix):
    asked = [sys.executable, "-c", WIDGETS_SETTINGS, str(prefix)]
    return json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)


def test_the_base_image_fits_our_bounds(pack):
    folder = files("repo2docker") / "buildpacks" / "conda"
    frozen = folder / f"environment.py-{pack.python_version}-linux-64.lock"
    for name in ["ipywidgets", "jupyterlab"]:
        (installed,) = set(re.findall(rf"/{name}-([\d.]+)-", frozen.read_text()))
        assert bounds(LAB)[name].contains(installed)


def test_bounds_equal_those_of_pyproject():
    ours = bounds(spec for spec in CONDA_SPECS if not spec.startswith(("python", "pip")))
    assert ours == bounds(PROJECT["dependencies"]) | bounds(LAB)


def test_the_repository_itself_is_installed():
    assert SPECS[-1] == {"pip": ["-e ."]}
    assert "pip" in CONDA_SPECS


def test_conda_forge_is_the_only_channel():
    assert yaml.safe_load(ENVIRONMENT)["channels"] == ["conda-forge"]


def test_every_line_of_the_list_says_what_it_is_for():
    lines = [line for line in ENVIRONMENT.splitlines() if line.lstrip().startswith("- ")]
    assert all(" # " in line for line in lines if line.strip() != "- pip:")


def bounds(requirements):
    return {(r := Requirement(text)).name: r.specifier for text in requirements}


def test_the_readme_leads_to_binder_and_the_site():
    readme = (ROOT / "README.md").read_text()
    assert links.badge() in readme
    assert f"]({links.site()})" in readme


def test_the_readme_and_the_start_page_lead_to_every_way():
    start = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in start.cells)
    for page in [(ROOT / "README.md").read_text(), text]:
        assert links.rows() in page
        assert f"%pip install -q git+{links.repository()}" in page


def test_owner_and_repository_are_named_in_one_place():
    owner, _ = links.owner_and_name()
    places = subprocess.run(
        ["git", "grep", "-lE", rf"(github\.com/|github\.io/|/gh/){owner}/|{owner}\.github\.io"],
        cwd=ROOT, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    # Documents cannot compute; the tests above hold them to pyproject.toml.
    assert not [
        place
        for place in places
        if not place.endswith((".md", ".cff", ".yml", "00_start_here.ipynb", "pyproject.toml"))
    ]


@pytest.mark.parametrize("notebook", ["00_start_here", "07_fun_with_kl"])
def test_links_open_notebooks_in_jupyterlab(notebook):
    path = f"lab/tree/notebooks/{notebook}.ipynb"
    assert links.binder(notebook).endswith(f"/HEAD?urlpath={path}")
    _, name = links.owner_and_name()
    hub = links.nbgitpuller("https://hub.example.edu/", notebook)
    assert hub.startswith("https://hub.example.edu/hub/user-redirect/git-pull?repo=https%3A%2F%2F")
    assert hub.endswith(f"urlpath=lab%2Ftree%2F{name}%2Fnotebooks%2F{notebook}.ipynb")
