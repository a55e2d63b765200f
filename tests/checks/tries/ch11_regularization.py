"""Answers to exercise 11."""

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("11-regularization")


@wrong("l2_penalty", 1, "factor 1/2")
def without_the_half(W, alpha):
    return alpha * (W * W).sum(), W * alpha


@wrong("l2_penalty", 1, "once too often")
def gradient_added_up(W, alpha):
    return alpha / 2 * (W**2).sum(), alpha * W.sum()


@wrong("l2_penalty", 0)
def gradient_only(W, alpha):
    return alpha * W


@wrong("l2_penalty", 0, "no 1/N")
def averaged_over_the_rows(W, alpha):
    return alpha * np.sum(W**2) / (2 * W.shape[0]), alpha / W.shape[0] * W


@right("l2_penalty")
def by_the_norm(W, alpha):
    return 0.5 * alpha * np.linalg.norm(W.ravel()) ** 2, np.multiply(W, alpha)


def _adam(w, g, m, s, t, rate):
    m = 0.9 * m + 0.1 * g
    s = 0.999 * s + 0.001 * g**2
    return w - rate * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8), m, s


@wrong("weight_decay_step", 2, "both cases")
def penalty_twice(w, g, m, s, t, rate, alpha, decoupled):
    return _adam(w, g + alpha * w, m, s, t, rate)


@wrong("weight_decay_step", 2, "1 - rate alpha")
def shrunk_by_alpha(w, g, m, s, t, rate, alpha, decoupled):
    if decoupled:
        return _adam(w - alpha * w, g, m, s, t, rate)
    return _adam(w, g + w * alpha, m, s, t, rate)


@wrong("weight_decay_step", 2, "after Adam's step")
def shrunk_after_the_step(w, g, m, s, t, rate, alpha, decoupled):
    if not decoupled:
        return _adam(w, g + alpha * w, m, s, t, rate)
    w, m, s = _adam(w, g, m, s, t, rate)
    return (1 - rate * alpha) * w, m, s


@wrong("weight_decay_step", 2, "also add alpha w")
def decay_and_penalty(w, g, m, s, t, rate, alpha, decoupled):
    if decoupled:
        w = w * (1 - rate * alpha)
    g = g + alpha * w
    return _adam(w, g, m, s, t, rate)


@wrong("weight_decay_step", 1, "t is the number of this step already")
def steps_from_zero(w, g, m, s, t, rate, alpha, decoupled):
    if decoupled:
        return _adam(w - rate * alpha * w, g, m, s, t + 1, rate)
    return _adam(w, g + alpha * w, m, s, t + 1, rate)


@right("weight_decay_step")
def with_a_conditional(w, g, m, s, t, rate, alpha, decoupled):
    shrunk = w - rate * alpha * w if decoupled else w
    pulled = g if decoupled else g + alpha * w
    return _adam(shrunk, pulled, m, s, t, rate)


@wrong("dropout_forward", 4, "share p")
def keeps_p(A, p, rng, training):
    mask = (rng.random(A.shape) < p) / (1 - p) if training else np.ones(A.shape)
    return A * mask, mask


@wrong("dropout_forward", 3, "divided by 1 - p")
def only_zeros_and_ones(A, p, rng, training):
    mask = 1.0 * (rng.random(A.shape) > p) if training else np.ones(A.shape)
    return A * mask, mask


@wrong("dropout_forward", 4, "in use")
def drops_always(A, p, rng, training):
    mask = (rng.random(A.shape) > p) / (1 - p)
    return A * mask, mask


@wrong("dropout_forward", 4, "no mask in your answer")
def no_mask_in_use(A, p, rng, training):
    if not training:
        return A, None
    mask = (rng.random(A.shape) > p) / (1 - p)
    return A * mask, mask


@wrong("dropout_forward", 4, "returns nothing")
def for_training_alone(A, p, rng, training):
    if training:
        mask = (rng.random(A.shape) > p) / (1 - p)
        return A * mask, mask


@wrong("dropout_forward", 2, "classic dropout")
def as_in_the_paper(A, p, rng, training):
    if not training:
        return (1 - p) * A, np.ones_like(A)
    mask = rng.binomial(1, 1 - p, A.shape).astype(float)
    return A * mask, mask


@wrong("dropout_forward", 4, "You drew twice")
def two_masks(A, p, rng, training):
    mask = (rng.random(A.shape) > p) / (1 - p) if training else np.ones(A.shape)
    out = A * (rng.random(A.shape) > p) / (1 - p) if training else A
    return out, mask


@wrong("dropout_forward", 0)
def no_mask(A, p, rng, training):
    return np.where(rng.random(A.shape) < p, 0, A / (1 - p)) if training else A


@right("dropout_forward")
def with_where(A, p, rng, training):
    if not training:
        return A.copy(), np.ones_like(A)
    mask = np.where(rng.uniform(size=A.shape) < p, 0.0, 1 / (1 - p))
    return np.multiply(A, mask), mask


@right("dropout_forward")
def exactly_the_share(A, p, rng, training):
    mask = np.ones(A.size)
    if training:
        lots = rng.random(A.size)
        mask = np.array([0.0 if lot < p else 1 / (1 - p) for lot in lots])
    mask = mask.reshape(A.shape)
    return A * mask, mask


@wrong("dropout_backward", 0, "scale included")
def zeros_only(dA, mask):
    dA = dA.copy()
    dA[mask == 0] = 0
    return dA


@right("dropout_backward")
def in_place(dA, mask):
    dA *= mask
    return dA


@wrong("EarlyStopping", 3, "epoch before")
class AgainstThePrevious:
    def __init__(self, patience):
        self.patience, self.before, self.lowest, self.count = patience, 1e9, 1e9, 0

    def update(self, loss, parameters):
        self.count = 0 if loss < self.before else self.count + 1
        self.before = loss
        if loss < self.lowest:
            self.lowest, self.best = loss, {k: v.copy() for k, v in parameters.items()}
        return self.count >= self.patience


@wrong("EarlyStopping", 3, "as copies")
class WithTheSameArrays:
    def __init__(self, patience):
        self.patience, self.best_loss, self.waited = patience, float("inf"), 0

    def update(self, loss, parameters):
        self.waited += 1
        if loss < self.best_loss:
            self.best_loss, self.best, self.waited = loss, dict(parameters), 0
        return self.waited == self.patience


@wrong("EarlyStopping", 0)
class SaysTwoThings:
    def __init__(self, patience):
        self.patience, self.best_loss, self.waited = patience, float("inf"), 0

    def update(self, loss, parameters):
        self.waited += 1
        if loss < self.best_loss:
            self.best_loss, self.waited = loss, 0
            self.best = {k: v.copy() for k, v in parameters.items()}
        return self.waited >= self.patience, self.best


@wrong("EarlyStopping", 2, "improvement of some size")
class WithAThreshold:
    def __init__(self, patience):
        self.patience, self.best_loss, self.waited = patience, float("inf"), 0

    def update(self, loss, parameters):
        self.waited += 1
        if loss + 0.0001 < self.best_loss:
            self.best_loss, self.waited = loss, 0
            self.best = {k: v.copy() for k, v in parameters.items()}
        return self.waited >= self.patience


@wrong("EarlyStopping", 2, "first epoch")
class BeginsWithTheFirstLoss:
    def __init__(self, patience):
        self.patience, self.best_loss, self.waited = patience, None, 0

    def update(self, loss, parameters):
        if self.best_loss is None:
            self.best_loss, self.best = loss, {k: v.copy() for k, v in parameters.items()}
        if loss < self.best_loss:
            self.best_loss, self.waited = loss, 0
            self.best = {k: v.copy() for k, v in parameters.items()}
        else:
            self.waited += 1
        return self.waited >= self.patience


@right("EarlyStopping")
class SaysNothingToGoOn:
    def __init__(self, patience):
        self.patience, self.best_loss, self.waited = patience, float("inf"), 0

    def update(self, loss, parameters):
        self.waited += 1
        if loss < self.best_loss:
            self.best_loss, self.waited = loss, 0
            self.best = {k: v.copy() for k, v in parameters.items()}
        if self.waited == self.patience:
            return True


@right("EarlyStopping")
class WithDeepCopies:
    def __init__(self, patience):
        self.left = self.patience = patience
        self.best_loss = np.inf

    def update(self, loss, parameters):
        import copy

        if loss < self.best_loss:
            self.best_loss, self.left = loss, self.patience
            self.best = copy.deepcopy(parameters)
            return False
        self.left -= 1
        return not self.left
