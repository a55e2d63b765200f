"""Call what a student wrote, and tell a call that could not be made from one that failed."""

import inspect

import numpy as np

from helpers.checks.drivers.plain import kind_name, to_plain
from helpers.checks.drivers.surroundings import Unpatched

_type = type  # a function may have given `type` another meaning by the time it returns


class Misfit(Exception):
    """What the student wrote can't be called as the task says; the message says what it is.

    `helpers.checks.misfits` knows each subclass by its name and has the sentence for it.
    """


class NotAFunction(Misfit):
    """The message names the type of what is there instead."""


class IsAClass(Misfit):
    """The message is the name of the class."""


class WrongSignature(Misfit):
    """The message is the signature, such as "(x, *, h=1e-05)"."""


class NotAPair(Misfit):
    """The message names the type of what came where two things were to be returned."""


class NotYesOrNo(Misfit):
    """The message names the type of what came where True or False was to be returned."""


def called(function, *args, **kwargs):
    """Return ``function(*args, **kwargs)``.

    Raises:
        Misfit: if there is nothing to call, or it does not take these arguments, or it is a
            class and gives an object of its own.
    """
    if not callable(function):
        raise NotAFunction("None" if function is None else kind_name(type(function)))
    try:
        value = function(*args, **kwargs)
    except TypeError as error:
        if _began(error) or _takes(function, args, kwargs):
            raise
        raise _misfit(function) from None
    if _type(value) is function:
        raise IsAClass(kind_name(function))
    return value


def called_apart(function, *args):
    """Like `called`, where a driver calls more than once: no patch outlives the call."""
    with Unpatched():
        return called(function, *args)


def is_pair(returned):
    """Is what a function returned a tuple or list of two?

    Raises:
        NotAPair: if it is an array, say, or three things: then it is told what is missing.
    """
    plain = to_plain(returned)
    if type(plain) in (tuple, list):
        if len(plain) == 2:
            return True
        raise NotAPair(f"{kind_name(type(plain))} of {len(plain)}")
    if type(plain) in (np.ndarray, dict):
        raise NotAPair(kind_name(type(plain)))
    return False


def _began(error):
    """Was any line of the function run? Then the error is in it and not in the call."""
    return error.__traceback__.tb_next is not None


def _takes(function, args, kwargs):
    """Would the signature do? Where none is known nothing speaks against it."""
    try:
        signature = inspect.signature(function)
    except Exception:
        return True
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        return False
    return True


def _misfit(function):
    if inspect.isclass(function):
        return IsAClass(kind_name(function))
    signature = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return WrongSignature(str(inspect.Signature(bare)))
