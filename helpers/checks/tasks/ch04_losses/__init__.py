"""The tasks of chapter 4, Losses and output layers, in the order of the exercise notebook."""

from helpers.checks.tasks.ch04_losses.bce_grad import TASK as bce_grad
from helpers.checks.tasks.ch04_losses.bce_with_logits import TASK as bce_with_logits
from helpers.checks.tasks.ch04_losses.cross_entropy import TASK as cross_entropy
from helpers.checks.tasks.ch04_losses.cross_entropy_grad import TASK as cross_entropy_grad
from helpers.checks.tasks.ch04_losses.one_hot import TASK as one_hot
from helpers.checks.tasks.ch04_losses.output_and_loss import TASK as output_and_loss
from helpers.checks.tasks.ch04_losses.weighted_cross_entropy import TASK as weighted_cross_entropy

TASKS = (
    one_hot,
    bce_with_logits,
    bce_grad,
    cross_entropy,
    cross_entropy_grad,
    output_and_loss,
    weighted_cross_entropy,
)

# What a person grades, with its points.
WRITTEN = {"why_not_accuracy": 3}
