"""Explorers as an executed notebook stores them: the state of their widgets.

A flipbook's state holds all its pages, so it can move without a kernel. A live
picture's state holds one page only. That difference is all that is looked at;
no explorer is known by name.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class StoredSlider:
    """A slider.

    Attributes
    ----------
    label : str
        What it moves.
    stops : tuple of str
        Its stops as they are shown.
    start : int
        Index of the stop where it stands.
    """

    label: str
    stops: tuple[str, ...]
    start: int


@dataclass(frozen=True)
class StoredExplorer:
    """An explorer.

    Attributes
    ----------
    sliders : tuple of StoredSlider
        Its sliders.
    pages : tuple of str
        HTML of its pages; the last slider runs fastest.
    """

    sliders: tuple[StoredSlider, ...]
    pages: tuple[str, ...]

    @property
    def needs_kernel(self) -> bool:
        """Whether pages are missing that its sliders could ask for."""
        return len(self.pages) != math.prod(len(slider.stops) for slider in self.sliders)

    @property
    def start(self) -> int:
        """Index of the page for where the sliders stand."""
        index = 0
        for slider in self.sliders:
            index = index * len(slider.stops) + slider.start
        return 0 if self.needs_kernel else index


def read_explorer(models: dict, model_id: str) -> StoredExplorer | None:
    """Read an explorer from widget state.

    Parameters
    ----------
    models : dict
        The `state` of a notebook's widget state: models by their ids.
    model_id : str
        Which model is shown.

    Returns
    -------
    StoredExplorer or None
        None if that model is no explorer.
    """
    box = models[model_id]["state"]
    if "kl-explorer" not in box["_dom_classes"]:
        return None
    *_, book = box["children"]
    return StoredExplorer(
        tuple(_read_slider(model) for model in _below(models, model_id) if _is_slider(model)),
        tuple(model["state"]["value"] for model in _below(models, _id(book)) if _is_page(model)),
    )


def _below(models: dict, model_id: str) -> Iterator[dict]:
    """Give a model and all that it contains, in order."""
    model = models[model_id]
    yield model
    for child in model["state"].get("children", []):
        yield from _below(models, _id(child))


def _id(reference: str) -> str:
    return reference.removeprefix("IPY_MODEL_")


def _is_slider(model: dict) -> bool:
    return "Slider" in model["model_name"]


def _is_page(model: dict) -> bool:
    return model["model_name"] == "HTMLModel"


def _read_slider(model: dict) -> StoredSlider:
    state = model["state"]
    return StoredSlider(state["description"], tuple(state["_options_labels"]), state["index"])
