"""Tasks of notebook 05 that are answered with a model made by hand."""

import numpy as np

from kl_helpers.divergence import kl_divergence, kl_terms
from kl_helpers.models import uniform_pmf
from kl_helpers.validation import FloatArray, as_pmf
from kl_helpers.worms import teeth_distribution

_WORMS = teeth_distribution()
_UNIFORM = kl_divergence(_WORMS, uniform_pmf(_WORMS.size))
_ROUNDING = 1e-9
_WANTED, _GIVE_OR_TAKE = 0.05, 0.005
_QUITE_DIFFERENT = 0.1
_found: list[FloatArray] = []
"""Models at the wanted divergence, as the reader finds them."""


def closer_than_the_uniform(answer: object) -> None:
    """Say whether a model is closer to the worms than the uniform one.

    Parameters
    ----------
    answer : array_like, shape (11,)
        The reader's model; None while there is none.
    """
    model = _model(answer, "a model that is closer than the uniform one")
    if model is None:
        return
    kl = kl_divergence(_WORMS, model)
    if kl < _ROUNDING:
        print("Right: 0 nats. But a message with all eleven shares is not a short one.")
    elif kl < _UNIFORM - _ROUNDING:
        print(f"Right: {kl:.4f} nats, and the uniform model adds {_UNIFORM:.4f}.")
    elif np.isinf(kl):
        print(f"Not yet: infinity. There are worms with {_impossible(model)}.")
    else:
        worst = int(kl_terms(_WORMS, model).argmax())
        print(
            f"Not yet: {kl:.4f} nats, and the uniform model adds {_UNIFORM:.4f}. The largest "
            f"term is that of {_teeth(worst)}. Does the model say too much of them or too little?"
        )


def a_model_that_costs_infinity(answer: object) -> None:
    """Say whether a model calls something impossible that happens.

    Parameters
    ----------
    answer : array_like, shape (11,)
        The reader's model; None while there is none.
    """
    model = _model(answer, "a model that costs infinity")
    if model is None:
        return
    if (model == 0).any():
        print(f"Right. There are worms with {_impossible(model)}, and one is enough.")
    else:
        print(
            f"Not yet: the lowest probability is {model.min():.2g}, which is possible. "
            "What must a model say of a worm, for its surprise to have no end?"
        )


def two_models_as_close(answer: object) -> None:
    """Say whether a model adds 0.05 nats, and whether another one before it did.

    Parameters
    ----------
    answer : array_like, shape (11,)
        The reader's model, at first one and later another; None while there is none.
    """
    model = _model(answer, "two quite different models at 0.05 nats, one after the other")
    if model is None:
        return
    kl = kl_divergence(_WORMS, model)
    apart = max((_apart(model, other) for other in _found), default=None)
    if abs(kl - _WANTED) > _GIVE_OR_TAKE:
        size = "infinity" if np.isinf(kl) else f"{kl:.4f} nats"
        print(f"Not yet: {size} is {'more' if kl > _WANTED else 'less'} than 0.05 ± 0.005 nats.")
        return
    _found.append(model)
    if apart is None:
        print(f"Right so far: {kl:.4f} nats. Now find another model there, quite different.")
    elif apart < _QUITE_DIFFERENT:
        print(f"Right so far: {kl:.4f} nats, but you had nearly this model. Pull other diamonds.")
    else:
        print(
            f"Right: {kl:.4f} nats again, and the two models disagree on {apart:.0%} of what "
            "comes. A divergence says how far, not in which way."
        )


def _model(answer: object, task: str) -> FloatArray | None:
    """Give the answer as a model of the worms, or say that it is none."""
    if answer is None:
        print(f"Not answered yet: {task}. Put mine.q in place of None.")
        return None
    try:
        model = as_pmf(answer, "your model")
    except (TypeError, ValueError) as error:
        print(f"That is no model: {error}. Give mine.q.")
        return None
    if model.size != _WORMS.size:
        print(f"Your model has {model.size} outcomes, and the worms have {_WORMS.size}.")
        return None
    return model


def _apart(one: FloatArray, other: FloatArray) -> float:
    """Total variation: the largest difference in the probability of any event."""
    return float(np.abs(one - other).sum() / 2)


def _impossible(model: FloatArray) -> str:
    none = np.flatnonzero(model == 0)
    return " or ".join([*map(str, none[:-1]), _teeth(none[-1])])


def _teeth(k: int) -> str:
    return "1 tooth" if k == 1 else f"{k} teeth"
