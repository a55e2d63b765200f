"""A question between the tasks: whose output depends on the other examples of a batch."""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="company",
    question=(
        "Your image is in a batch with 31 others. Somebody replaces the 31 others by different "
        "images. Which of these layers may now give something else for *your* image?"
    ),
    options=(
        Wrong(
            "Batch normalization at inference (after `eval()`)",
            "At inference batch normalization uses the running averages. They were settled in "
            "training, and no other image of this batch takes part.",
        ),
        Wrong(
            "Layer normalization in training",
            "Layer normalization takes mean and variance over the features of one example, in "
            "training as well. The other images do not enter.",
        ),
        Right("Batch normalization in training"),
        Wrong(
            "A fully connected layer, in training or at inference",
            "A row of `X @ W + b` depends on the same row of `X` only. Other rows do not enter.",
        ),
    ),
    hints=(
        "Which of these layers computes something from several *rows* of the batch?",
        "Write down over which axis each takes its mean, and whether it takes one from this "
        "batch at all.",
    ),
)
