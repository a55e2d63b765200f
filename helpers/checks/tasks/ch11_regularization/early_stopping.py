"""Early stopping with patience, as a class, driven over sequences of losses."""

import math

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


class EarlyStopping:
    """Watches the validation loss; `best` holds a copy of the best parameters."""

    def __init__(self, patience):
        self.patience = patience
        self.best_loss, self.best, self.waited = math.inf, None, 0

    def update(self, loss, parameters):
        """Take note of an epoch; return whether to stop."""
        if loss < self.best_loss:
            self.best_loss, self.waited = loss, 0
            self.best = {name: array.copy() for name, array in parameters.items()}
        else:
            self.waited += 1
        return self.waited >= self.patience


RISING = "rising from the start"
# Multiples of a random scale. Each runs out of patience, and none ends with its best.
SEQUENCES = (
    ("a single valley", 2, (6, 4, 3, 5, 7, 8, 9)),
    ("a single valley", 3, (9, 7, 8, 8.5, 9.5, 9.8, 9.9)),
    ("up and down", 3, (8, 6, 7, 5, 6, 7, 4, 5, 6, 7, 8, 9)),
    ("up and down", 2, (9, 8, 8.5, 7, 7.5, 6, 6.5, 6.4, 6.3, 6.2)),
    ("tiny improvements", 2, (6, 5, 4.999995, 4.99999, 4.999985, 5.5, 6, 7)),
    (RISING, 3, (4, 5, 6, 7, 8)),
    ("creeping down above the best", 3, (8, 2, 7, 6, 5, 4, 3.5, 3)),
    ("the best once more", 2, (5, 3, 3, 3, 4, 5, 6)),
    ("patience 1", 1, (7, 5, 6, 4, 3)),
)


def inputs(rng):
    """Losses above 1 at first, in a unit of their own, most after some epochs of falling."""
    for tag, patience, losses in SEQUENCES:
        scale = float(rng.uniform(0.6, 0.9))
        w = rng.normal(size=int(rng.integers(2, 5)))
        before = 0 if tag == RISING else int(rng.integers(9))
        falling = [losses[0] + k for k in range(before, 0, -1)]
        yield Instance((patience, [scale * loss for loss in (*falling, *losses)], w), tag)


_NOTED = "self.best_loss, self.waited = loss, 0"
_COPIED = "            self.best = {name: array.copy() for name, array in parameters.items()}\n"
_REMEMBERED = (
    "        return self",
    _COPIED[4:].replace("self.best", "self.last") + "        return self",
)
_BEFORE = """\
        self.waited = 0 if loss < getattr(self, "before", math.inf) else self.waited + 1
        self.before = loss
"""

MISTAKES = (
    Mistake(
        "against the previous loss",
        "You compare with the loss of the epoch before. Patience counts against the best loss so "
        "far: a loss that creeps down far above it is no improvement.",
        (("self.waited += 1", "self.best_loss, self.waited = loss, self.waited + 1"),),
        (
            (
                ("        if loss <", _BEFORE + "        if loss <"),
                (_NOTED, "self.best_loss = loss"),
                ("            self.waited += 1", "            pass"),
            ),
        ),
    ),
    Mistake(
        "counter not reset",
        "Your counter goes on where it was after an improvement. Patience is for epochs in a row: "
        "set it back to 0 at every new best.",
        ((_NOTED, "self.best_loss = loss"),),
    ),
    Mistake(
        "last parameters",
        "Your best parameters are those of the last epoch. Keep them at a new best only, and as "
        "copies, `array.copy()`: training goes on in the same arrays.",
        (("array.copy()", "array"),),
        (
            (("{name: array.copy() for name, array in parameters.items()}", "parameters"),),
            (
                (_COPIED, ""),
                ("        return self", _COPIED[4:] + "        return self"),
            ),
        ),
    ),
    Mistake(
        "one epoch late",
        "You stop one epoch too late: with patience 2, the second epoch without a new best is the "
        "last.",
        (("self.waited >= self.patience", "self.waited > self.patience"),),
    ),
    Mistake(
        "one epoch early",
        "You stop one epoch too early: with patience 2, one epoch without a new best is allowed.",
        (("self.waited >= self.patience", "self.waited + 1 >= self.patience"),),
    ),
    Mistake(
        "equal is better",
        "You count a loss that equals the best one as an improvement. A new best is smaller.",
        (("loss < self.best_loss", "loss <= self.best_loss"),),
    ),
    Mistake(
        "larger is better",
        "You wait for the loss to grow. For a loss, smaller is better.",
        (("loss < self.best_loss", "loss > self.best_loss"), ("math.inf", "-math.inf")),
    ),
    Mistake(
        "begins too low",
        "Your best loss begins at a number that no loss here is below. Begin with infinity, so "
        "that the first epoch is a new best whatever its loss.",
        (("math.inf", "0.0"),),
        ((("math.inf", "1.0"),),),
    ),
    Mistake(
        "improvements of some size",
        "You ask for an improvement of some size. Here every smaller loss is a new best, however "
        "little smaller it is.",
        (("loss < self.best_loss", "loss < self.best_loss - 1e-3"),),
        ((("loss < self.best_loss", "loss < self.best_loss - 1e-4"),),),
    ),
    Mistake(
        "first epoch counted",
        "You count the first epoch as one without a new best. Its loss is the best so far, so the "
        "counter stands at 0 after it.",
        ((_NOTED, "self.best_loss, self.waited = loss, int(self.best is None)"),),
    ),
    Mistake(
        "parameters of the epoch before",
        "Your best parameters are those of the epoch before the best. Copy the ones that `update` "
        "is given together with the best loss.",
        ((_COPIED, '            self.best = getattr(self, "last", None)\n'), _REMEMBERED),
        (((_COPIED, '            self.best = getattr(self, "last", parameters)\n'), _REMEMBERED),),
    ),
    Mistake(
        "no return",
        "Your `update` returns nothing. After each epoch it says True to stop or False to go on.",
        (("return self.waited >= self.patience", "self.waited >= self.patience"),),
    ),
    Mistake(
        "best loss not kept",
        "You never write down the best loss, so every epoch looks like a new best.",
        ((_NOTED, "self.waited = 0"),),
    ),
    Mistake(
        "stops at once",
        "You stop at the first epoch without a new best, whatever the patience is.",
        (("self.waited >= self.patience", "self.waited > 0"),),
    ),
    Mistake(
        "says when to go on",
        "Your `update` says True as long as training should go on. Asked for is whether to stop.",
        (("self.waited >= self.patience", "self.waited < self.patience"),),
    ),
)


class _WithHistory:
    def __init__(self, patience):
        self.patience, self.losses, self.kept = patience, [], []

    def update(self, loss, parameters):
        self.losses.append(loss)
        self.kept.append({k: np.array(v) for k, v in parameters.items()})
        return len(self.losses) - 1 - self.losses.index(min(self.losses)) >= self.patience

    @property
    def best(self):
        return self.kept[self.losses.index(min(self.losses))]


class _CountingDown:
    def __init__(self, patience):
        self.patience = self.left = patience
        self.best_loss = None

    def update(self, loss, parameters):
        self.left -= 1
        if self.best_loss is None or np.less(loss, self.best_loss):
            self.best_loss, self.left = loss, self.patience
            self.best = {k: 1.0 * v for k, v in parameters.items()}
        return np.bool_(self.left == 0)


def _made_by_a_function(patience):
    return EarlyStopping(patience)


TASK = Task(
    name="EarlyStopping",
    inputs=inputs,
    reference=EarlyStopping,
    driver="stop_early",
    properties=(
        Property(
            "stops in a valley",
            1,
            ("stop",),
            tags=("a single valley", "patience 1", RISING),
        ),
        Property(
            "an improvement sets the counter back",
            1,
            ("stop",),
            tags=("up and down", "tiny improvements"),
        ),
        Property(
            "counts against the best loss",
            1,
            ("stop",),
            tags=("creeping down above the best", "the best once more"),
        ),
        Property("keeps the best parameters", 2, ("best",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_WithHistory, _CountingDown, _made_by_a_function),
    simpler=None,
    hints=(
        "Three things must be remembered from epoch to epoch: the best loss, how many epochs have "
        "passed since, and the best parameters. `self` is the place.",
        "Two cases. A new best: write down the loss, a copy of each array, and set the counter to "
        "0. Otherwise: add 1 to the counter. In both, return whether the counter has reached the "
        "patience.",
        "Copies: `{name: array.copy() for name, array in parameters.items()}`. The best loss "
        "begins with `float('inf')`.",
    ),
)
