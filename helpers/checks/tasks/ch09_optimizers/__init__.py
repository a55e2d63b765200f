"""The tasks of chapter 9, Optimizers, in the order of the exercise notebook."""

from helpers.checks.tasks.ch09_optimizers.adam_step import TASK as adam_step
from helpers.checks.tasks.ch09_optimizers.adamw_step import TASK as adamw_step
from helpers.checks.tasks.ch09_optimizers.cosine_with_warmup import TASK as cosine_with_warmup
from helpers.checks.tasks.ch09_optimizers.momentum_step import TASK as momentum_step
from helpers.checks.tasks.ch09_optimizers.rmsprop_step import TASK as rmsprop_step
from helpers.checks.tasks.ch09_optimizers.step_decay import TASK as step_decay
from helpers.checks.tasks.ch09_optimizers.terminal_velocity import TASK as terminal_velocity

TASKS = (
    step_decay,
    momentum_step,
    terminal_velocity,
    rmsprop_step,
    adam_step,
    adamw_step,
    cosine_with_warmup,
)

# What a person grades, with its points.
WRITTEN = {"why_it_diverges": 3}
