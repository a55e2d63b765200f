"""The tasks of chapter 2, Activation functions, in the order of the exercise notebook."""

from helpers.checks.tasks.ch02_activation_functions.chain_gradients import TASK as chain_gradients
from helpers.checks.tasks.ch02_activation_functions.elu import TASK as elu
from helpers.checks.tasks.ch02_activation_functions.relu_grad import TASK as relu_grad
from helpers.checks.tasks.ch02_activation_functions.softmax import TASK as softmax
from helpers.checks.tasks.ch02_activation_functions.stable_sigmoid import TASK as stable_sigmoid
from helpers.checks.tasks.ch02_activation_functions.which_output import TASK as which_output

TASKS = (relu_grad, stable_sigmoid, softmax, elu, which_output, chain_gradients)

# What a person grades, with its points.
WRITTEN = {"twenty_sigmoids": 3}
