"""A model that a reader makes by hand, and what KL divergence says of it.

The diamonds are dragged and the sum is computed in the page, by `your_model.js`, with or
without a kernel. Python and the page share one distribution, `YourModel.q`.
"""

import re
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from numpy.typing import ArrayLike

from kl_helpers.explorer import (
    _supersede_what_this_cell_had_before,
    stand_in,
    without_comments,
)
from kl_helpers.figures.your_model import YourModelPicture
from kl_helpers.models import binomial_pmf, fit_binomial, uniform_pmf
from kl_helpers.validation import as_pmf

MOST_OUTCOMES = 20
"""More diamonds than this are too narrow for a finger."""

_HERE = Path(__file__).parent


def joined(*files: Path) -> str:
    """Join JavaScript modules to one script, in which each finds what it imports from another.

    anywidget takes one module, and a page that is opened as a file takes none.

    Parameters
    ----------
    *files : Path
        Modules, each after those from which it imports.

    Returns
    -------
    str
        Their text; a default export is a variable with its file's name.

    Examples
    --------
    >>> "const your_model = {" in joined(*SCRIPTS)
    True
    """
    script = ""
    for file in files:
        text = without_comments(file).replace("\nexport default ", f"\nconst {file.stem} = ")
        script += re.sub(r"^import [^;]*;\n|^export ", "", text, flags=re.MULTILINE)
    return script


SCRIPTS = [_HERE / f"{name}.js" for name in ("explorer", "divergence", "your_model")]


class YourModel(anywidget.AnyWidget):
    """Bars for data that stand still, and a model whose diamonds a reader drags.

    Parameters
    ----------
    pmf : array_like, shape (k,)
        Probabilities of the data, from 2 to 20 outcomes.
    name : str
        What the data are called.

    Attributes
    ----------
    q : list of float
        The model; can be set, to any distribution over the same outcomes, and observed.
    reverse : bool
        Whether it shows KL(model ‖ data) in place of KL(data ‖ model).

    Raises
    ------
    ValueError
        If `pmf` is not a distribution or has too many outcomes, or if `q` is set to
        something that is no distribution over as many outcomes.

    Examples
    --------
    >>> explorer = YourModel([0.5, 0.25, 0.25], "throws")
    >>> explorer.q = [1, 0, 0]
    >>> explorer.q
    [1.0, 0.0, 0.0]
    """

    _esm = joined(*SCRIPTS) + "\nexport default your_model;\n"
    _css = "".join((_HERE / f"{name}.css").read_text() for name in ("explorer", "your_model"))

    about = traitlets.Dict().tag(sync=True)
    q = traitlets.Any().tag(sync=True)
    reverse = traitlets.Bool(False).tag(sync=True)

    _ipython_display_ = None  # that of ipywidgets 7 would show the widget alone

    def __init__(self, pmf: ArrayLike, name: str) -> None:
        self._picture = YourModelPicture(pmf, name)
        pmf = self._picture.pmf
        if not 2 <= pmf.size <= MOST_OUTCOMES:
            raise ValueError(
                f"the data have {pmf.size} outcomes; a model can be made by hand for 2 to "
                f"{MOST_OUTCOMES}, so cut them into classes first"
            )
        uniform = uniform_pmf(pmf.size).tolist()
        super().__init__(about=_about(self._picture), q=uniform)
        self.on_msg(self._answer)
        _supersede_what_this_cell_had_before(self)

    @traitlets.validate("q")
    def _only_models(self, proposal: dict) -> list[float]:
        q = as_pmf(proposal["value"], "q")
        if q.size != self._picture.pmf.size:
            raise ValueError(f"q has {q.size} outcomes and the data have {self._picture.pmf.size}")
        return q.tolist()

    def _answer(self, _: Any, message: dict, __: list) -> None:
        """Go when the browser says that no cell shows this any longer."""
        if "unused" in message:
            self.close()

    def close(self) -> None:
        """Take the explorer out of the browser's memory and the kernel's."""
        self.layout.close()
        super().close()
        vars(self).pop("_repr_mimebundle_", None)  # ipywidgets would show a closed one as its name

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        """Add to the widget a picture and words, for wherever widgets are not shown."""
        if self.comm is None:
            raise RuntimeError(
                "this explorer was closed when the cell that showed it ran again: make a new one"
            )
        instead = stand_in(self._picture)
        _supersede_what_this_cell_had_before(self)
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | instead, metadata


def _about(picture: YourModelPicture) -> dict[str, Any]:
    """Say what the page must know: the data, and the models to start from or to beat."""
    pmf, n = picture.pmf, picture.n
    starts = [
        {"name": "uniform model", "q": uniform_pmf(n + 1).tolist(), "line": True},
        {"name": f"{picture.name} themselves", "q": pmf.tolist(), "line": False},
    ]
    if not picture.outcomes.named:
        binomial = binomial_pmf(n, fit_binomial(pmf)).tolist()
        starts.insert(1, {"name": "best binomial", "q": binomial, "line": True})
    return {
        "name": picture.name,
        "model": "your model",
        "unit": "nats",
        "axis": picture.outcome,
        "outcomes": list(picture.outcomes.labels),
        "p": pmf.tolist(),
        "starts": starts,
    }
