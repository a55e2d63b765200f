"""What to do with a returned value of a kind that no task asks for."""

# By the name of the type; of a name with dots the last part, since libraries move their modules.
_AS_LIST = "; `list(...)` round it makes the list"
_ASARRAY = "; `np.asarray(...)` round it makes an array"
_UNCALLED = "; are the brackets of a call missing?"
ADVICE = {
    "generator": "; `yield` gives values one by one when asked, `return` gives the result, and "
    "`list(...)` round a generator makes a list",
    "coroutine": ", which has not run: write `def` without `async`",
    "async_generator": ", which has not run: write `def` without `async`",
    "Tensor": "; call `.numpy()` on it, after `.detach()` where it carries a gradient",
    "Parameter": "; call `.detach().numpy()` on it",
    "matrix": _ASARRAY,
    "recarray": _ASARRAY,
    "MaskedArray": "; `.filled(...)` makes it an array and says what stands where it is masked",
    "memoryview": _ASARRAY,
    "DataFrame": "; call `.to_numpy()` on it",
    "Series": "; call `.to_numpy()` on it",
    "array of objects": "; are its rows of different length, or is None among them?",
    "array of strings": "; `float(...)` makes a number of a text",
    "bytes": _ASARRAY.replace("asarray", "frombuffer"),
    "set": ", which has no order; return a list, a tuple or an array",
    "frozenset": ", which has no order; return a list, a tuple or an array",
    "Decimal": "; `float(...)` makes it a number that NumPy works with",
    "Fraction": "; `float(...)` makes it a number that NumPy works with",
    "ellipsis": ": the `...` still stands where your code should",
    "function": _UNCALLED,
    "method": _UNCALLED,
    "method-wrapper": _UNCALLED,
    "builtin_function_or_method": _UNCALLED,
    "partial": _UNCALLED,
    "type": ", that is, a class and not an object of it" + _UNCALLED,
}
_LAZY = ("map", "filter", "zip", "enumerate", "reversed", "range")
_LAZY_ENDINGS = ("iterator", "dict_keys", "dict_values", "dict_items")


def advice(foreign):
    """Return how to go on from a `Foreign`, to be said right after its type; '' if unknown."""
    name = foreign.type_name.rpartition(".")[2]
    if name in ADVICE:
        return ADVICE[name]
    if name in _LAZY or name.endswith(_LAZY_ENDINGS):
        return _AS_LIST
    return _ASARRAY if foreign.summary.startswith("a subclass of numpy.ndarray") else ""
