"""A question between the tasks: how fast does momentum get?"""

from helpers.checks.choice import Right, Wrong, choice

TASK = choice(
    name="terminal_velocity",
    question=(
        "A weight starts at rest and its gradient is always 2. The rate is 0.01 and the momentum "
        "0.9. What happens to its velocity?"
    ),
    options=(
        Wrong(
            "It is -0.02 from the first step on",
            "That is the first step only, and plain gradient descent's every step. With momentum "
            "0.9 of it is still there in the second step, and another -0.02 is added.",
        ),
        Wrong(
            "It grows in size by 0.02 in every step, without end",
            "It would with momentum 1, a ball without friction. Here a tenth of the velocity is "
            "lost in each step, and in the end as much is lost as is added.",
        ),
        Wrong(
            "It tends to -0.018",
            "That is 0.9 times one step, what is left of the first one after the second. The "
            "later steps add up to more: put v = 0.9 v - 0.02 and solve for v.",
        ),
        Right("It tends to -0.2"),
        Wrong(
            "It tends to -0.0105",
            "That divides by 1.9, which is right for a gradient that changes its sign in every "
            "step. Here it is always the same, and the steps add up.",
        ),
    ),
    hints=(
        "Compute the first three velocities: -0.02, then 0.9 times that minus 0.02, and so on.",
        "Once it no longer changes, the old and the new velocity are the same number: "
        "$v = 0.9\\,v - 0.02$.",
    ),
)
