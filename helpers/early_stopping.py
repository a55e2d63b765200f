"""Early stopping: when the validation loss has stopped falling, stop, and take the best back.

stopping = EarlyStopping(patience=5)
for epoch in range(epochs):
    ...                                              # train for an epoch
    stopping = stopping.after(validation_loss, parameters)
    if stopping.stop:
        break
parameters = stopping.best_parameters
"""

import copy
import math
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, eq=False)
class EarlyStopping:
    """What is known after some epochs; `after` returns what is known one epoch later.

    Patience counts against the best loss so far, not against the previous one: a loss that
    creeps up and down above its best runs out of patience. A loss equal to the best, or NaN, is
    no improvement. Source: Prechelt, Early Stopping -- But When?, 1998.

    >>> stopping = EarlyStopping(patience=2)
    >>> for loss, parameters in [(3.0, "a"), (1.0, "b"), (2.0, "c"), (1.5, "d")]:
    ...     stopping = stopping.after(loss, parameters)
    >>> stopping.stop, stopping.best_loss, stopping.best_parameters
    (True, 1.0, 'b')

    Attributes:
        patience: after how many epochs in a row without a new best to stop, at least 1.
        best_loss: the smallest loss so far; infinite at first.
        best_parameters: a copy of the parameters that had it; None at first.
        waited: epochs since then; 0 when the last one was the best.

    Raises:
        ValueError: if patience is less than 1.
    """

    patience: int
    best_loss: float = math.inf
    best_parameters: Any = None
    waited: int = 0

    def __post_init__(self):
        """Refuse a patience that would stop before the first epoch."""
        if not self.patience >= 1:
            raise ValueError(f"patience must be at least 1 epoch, but is {self.patience}")

    def after(self, loss, parameters):
        """Return the state after an epoch that ended with this validation loss and parameters.

        parameters: arrays, in a dict or lists as you keep them; they are copied, so that
        training on does not change the best ones.
        """
        if loss < self.best_loss:
            best = copy.deepcopy(parameters)
            return replace(self, best_loss=float(loss), best_parameters=best, waited=0)
        return replace(self, waited=self.waited + 1)

    @property
    def stop(self):
        """Whether patience has run out."""
        return self.waited >= self.patience
