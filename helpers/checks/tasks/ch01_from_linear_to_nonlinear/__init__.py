"""The tasks of chapter 1, From linear to nonlinear, in the order of the exercise notebook."""

from helpers.checks.tasks.ch01_from_linear_to_nonlinear.bump import TASK as bump
from helpers.checks.tasks.ch01_from_linear_to_nonlinear.collapse_linear_layers import (
    TASK as collapse_linear_layers,
)
from helpers.checks.tasks.ch01_from_linear_to_nonlinear.fit_output_layer import (
    TASK as fit_output_layer,
)
from helpers.checks.tasks.ch01_from_linear_to_nonlinear.hidden_units import TASK as hidden_units
from helpers.checks.tasks.ch01_from_linear_to_nonlinear.staircase import TASK as staircase
from helpers.checks.tasks.ch01_from_linear_to_nonlinear.which_collapse import (
    TASK as which_collapse,
)

TASKS = (bump, hidden_units, fit_output_layer, collapse_linear_layers, which_collapse, staircase)

# What a person grades, with its points.
WRITTEN = {"what_the_hidden_layer_does": 3}
