"""The sample class of exercise 9. 20 points come from the checks: 2, 3, 1, 3, 6, 2 and 3."""

from autograder.sample_class.sample import Sample

DECAY, MOMENTUM, RMSPROP, ADAM = "step_decay", "momentum_step", "rmsprop_step", "adam_step"
ADAMW, SCHEDULE = "adamw_step", "cosine_with_warmup"
WORDS = "why_it_diverges"

ANSWER = """\
With momentum 0.9 the steps add up to ten times their length, so the rate is ten times too large.
She should try 0.01. Along the ravine the steps add up, and across it they cancel.
"""

IN_PLACE = """\
def momentum_step(w, g, v, rate, momentum=0.9):
    v *= momentum
    v -= rate * g
    w += v
    return w, v
"""

OTHER_ORDER = """\
def adam_step(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    state["t"] += 1
    for k, g in gradients.items():
        state["m"][k] = beta1 * state["m"][k] + (1 - beta1) * g
        state["s"][k] = beta2 * state["s"][k] + (1 - beta2) * g * g
        root = np.sqrt(1 - beta2 ** state["t"])
        step = rate * root / (1 - beta1 ** state["t"])
        moved = parameters[k] - step * state["m"][k] / (np.sqrt(state["s"][k]) + eps * root)
        parameters[k] = moved
    return parameters, state
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(MOMENTUM, IN_PLACE)
    work.write(ADAM, OTHER_ORDER)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 20, right, stock=True),
    Sample("written-differently", "right, in other words", 20, written_differently, stock=True),
    Sample(
        "not-corrected",
        "Adam without bias correction, and AdamW made of it",
        12,
        mistaken(ADAM, (" / (1 - beta1**t)", ""), (" / (1 - beta2**t)", "")),
        stock=True,
    ),
    Sample(
        "t-stands-still",
        "the first step of Adam is right, and of AdamW",
        14,
        mistaken(ADAM, ('{"t": t,', '{"t": state["t"],')),
    ),
    Sample(
        "rises-again",
        "the schedule has no end",
        19,
        mistaken(
            SCHEDULE,
            ("min((step - warmup) / (steps - warmup), 1)", "(step - warmup) / (steps - warmup)"),
        ),
        stock=True,
    ),
    Sample(
        "half-done",
        "did the first three tasks",
        8,
        lambda work: work.solve(DECAY, MOMENTUM, RMSPROP),
    ),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
