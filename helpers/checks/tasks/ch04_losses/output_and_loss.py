"""A question between the tasks: which output layer goes with which loss?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="output_and_loss",
    question=(
        "`bce_with_logits` and `cross_entropy` are the functions that you wrote. Which of these "
        "output layers and losses belong together?"
    ),
    options=(
        Right(
            "The price of a house: 1 unit without activation, half the squared error",
            "That is regression. The price may be any number, so nothing may squeeze the output.",
        ),
        Wrong(
            "Which of ten digits: 10 units, a softmax, then `cross_entropy`",
            "`cross_entropy` has the softmax inside. With another one in the network it is "
            "applied twice, and the loss can't come near 0.",
        ),
        Right(
            "Which of ten digits: 10 units without activation, then `cross_entropy`",
            "The final activation is not missing here: the softmax is inside the loss, which wants "
            "logits.",
        ),
        Wrong(
            "Spam or not: 1 unit without activation, then `cross_entropy`",
            "A softmax over a single logit is always 1, so this loss is always 0 and teaches "
            "nothing. One logit goes with `bce_with_logits`.",
        ),
        Wrong(
            "Spam or not: 1 unit, a sigmoid, then half the squared error",
            "It runs, and learns least where it is most wrong: the gradient has the factor "
            "p (1 - p), which is nearly 0 for a confident mistake.",
        ),
        Right(
            "Which of twenty words describe a photo, any number of them: 20 units without "
            "activation, then `bce_with_logits` for each",
            "These are twenty yes-or-no questions, each with its own sigmoid inside the loss.",
        ),
    ),
    hints=(
        "For each of them ask: where is the final activation? It should stand in one place only.",
        "The gradient with respect to the last pre-activation should be prediction minus target. "
        "Which of these pairs do not give that?",
    ),
)
