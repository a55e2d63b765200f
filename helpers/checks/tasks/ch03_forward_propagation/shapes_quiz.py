"""A question between the tasks: what is true of the shapes in a network?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="shapes_quiz",
    question=(
        "A batch of 32 colour images, 3 channels of 8 x 8 pixels each, is flattened and goes "
        "through a hidden layer of 50 units and an output layer of 10. Which statements are true?"
    ),
    options=(
        Right(
            "`X` has the shape (32, 192)",
            "An image has 3 * 8 * 8 = 192 numbers, and each of the 32 is a row.",
        ),
        Wrong(
            "`W1` has the shape (50, 192)",
            "In this book weights are (fan_in, fan_out), so `W1` is (192, 50). PyTorch stores it "
            "the other way round.",
        ),
        Right(
            "`Z1` and `A1` have the same shape",
            "The activation works on each entry alone, so it keeps the shape, (32, 50).",
        ),
        Wrong(
            "`b1` has the shape (32, 50)",
            "A bias belongs to a unit, not to an example: `b1` is (50,), and NumPy adds it to "
            "every row.",
        ),
        Right(
            "With a batch of 64 images instead, no parameter changes its shape",
            "The batch size stands in the shapes of `X`, `Z` and `A`, and in no parameter's.",
        ),
        Wrong(
            "`W2` has the shape (32, 10)",
            "`W2` leads from the 50 hidden units to the 10 outputs: (50, 10). The batch size is no "
            "part of it.",
        ),
    ),
    hints=(
        "Write the shapes from left to right: (32, 192) times what gives (32, 50)?",
        "Which of these arrays hold examples, and which hold what was learned? Only the first kind "
        "has the batch size in its shape.",
    ),
)
