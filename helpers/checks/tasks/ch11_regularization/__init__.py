"""The tasks of chapter 11, Regularization, in the order of the exercise notebook."""

from helpers.checks.tasks.ch11_regularization.dropout_backward import TASK as dropout_backward
from helpers.checks.tasks.ch11_regularization.dropout_forward import TASK as dropout_forward
from helpers.checks.tasks.ch11_regularization.early_stopping import TASK as early_stopping
from helpers.checks.tasks.ch11_regularization.l2_penalty import TASK as l2_penalty
from helpers.checks.tasks.ch11_regularization.same_penalty import TASK as same_penalty
from helpers.checks.tasks.ch11_regularization.weight_decay_step import TASK as weight_decay_step

TASKS = (
    l2_penalty,
    weight_decay_step,
    same_penalty,
    dropout_forward,
    dropout_backward,
    early_stopping,
)

# What a person grades, with its points.
WRITTEN = {"too_good": 3}
