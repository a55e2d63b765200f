"""The tasks of chapter 7, SGD and mini-batches, in the order of the exercise notebook."""

from helpers.checks.tasks.ch07_sgd.digit_gradients import TASK as digit_gradients
from helpers.checks.tasks.ch07_sgd.gradient_variance import TASK as gradient_variance
from helpers.checks.tasks.ch07_sgd.half_the_error import TASK as half_the_error
from helpers.checks.tasks.ch07_sgd.minibatches import TASK as minibatches
from helpers.checks.tasks.ch07_sgd.sgd_epoch import TASK as sgd_epoch
from helpers.checks.tasks.ch07_sgd.steps_per_epoch import TASK as steps_per_epoch
from helpers.checks.tasks.ch07_sgd.train_digits import TASK as train_digits

TASKS = (
    steps_per_epoch,
    minibatches,
    gradient_variance,
    half_the_error,
    sgd_epoch,
    digit_gradients,
    train_digits,
)

# What a person grades, with its points.
WRITTEN = {"why_small_batches": 3}
