"""The tasks of chapter 8, The same network in PyTorch, in the order of the exercise notebook."""

from helpers.checks.tasks.ch08_pytorch.descend import TASK as descend
from helpers.checks.tasks.ch08_pytorch.evaluate import TASK as evaluate
from helpers.checks.tasks.ch08_pytorch.fit import TASK as fit
from helpers.checks.tasks.ch08_pytorch.fit_classes import TASK as fit_classes
from helpers.checks.tasks.ch08_pytorch.fit_numbers import TASK as fit_numbers
from helpers.checks.tasks.ch08_pytorch.mean_loss import TASK as mean_loss
from helpers.checks.tasks.ch08_pytorch.net import TASK as Net
from helpers.checks.tasks.ch08_pytorch.one_epoch import TASK as one_epoch
from helpers.checks.tasks.ch08_pytorch.predict import TASK as predict
from helpers.checks.tasks.ch08_pytorch.train_step import TASK as train_step

# Each of these repairs a broken program.
BUGS = (descend, predict, fit_classes, fit_numbers, one_epoch, mean_loss)
TASKS = (Net, train_step, evaluate, fit, *BUGS)

# What a person grades, with its points.
WRITTEN = {"three_lines_deleted": 3}
