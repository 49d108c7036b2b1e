"""What Binder does with this repository, asked of Binder's own repo2docker."""

import re
import subprocess
import tomllib
from contextlib import chdir
from importlib.resources import files
from pathlib import Path

import links
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.site

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
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


def test_the_base_image_fits_our_bounds(pack):
    folder = files("repo2docker") / "buildpacks" / "conda"
    frozen = folder / f"environment.py-{pack.python_version}-linux-64.lock"
    for name in ["ipywidgets", "jupyterlab"]:
        (installed,) = set(re.findall(rf"/{name}-([\d.]+)-", frozen.read_text()))
        assert bounds(PROJECT["dependencies"])[name].contains(installed)


def test_bounds_equal_those_of_pyproject():
    ours = bounds(spec for spec in CONDA_SPECS if not spec.startswith(("python", "pip")))
    assert ours == bounds(PROJECT["dependencies"])


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


def test_owner_and_repository_are_named_in_one_place():
    owner, _ = links.owner_and_name()
    places = subprocess.run(
        ["git", "grep", "-lE", rf"(github\.com/|github\.io/|/gh/){owner}/|{owner}\.github\.io"],
        cwd=ROOT, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    # Documents cannot compute; the tests above hold them to pyproject.toml.
    assert not [
        place for place in places if not place.endswith((".md", ".cff", ".yml", "pyproject.toml"))
    ]


@pytest.mark.parametrize("notebook", ["00_start_here", "07_fun_with_kl"])
def test_links_open_notebooks_in_jupyterlab(notebook):
    path = f"lab/tree/notebooks/{notebook}.ipynb"
    assert links.binder(notebook).endswith(f"/HEAD?urlpath={path}")
    _, name = links.owner_and_name()
    hub = links.nbgitpuller("https://hub.example.edu/", notebook)
    assert hub.startswith("https://hub.example.edu/hub/user-redirect/git-pull?repo=https%3A%2F%2F")
    assert hub.endswith(f"urlpath=lab%2Ftree%2F{name}%2Fnotebooks%2F{notebook}.ipynb")
