"""What a property looks at: which instances, and which part of the answer to each."""

from helpers.checks.judge import Absent, Raised, describe


def outcome(answer, prop):
    """Return what a property looks at in an answer: a plain value, `Raised` or `Absent`."""
    error = answer.get("error")
    if error is not None and "misfit" in error:
        return Absent(error["misfit"])
    if error is not None:
        return Raised(error["type"], error["message"], error["line"])
    value = answer["again"] if prop.again and "again" in answer else answer.get("value")
    for key in prop.part:
        value = _step(value, key)
    return value


def _step(value, key):
    if isinstance(value, Absent) or value is None:
        return value
    if isinstance(key, str):
        if type(value) is not dict:
            return Absent(f"expected a dict with the key {key!r}, got {describe(value)}", value)
        return value[key] if key in value else Absent(f"the key {key!r} is missing", value)
    if type(value) not in (list, tuple):
        return Absent(f"expected several values in a tuple, got {describe(value)}", value)
    if key < len(value):
        return value[key]
    return Absent(f"only {len(value)} values were returned", value)


def selected(paper, prop):
    """Yield the positions of the instances that a property looks at."""
    for position, instance in enumerate(paper.instances):
        if not prop.tags or instance.tag in prop.tags:
            yield position
