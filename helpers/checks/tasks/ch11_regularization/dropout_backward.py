"""Dropout's backward pass, with the mask that the forward pass kept."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(dA, mask):
    """Return dX = dA * mask: nothing where a unit was dropped, else scaled as it was."""
    dX = np.zeros(dA.shape)
    kept = mask > 0
    dX[kept] = mask[kept] * dA[kept]
    return dX


def inputs(rng):
    """Masks of several p, which hold zeros, and the mask of a network in use."""
    kept = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    yield Instance((rng.normal(size=(2, 3)), 2 * kept), "in training")
    for shape, p in [((5, 4), 0.2), ((3, 7), 0.6), ((4, 3, 2), 0.3)]:
        mask = (rng.permutation(np.arange(np.prod(shape)) % 5).reshape(shape) >= 2) / (1 - p)
        yield Instance((rng.normal(size=shape), mask), "in training")
    yield Instance((rng.normal(size=(2, 5)), np.ones((2, 5))), "in use")


_RETURN = "return dX"

MISTAKES = (
    Mistake(
        "mask forgotten",
        "You pass on the gradient as it came. A dropped unit has no part in the loss, so it gets "
        "none, and what was scaled forwards is scaled backwards.",
        ((_RETURN, "return dA"),),
    ),
    Mistake(
        "scale forgotten",
        "You set the gradient of dropped units to 0, but pass on the others unscaled. The "
        "derivative of a times mask is the mask itself, scale included.",
        ((_RETURN, "return dA * (mask > 0)"),),
    ),
    Mistake(
        "scaled twice",
        "You scaled twice: the mask holds the factor 1/(1 - p) already.",
        ((_RETURN, "return dA * mask * mask.max()"),),
    ),
    Mistake(
        "divided",
        "You divide by the mask. The derivative of a times mask is the mask: multiply.",
        ((_RETURN, "return np.where(mask > 0, dA / np.maximum(mask, 1e-9), 0.0)"),),
        (((_RETURN, "return dA / mask"),),),
    ),
    Mistake(
        "the others",
        "Yours is the gradient of the dropped units: the mask is the wrong way round.",
        ((_RETURN, "return dA * (mask.max() - mask)"),),
        (((_RETURN, "return dA * (1 - mask)"),),),
    ),
    Mistake(
        "a gradient for zeros only",
        "You pass on the gradient where the mask is 0, and 0 elsewhere. It is the other way "
        "round, and scaled.",
        ((_RETURN, "return dA * (mask == 0)"),),
    ),
    Mistake(
        "the mask alone",
        "You return the mask. It is the local derivative; multiply it by the gradient that "
        "arrives.",
        ((_RETURN, "return mask"),),
    ),
    Mistake(
        "averaged",
        "You divided by the number of examples. The 1/N is in dA already.",
        ((_RETURN, "return dA * mask / len(dA)"),),
    ),
)


def _where(dA, mask):
    return np.where(mask == 0, 0.0, mask * dA)


def _in_place(dA, mask):
    dA = dA.copy()
    dA[mask == 0] = 0
    return dA * mask.max()


def _with_einsum(dA, mask):
    return np.einsum("...,...->...", mask, dA)


def _in_float32(dA, mask):
    return dA.astype(np.float32) * mask.astype(np.float32)


TASK = Task(
    name="dropout_backward",
    inputs=inputs,
    reference=reference,
    properties=(Property("the gradient that is passed on", 1),),
    mistakes=MISTAKES,
    equivalents=(_where, _in_place, _with_einsum, _in_float32),
    hints=(
        "Forwards each entry is multiplied by its entry of the mask. What is the derivative of "
        "`a * m` with respect to `a`?",
        "The local derivative is the mask. By the chain rule it is multiplied, entry by entry, by "
        "the gradient that arrives.",
    ),
)
