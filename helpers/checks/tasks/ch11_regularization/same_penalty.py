"""A question: which optimizer does the same as a penalty in the loss?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="same_penalty",
    question=(
        "A network without biases is trained by Adam in Keras, with 0.01 times the sum of the "
        "squared weights added to the loss. Which optimizer of PyTorch, given the loss without "
        "the penalty, takes the same steps?"
    ),
    options=(
        Wrong(
            "`Adam(weight_decay=0.01)`",
            "It adds 0.01 w to the gradient. The derivative of 0.01 w^2 is another: 0.02 w.",
        ),
        Right("`Adam(weight_decay=0.02)`"),
        Wrong(
            "`AdamW(weight_decay=0.01)`",
            "AdamW shrinks the weights beside Adam's step. A penalty in the loss goes through the "
            "gradient, and there Adam divides it. The strength is another, too: 0.01 w^2 has the "
            "derivative 0.02 w.",
        ),
        Wrong(
            "`AdamW(weight_decay=0.02)`",
            "The strength is right, but AdamW shrinks the weights beside Adam's step. A penalty "
            "in the loss goes through the gradient, and there Adam divides it.",
        ),
        Wrong(
            "`SGD(weight_decay=0.02)`",
            "That is the same penalty, but without Adam's means: its steps are those of plain "
            "gradient descent.",
        ),
    ),
    hints=(
        "Two questions in one: is the penalty a part of the gradient, and with which factor?",
        "A penalty in the loss is differentiated with the loss. What does 0.01 w^2 add to the "
        "gradient?",
    ),
)
