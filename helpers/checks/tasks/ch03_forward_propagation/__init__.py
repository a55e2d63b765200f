"""The tasks of chapter 3, Forward propagation, in the order of the exercise notebook."""

from helpers.checks.tasks.ch03_forward_propagation.count_parameters import TASK as count_parameters
from helpers.checks.tasks.ch03_forward_propagation.dense_forward import TASK as dense_forward
from helpers.checks.tasks.ch03_forward_propagation.mlp_forward import TASK as mlp_forward
from helpers.checks.tasks.ch03_forward_propagation.neuron_by_hand import TASK as neuron_by_hand
from helpers.checks.tasks.ch03_forward_propagation.shapes_quiz import TASK as shapes_quiz

TASKS = (neuron_by_hand, dense_forward, count_parameters, shapes_quiz, mlp_forward)

# What a person grades, with its points.
WRITTEN = {"z_for_a": 3}
