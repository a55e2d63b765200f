"""A question between the tasks: what the gradients of two weights have in common."""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="differing_factor",
    question=(
        "Two weights lead from two different units into the same unit. Write the gradient of "
        "each of them, for one example, as a product that begins at the loss and ends at the "
        "weight. Which factor differs between the two products?"
    ),
    options=(
        Wrong(
            "The gradient for the pre-activation of the unit that both lead into",
            "Both weights act on the loss through this one pre-activation, so its gradient is a "
            "factor that they share.",
        ),
        Right("The activation that the weight multiplies"),
        Wrong(
            "The derivative of the activation in the unit that both lead into",
            "This derivative belongs to the unit, not to a weight: it is taken at the one "
            "pre-activation to which both weights contribute.",
        ),
        Wrong(
            "The weight itself",
            "A pre-activation is a sum of terms a w, and the derivative of such a term with "
            "respect to w is a: the weight itself drops out of its own gradient.",
        ),
    ),
    hints=(
        "Write the pre-activation of the unit as a sum, $z = a_1 w_1 + a_2 w_2 + \\dots + b$. "
        "What happens between $z$ and the loss is the same, whichever weight you ask about.",
        "So both gradients begin with $\\partial L / \\partial z$. What is left is "
        "$\\partial z / \\partial w_1$ for one of them and $\\partial z / \\partial w_2$ for the "
        "other.",
    ),
)
