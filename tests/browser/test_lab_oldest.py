"""Every notebook in the oldest front end that shows explorers, JupyterLab 3 with ipywidgets 7."""

import pytest
from explorer_pages import drag_every_handle, walk
from lab_pages import ROOT, explorers_on, run_all
from notebook_explorers import explorers_of

pytestmark = [pytest.mark.browser, pytest.mark.oldest]

NAMES = sorted(path.stem for path in ROOT.glob("notebooks/*.ipynb"))


@pytest.mark.parametrize("name", NAMES)
def test_explorers_move_once_all_cells_are_run(opened, name):
    twins = explorers_of(name)
    with opened(f"notebooks/{name}.ipynb") as page:
        run_all(page)
        for explorer, twin in zip(explorers_on(page, twins), twins, strict=True):
            explorer.scroll_into_view_if_needed()
            walk(page, explorer, twin, ["End", "ArrowLeft", "Home"])
            drag_every_handle(page, explorer, twin)
