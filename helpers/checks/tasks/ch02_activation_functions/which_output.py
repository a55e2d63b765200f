"""A question between the tasks: which output layer answers which question?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="which_output",
    question="Which of these output layers suit their problem?",
    options=(
        Right(
            "Will it rain tomorrow? 1 unit with a sigmoid",
            "Two classes need one unit: the sigmoid gives P(rain), and 1 minus it P(no rain).",
        ),
        Wrong(
            "How cold will it be tomorrow, in degrees Celsius? 1 unit with ReLU",
            "ReLU can't answer -5. A number that is to be predicted takes the identity.",
        ),
        Wrong(
            "Which of 26 letters is this? 26 units with a sigmoid each",
            "The 26 sigmoids do not know of each other, so their sum need not be 1. Where one "
            "class of many is right, softmax lets them compete.",
        ),
        Right(
            "Which of 26 letters is this? 26 units with a softmax over all of them",
            "One of $K$ classes takes $K$ units and a softmax: probabilities that sum to 1.",
        ),
        Right(
            "Tomorrow's temperature at five stations? 5 units with the identity",
            "Five numbers take five units, and the identity leaves every number possible.",
        ),
        Wrong(
            "Is this mail spam? 1 unit with tanh, read as P(spam)",
            "tanh goes from -1 to 1, and a probability is never negative. From 0 to 1 goes the "
            "sigmoid.",
        ),
    ),
    hints=(
        "Ask of each output layer: which answers can it give, and which answers are possible?",
        "There are three cases: two classes, one class of many, and numbers. The chapter has a "
        "table of them.",
    ),
)
