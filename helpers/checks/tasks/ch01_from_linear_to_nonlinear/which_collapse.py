"""A question between the tasks: which networks are a single linear layer in disguise?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="which_collapse",
    question=(
        "Each of these networks has two inputs, and one output without an activation. Which of "
        "them compute nothing but $xW + b$, a single linear layer?"
    ),
    options=(
        Right(
            "Three hidden layers of 50 units each, none of them with an activation",
            "Linear layers in a row are one linear layer, however many and however wide they are.",
        ),
        Wrong(
            "One hidden layer of sigmoid units whose biases are all 0",
            "A bias moves the bend of its unit, and does not make it. Without biases the sigmoids "
            "still bend.",
        ),
        Right(
            "One hidden layer of units that pass on $2z + 1$, where $z$ is their weighted sum",
            "An activation does not help if it is linear itself: $2z + 1$ is one more linear layer "
            "in the row.",
        ),
        Wrong(
            "Ten hidden layers without an activation, and behind them one of sigmoid units",
            "The ten layers collapse into the one behind them, but its sigmoids remain: it is a "
            "network with one hidden layer.",
        ),
    ),
    hints=(
        "Which parts of the network can be multiplied out? Look for what stops you.",
        "A network collapses if, and only if, each layer in it computes $xW + b$ for some $W$ and "
        "some $b$.",
    ),
)
