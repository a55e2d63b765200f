"""Sentences for errors whose own words help little, whatever the task."""

from helpers.checks.judge import Raised
from helpers.checks.outcome import outcome, selected

ONE_DECISION = (
    "`if` decides once, for the whole array, as do `and`, `or`, `not` and Python's `max`. "
    "`{}.where(condition, a, b)` decides for each entry."
)
# By what stands in the error's message.
SENTENCES = {
    "The truth value of an array": ONE_DECISION.format("np"),
    "Boolean value of Tensor": ONE_DECISION.format("torch"),
}
# Elsewhere a float without `backward` is another mistake.
OF_TORCH = {
    "does not require grad and does not have a grad_fn": (
        "`backward` finds no graph to go back through. `no_grad`, `detach()`, `argmax` and NumPy "
        "end it, and what is computed under `no_grad` is a new tensor that nobody watches."
    ),
    "'float' object has no attribute 'backward'": (
        "`.item()` has made a plain number of the loss, and a number has no graph. Call `backward` "
        "on the tensor, and `.item()` only where the number is needed."
    ),
    "'NoneType' object has no attribute 'zero_'": (
        "Before its first `backward` a tensor has no gradient: its `.grad` is None. Set `.grad` to "
        "None instead, or clear it after the step."
    ),
}


def sentence(paper, answers, prop):
    """Return a sentence on an error that a property meets, None if there is none to be said."""
    outcomes = (outcome(answers[position], prop) for position in selected(paper, prop))
    messages = [value.message for value in outcomes if isinstance(value, Raised)]
    known = SENTENCES | (OF_TORCH if "torch" in paper.task.needs else {})
    told = (text for part, text in known.items() if any(part in m for m in messages))
    return next(told, None)
