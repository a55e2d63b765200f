"""The tasks of chapter 6, Backpropagation, in the order of the exercise notebook."""

from helpers.checks.tasks.ch06_backpropagation.dense_backward import TASK as dense_backward
from helpers.checks.tasks.ch06_backpropagation.differing_factor import TASK as differing_factor
from helpers.checks.tasks.ch06_backpropagation.gradient_check import TASK as gradient_check
from helpers.checks.tasks.ch06_backpropagation.loss_and_gradients import TASK as loss_and_gradients
from helpers.checks.tasks.ch06_backpropagation.mlp_backward import TASK as mlp_backward
from helpers.checks.tasks.ch06_backpropagation.output_delta import TASK as output_delta

TASKS = (
    dense_backward,
    differing_factor,
    output_delta,
    gradient_check,
    loss_and_gradients,
    mlp_backward,
)

# What a person grades, with its points.
WRITTEN = {"why_backpropagation": 3}
