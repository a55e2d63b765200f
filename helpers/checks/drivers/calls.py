"""Does what a student wrote call another of the student's functions?"""

from types import CodeType, FunctionType


def may_call(thing, name):
    """Say whether a function, or a class, mentions `name`, by itself or in a function it mentions.

    Looked into are the functions that were written in the same place. What is neither function
    nor class can't be looked into: it may.
    """
    if type(thing) not in (FunctionType, type):
        return True
    todo = _functions(thing)
    reached = set(todo)
    while todo:
        function = todo.pop()
        names = _names(function.__code__)
        if name in names:
            return True
        new = {f for f in map(function.__globals__.get, names) if _is_beside(f, function)} - reached
        reached |= new
        todo += new
    return False


def _functions(thing):
    if type(thing) is FunctionType:
        return [thing]
    return [value for value in vars(thing).values() if type(value) is FunctionType]


def _is_beside(other, function):
    return type(other) is FunctionType and other.__globals__ is function.__globals__


def _names(code):
    """Return the names that are not local, in the functions inside too."""
    inner = (_names(const) for const in code.co_consts if type(const) is CodeType)
    return {*code.co_names, *code.co_freevars}.union(*inner)
