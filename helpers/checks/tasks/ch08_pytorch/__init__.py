"""The tasks of chapter 8, The same network in PyTorch, in the order of the exercise notebook."""

from helpers.checks.tasks.ch08_pytorch.evaluate import TASK as evaluate
from helpers.checks.tasks.ch08_pytorch.fit import TASK as fit
from helpers.checks.tasks.ch08_pytorch.net import TASK as Net
from helpers.checks.tasks.ch08_pytorch.train_step import TASK as train_step

TASKS = (Net, train_step, evaluate, fit)

# What a person grades, with its points.
WRITTEN = {"three_lines_deleted": 3}
