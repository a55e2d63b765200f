"""Answers that need no thought: constants in the right structure, and arguments handed back."""

import numpy as np

from helpers.checks.paper import PUBLIC_SEED, paper_for

LEAVES = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "halves": lambda a: np.full_like(a, 0.5, dtype=float),
    "nan": lambda a: np.full_like(a, np.nan, dtype=float),
    "None": lambda a: None,
    "a number": lambda a: 1.0,
    "an empty array": lambda a: np.empty(0),
    "true": lambda a: np.ones_like(a, dtype=bool),
}
IDENTITIES = {
    "first argument": lambda first, *rest, **kwargs: first,
    "all arguments": lambda *args, **kwargs: args,
    "last argument": lambda *args, **kwargs: args[-1],
    "0": lambda *args, **kwargs: 0,
    "1.0": lambda *args, **kwargs: 1.0,
    "empty": lambda *args, **kwargs: (),
}


def answers(task):
    """Yield (name, answers to the public paper) of each."""
    paper = paper_for(task, PUBLIC_SEED)
    for name, leaf in LEAVES.items():
        yield name, constant_answers(paper, leaf)
    for name, function in IDENTITIES.items():
        yield name, paper.answers_of(function)


def constant_answers(paper, leaf):
    """Return the reference's answers with another leaf in place of each number."""
    shapes = iter(_returned(paper))
    return paper.answers_of(lambda *args, **kwargs: everywhere(next(shapes), leaf))


def everywhere(value, leaf):
    """Return the structure of a plain value with another leaf in place of each number."""
    if isinstance(value, dict):
        return {key: everywhere(v, leaf) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(everywhere(v, leaf) for v in value)
    return leaf(np.asarray(value))


def _returned(paper):
    """Return what the reference returns, call by call; a driver may add to it."""
    seen = []

    def watched(*args, **kwargs):
        seen.append(paper.task.reference(*args, **kwargs))
        return seen[-1]

    paper.answers_of(watched)
    return seen
