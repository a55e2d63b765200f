"""The tasks of chapter 5, Derivatives and computation graphs, in the order of the exercise."""

from helpers.checks.tasks.ch05_derivatives.blind_spots import TASK as blind_spots
from helpers.checks.tasks.ch05_derivatives.gate_gradients import TASK as gate_gradients
from helpers.checks.tasks.ch05_derivatives.numerical_gradient import TASK as numerical_gradient
from helpers.checks.tasks.ch05_derivatives.product_jacobians import TASK as product_jacobians
from helpers.checks.tasks.ch05_derivatives.trace_gradient import TASK as trace_gradient
from helpers.checks.tasks.ch05_derivatives.value import TASK as value
from helpers.checks.tasks.ch05_derivatives.wave_jacobian import TASK as wave_jacobian

TASKS = (
    wave_jacobian,
    product_jacobians,
    numerical_gradient,
    trace_gradient,
    gate_gradients,
    blind_spots,
    value,
)

# What a person grades, with its points.
WRITTEN = {"why_backwards": 3}
