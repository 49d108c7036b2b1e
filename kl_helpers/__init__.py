"""The mathematics, the pictures and the explorers behind the KL divergence notebooks.

    import kl_helpers as kl

gives the mathematics by name, as in `kl.kl_divergence`. Imports run one way:

    worms, models, divergence  <-  figures  <-  explorers  <-  notebooks
             (numpy)             (matplotlib)  (anywidget)       check

The mathematics knows nothing of pictures, and the pictures nothing of sliders.

**The mathematics**

- `kl_helpers.worms`: the worms and their teeth
- `kl_helpers.models`: distributions of counts, their mean and variance, and the best of a family
- `kl_helpers.divergence`: KL, its terms, and its relatives
- `kl_helpers.lengths`: the worms' lengths, a density
- `kl_helpers.learning`: softmax, and the steps that find its logits
- `kl_helpers.normals`: normal distributions, and KL between densities
- `kl_helpers.estimators`: KL from samples
- `kl_helpers.coding`: messages in bits
- `kl_helpers.own_data`: a reader's own counts

**The explorers**

- `kl_helpers.explorers`: one function for each explorer, in the order of the notebooks
- `kl_helpers.explorer`: the widget that shows a picture with its sliders
- `kl_helpers.your_model`: the widget on which a reader draws a model
- `kl_helpers.picture`: what a picture must be able to do, to be moved

**The checks**

- `kl_helpers.check`: one question for each "Check yourself" of the notebooks

`kl_helpers.figures`, `kl_helpers.own_files`, `kl_helpers.own_numbers`, `kl_helpers.style`,
`kl_helpers.svg` and `kl_helpers.validation` serve these modules; their
names may change between versions.
"""

from importlib import import_module
from types import ModuleType

from kl_helpers.coding import decode, encode, exact_pmf, message_lengths
from kl_helpers.divergence import (
    cross_entropy,
    entropy,
    jensen_shannon,
    kl_divergence,
    kl_from_binomial,
    kl_terms,
    total_variation,
)
from kl_helpers.estimators import kl_estimates
from kl_helpers.learning import gradient_descent, log_softmax, softmax
from kl_helpers.lengths import length_density, length_probability
from kl_helpers.models import (
    beta_binomial_pmf,
    binomial_pmf,
    fit_beta_binomial,
    fit_binomial,
    log_beta_binomial_pmf,
    log_binomial_coefficients,
    log_binomial_pmf,
    mean,
    pmf_from_counts,
    uniform_pmf,
    variance,
)
from kl_helpers.normals import (
    kl_densities,
    kl_normals,
    log_mixture_density,
    log_normal_density,
    normal_density,
)
from kl_helpers.own_data import Data, read_data, same_outcomes
from kl_helpers.worms import TEETH_COUNTS, teeth_distribution


def __getattr__(name: str) -> ModuleType:
    """Load the explorers, which need matplotlib, and the checks once they are asked for."""
    if name in ("check", "explorers"):
        return import_module(f"kl_helpers.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
