"""A question between the tasks: what can a gradient check not see?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="blind_spots",
    question=(
        "You compare each entry of a gradient with central differences, in float64, at one point. "
        "The largest relative error is $10^{-9}$. Which of these mistakes may your code still have?"
    ),
    options=(
        Right(
            "The loss in your code is not the one that you meant",
            "The gradient is compared with the loss as it is coded. If that is the wrong function, "
            "its derivative still agrees with it.",
        ),
        Wrong(
            "One entry of the gradient has the wrong sign",
            "Opposite signs make the relative error of that entry 1, and every entry was compared.",
        ),
        Right(
            "ReLU has the wrong slope for negative inputs, and at this point all are positive",
            "A check says something about the point at which it is made. Here the wrong branch was "
            "never taken.",
        ),
        Wrong(
            "Each entry of the gradient is twice as large as it should be",
            "Twice the right value makes a relative error of 1/3, in every entry.",
        ),
        Right(
            "`=` stands where `+=` belongs, and in this expression no value is used twice",
            "The two differ only where several gradients arrive at one value.",
        ),
        Wrong(
            "The gradient for a matrix of shape (3, 4) is transposed",
            "A transposed gradient would have the shape (4, 3), which is not that of the matrix.",
        ),
    ),
    hints=(
        "Which of them change a number of the gradient at the point of the test?",
        "The check compares two derivatives of the same code. What do both take for granted?",
    ),
)
