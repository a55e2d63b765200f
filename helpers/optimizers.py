"""Optimizers: from gradients to the next parameters, as pure functions of a small state.

    optimizer = Adam(lr=0.001)
    state = optimizer.init(parameters)
    parameters, state = optimizer.step(parameters, gradients, state)

Parameters and gradients are dicts of arrays with the same keys and shapes; the state is a dict
too: "t", the number of steps taken, and for each running quantity a dict of arrays like the
parameters. Nothing is changed in place, so every earlier state can be kept and compared. In
the formulas w is one array of parameters, g its gradient, lr the learning rate.

`weight_decay` alpha is the L2 penalty alpha/2 |w|^2: it adds alpha w to the gradient, and so goes
through whatever the optimizer does with gradients. `AdamW` decouples it: the weights themselves
shrink. As in PyTorch, all parameters decay, biases too.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """What all optimizers share: `init`, `step`, a learning rate and an L2 weight decay.

    A subclass names its running quantities in `quantities` and says in `update` what happens
    to one array. Raises ValueError for a rate or decay that is negative, or not a number.
    """

    quantities: ClassVar[tuple] = ()

    lr: float
    weight_decay: float = 0.0

    def __post_init__(self):
        for name, value in vars(self).items():
            if name in _BELOW_ONE and not 0 <= value < 1:
                raise ValueError(f"{name} must be in [0, 1), but is {value!r}")
            if not 0 <= value < np.inf:
                raise ValueError(f"{name} must be finite and at least 0, but is {value!r}")

    def init(self, parameters):
        """Return the state before the first step: t = 0, and zeros in the parameters' shapes."""
        zeros = {name: np.zeros_like(w) for name, w in parameters.items()}
        return {"t": 0, **{quantity: dict(zeros) for quantity in self.quantities}}

    def step(self, parameters, gradients, state):
        """Return (parameters, state) after one step; the arguments stay as they were.

        parameters, gradients: dicts of arrays with the same keys and shapes. Raises ValueError
        naming the keys or shapes that differ.
        """
        _require_alike(parameters, gradients)
        new, moved = {}, {"t": state["t"] + 1, **{quantity: {} for quantity in self.quantities}}
        for name, w in parameters.items():
            kept = [state[quantity][name] for quantity in self.quantities]
            w, g = self.decay(w, gradients[name]) if self.weight_decay else (w, gradients[name])
            new[name], *kept = self.update(w, g, *kept, t=moved["t"])
            for quantity, array in zip(self.quantities, kept, strict=True):
                moved[quantity][name] = array
        return new, moved

    def decay(self, w, g):
        """Return w, and g with the gradient of the L2 penalty alpha/2 |w|^2 added to it."""
        return w, g + self.weight_decay * w

    def update(self, w, g, *quantities, t):
        """Return the next w, then the next value of each running quantity; t counts from 1."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class SGD(Optimizer):
    """Gradient descent, w <- w - lr g; stochastic when g comes from a mini-batch.

    >>> optimizer, w = SGD(lr=0.1), {"w": np.array([1.0, -2.0])}
    >>> w, state = optimizer.step(w, {"w": 2 * w["w"]}, optimizer.init(w))
    >>> w["w"].tolist(), state
    ([0.8, -1.6], {'t': 1})
    """

    def update(self, w, g, *, t):
        """Return (w - lr g,)."""
        return (w - self.lr * g,)


@dataclass(frozen=True, kw_only=True)
class Momentum(Optimizer):
    """Momentum with a velocity: v <- momentum v - lr g, then w <- w + v.

    Under a constant gradient v tends to -lr g / (1 - momentum), 10 steps in one at the usual
    0.9. Polyak, USSR Comput. Math. Math. Phys. 4(5), 1964.
    """

    quantities: ClassVar[tuple] = ("v",)
    momentum: float = 0.9

    def update(self, w, g, v, *, t):
        """Return (w, v)."""
        v = self.momentum * v - self.lr * g
        return w + v, v


@dataclass(frozen=True, kw_only=True)
class PyTorchMomentum(Optimizer):
    """Momentum as `torch.optim.SGD` has it: v <- momentum v + g, then w <- w - lr v.

    This v is `Momentum`'s divided by -lr, and the steps are the same while lr is constant. When
    lr changes, past gradients count at today's rate here, and at the rate of their day there.
    """

    quantities: ClassVar[tuple] = ("v",)
    momentum: float = 0.9

    def update(self, w, g, v, *, t):
        """Return (w, v)."""
        v = self.momentum * v + g
        return w - self.lr * v, v


@dataclass(frozen=True, kw_only=True)
class Nesterov(Optimizer):
    """Nesterov's momentum as in PyTorch: v <- momentum v + g, w <- w - lr (g + momentum v).

    The original takes the gradient ahead, where the velocity alone would lead. Here w is that
    point ahead, so g is simply the gradient at w. Sutskever et al., ICML 2013; Bengio et al.,
    arXiv:1212.0901, eq. 7.
    """

    quantities: ClassVar[tuple] = ("v",)
    momentum: float = 0.9

    def update(self, w, g, v, *, t):
        """Return (w, v)."""
        v = self.momentum * v + g
        return w - self.lr * (g + self.momentum * v), v


@dataclass(frozen=True, kw_only=True)
class AdaGrad(Optimizer):
    """s <- s + g^2, then w <- w - lr g / (sqrt(s) + eps): each weight's rate only falls.

    Duchi, Hazan & Singer, JMLR 12, 2011.
    """

    quantities: ClassVar[tuple] = ("s",)
    lr: float = 0.01
    eps: float = 1e-10

    def update(self, w, g, s, *, t):
        """Return (w, s)."""
        s = s + g**2
        return w - self.lr * g / (np.sqrt(s) + self.eps), s


@dataclass(frozen=True, kw_only=True)
class RMSProp(Optimizer):
    """s <- alpha s + (1 - alpha) g^2, then w <- w - lr g / (sqrt(s) + eps): AdaGrad that forgets.

    Hinton, Neural Networks for Machine Learning, lecture 6e, 2012 (there alpha is 0.9).
    """

    quantities: ClassVar[tuple] = ("s",)
    lr: float = 0.01
    alpha: float = 0.99
    eps: float = 1e-8

    def update(self, w, g, s, *, t):
        """Return (w, s)."""
        s = self.alpha * s + (1 - self.alpha) * g**2
        return w - self.lr * g / (np.sqrt(s) + self.eps), s


@dataclass(frozen=True, kw_only=True)
class Adam(Optimizer):
    """Running means m of g and v of g^2, both corrected for their start at zero.

    m <- beta1 m + (1 - beta1) g and v <- beta2 v + (1 - beta2) g^2; after t steps their
    weights add up to 1 - beta1^t and 1 - beta2^t only, so with m' = m / (1 - beta1^t) and
    v' = v / (1 - beta2^t): w <- w - lr m' / (sqrt(v') + eps). The first step has length lr in
    every coordinate, whatever the size of g. Kingma & Ba, arXiv:1412.6980, algorithm 1.
    """

    quantities: ClassVar[tuple] = ("m", "v")
    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def update(self, w, g, m, v, *, t):
        """Return (w, m, v)."""
        m = self.beta1 * m + (1 - self.beta1) * g
        v = self.beta2 * v + (1 - self.beta2) * g**2
        m_corrected = m / (1 - self.beta1**t)
        v_corrected = v / (1 - self.beta2**t)
        return w - self.lr * m_corrected / (np.sqrt(v_corrected) + self.eps), m, v


@dataclass(frozen=True, kw_only=True)
class AdamW(Adam):
    """Adam with decoupled decay: w <- (1 - lr weight_decay) w, then Adam's step from g alone.

    With L2 inside Adam a large gradient divides its weight's decay away; here all weights
    shrink by the same factor. Loshchilov & Hutter, arXiv:1711.05101, algorithm 2.
    """

    weight_decay: float = 0.01

    def decay(self, w, g):
        """Return w, shrunk, and g as it is."""
        return (1 - self.lr * self.weight_decay) * w, g


_BELOW_ONE = ("momentum", "alpha", "beta1", "beta2")


def _require_alike(parameters, gradients):
    if parameters.keys() != gradients.keys():
        raise ValueError(
            f"gradients are for {sorted(gradients)} but the parameters are {sorted(parameters)}"
        )
    for name, w in parameters.items():
        if np.shape(gradients[name]) != np.shape(w):
            raise ValueError(
                f"the gradient of {name} has shape {np.shape(gradients[name])}, "
                f"but {name} has shape {np.shape(w)}"
            )
