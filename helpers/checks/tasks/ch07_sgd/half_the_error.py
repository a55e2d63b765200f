"""A question between the tasks: what it costs to halve the error of a gradient."""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="half_the_error",
    question=(
        "You train on 50,000 examples in batches of 32. The typical error of the gradient, which "
        "is the root of its variance, is to become half as large. What do you choose?"
    ),
    options=(
        Wrong(
            "Batches of 32 as before, and half the learning rate",
            "Half the rate makes the step half as long, its error and its useful part alike. The "
            "gradient itself is as far off as before.",
        ),
        Wrong(
            "Batches of 64",
            "Twice as many examples halve the variance. The typical error is its root, and "
            "becomes smaller by the root of 2 only.",
        ),
        Right("Batches of 128"),
        Wrong(
            "Batches of 1,024",
            "You squared the batch size, 32. It is the factor of 2 that is to be squared.",
        ),
    ),
    hints=(
        "All these batches are small beside 50,000, so that $(N - B)/(N - 1)$ is nearly 1. Then "
        "the variance is $\\sigma^2 / B$. What is its root?",
        "The typical error is $\\sigma / \\sqrt B$. By what must you multiply $B$ so that "
        "$\\sqrt B$ becomes twice as large?",
    ),
)
