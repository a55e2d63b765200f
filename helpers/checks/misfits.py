"""Sentences for what can't be called as its task says; `drivers.calling` finds it out."""

import inspect

SENTENCES = {
    "NotAFunction": (
        "expected the function `{name}` itself, got {got}; is it called too early, with brackets, "
        "or has something else taken its name?"
    ),
    "IsAClass": "expected a function, got the class `{got}`: begin with `def {name}`, not `class`",
    "NotAPair": "expected two things, got {got}: `{name}` returns both, with a comma between them",
    "NotYesOrNo": "expected True or False, got {got}: `{name}` says that and nothing else",
    "WrongSignature": "`{name}` is called with ({called}), but yours takes {got}",
}
# How each begins; a sentence that is the same for every call is told once.
BEGINNINGS = (
    "expected the function",
    "expected a function",
    "expected two things",
    "expected True or False",
    "`",
)


def sentence(task, instance, error):
    """Return the sentence for an answer's error ({"type", "message"}), None if it is another."""
    text = SENTENCES.get(error["type"]) if error else None
    if text is None:
        return None
    got = _GOT[error["type"]](error["message"])
    return text.format(name=task.name, called=", ".join(_called_with(task, instance)), got=got)


def _called_with(task, instance):
    """Yield the arguments' names: those that the driver gives, which may leave defaults alone."""
    given = len(instance.args) if task.driver == "call" else 0
    for position, parameter in enumerate(inspect.signature(task.reference).parameters.values()):
        needed = (
            parameter.default is parameter.empty and parameter.kind is not parameter.KEYWORD_ONLY
        )
        if position < given or (needed and parameter.name not in instance.kwargs):
            yield parameter.name
    yield from (f"{name}=..." for name in instance.kwargs)


def _noun(type_name):
    if type_name == "None":
        return type_name
    return f"{'an' if type_name[:1].lower() in tuple('aeiou') else 'a'} {type_name}"


def _parameters(signature):
    if signature == "()":
        return "nothing"
    alone = "*, " in signature
    return signature + (": what stands behind `*` is taken by name only" if alone else "")


_GOT = {
    "NotAFunction": _noun,
    "IsAClass": str,
    "NotAPair": _noun,
    "NotYesOrNo": _noun,
    "WrongSignature": _parameters,
}
