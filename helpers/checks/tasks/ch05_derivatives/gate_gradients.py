"""Four nodes of a graph: what each sends to its inputs."""

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(x, y, g, h):
    """Return what add, multiply, max and copy send downstream; all arguments are numbers."""
    larger = x > y
    return {
        "add": (g, g),
        "multiply": (g * y, g * x),
        "max": (g * larger, g * (not larger)),
        "copy": g + h,
    }


def inputs(rng):
    """Either input the larger one, also where it is the smaller in size; no two are near."""
    yield Instance((2.0, 5.0, 3.0, 4.0), "the worked example")
    for is_first, is_far, sign in [(1, 1, 1), (0, 1, -1), (1, 0, -1), (0, 0, 1)]:
        far, near = rng.uniform(2.0, 2.4), rng.uniform(1.2, 1.6)
        larger, smaller = (far, -near) if is_far else (near, -far)
        x, y = (larger, smaller) if is_first else (smaller, larger)
        yield Instance((x, y, sign * rng.uniform(3, 3.5), rng.uniform(0.5, 0.8)), "other numbers")


MISTAKES = (
    Mistake(
        "multiply: not swapped",
        "In the product each factor got itself. It gets upstream times the *other* factor.",
        (("g * y, g * x", "g * x, g * y"),),
    ),
    Mistake(
        "multiply: local only",
        "In the product the upstream gradient is missing: downstream is upstream times local.",
        (("g * y, g * x", "y, x"),),
    ),
    Mistake(
        "multiply: distributed",
        "You treated the product like a sum. The rate of a product for one factor is the other.",
        (("g * y, g * x", "g, g"),),
    ),
    Mistake(
        "add: halved",
        "You split the gradient of the sum between its inputs. Each of them moves the sum by just "
        "as much as itself, so each gets all of it.",
        (('"add": (g, g)', '"add": (g / 2, g / 2)'),),
    ),
    Mistake(
        "add: local only",
        "In the sum the upstream gradient is missing. The local derivatives are 1, so downstream "
        "equals upstream.",
        (('"add": (g, g)', '"add": (1.0, 1.0)'),),
    ),
    Mistake(
        "add: like a product",
        "You treated the sum like a product. Its rate is 1 for both inputs, whatever they are.",
        (('"add": (g, g)', '"add": (g * x, g * y)'),),
    ),
    Mistake(
        "max: to the smaller",
        "The maximum routes the gradient to the larger input. The smaller one had no influence.",
        (("x > y", "x < y"),),
    ),
    Mistake(
        "max: by size",
        "You compared without the signs. The maximum of -3 and 2 is 2: compare x and y themselves, "
        "not their absolute values.",
        (("x > y", "abs(x) > abs(y)"),),
    ),
    Mistake(
        "max: to both",
        "The maximum gave the gradient to both inputs. Only the larger one had any influence; the "
        "other gets 0.",
        (("g * larger, g * (not larger)", "g, g"),),
    ),
    Mistake(
        "max: local only",
        "In the maximum the upstream gradient is missing: the larger input gets upstream times 1.",
        (("g * larger, g * (not larger)", "1.0 * larger, 1.0 * (not larger)"),),
    ),
    Mistake(
        "max: times the value",
        "You multiplied by the larger value. The maximum's rate for the larger input is 1.",
        (("g * larger, g * (not larger)", "g * x * larger, g * y * (not larger)"),),
    ),
    Mistake(
        "max: always the first",
        "You always route the gradient to the first input. It goes to whichever is larger.",
        (("larger = x > y", "larger = True"),),
    ),
    Mistake(
        "copy: overwritten",
        "Only the last gradient that came back is left. A copy adds them up: `+=`, not `=`.",
        (("g + h", "h"),),
    ),
    Mistake(
        "copy: first only",
        "Only the first gradient that came back is used. A copy adds up all that come back.",
        (("g + h", "g"),),
    ),
    Mistake(
        "copy: multiplied",
        "You multiplied the two gradients that came back. Along one way rates multiply; over two "
        "ways they add.",
        (("g + h", "g * h"),),
    ),
    Mistake(
        "copy: averaged",
        "You averaged the two gradients that came back. A copy adds them up.",
        (("g + h", "(g + h) / 2"),),
    ),
    Mistake(
        "copy: a pair",
        "You return the two gradients that came back as a pair. The copied value is one, so it "
        "gets one gradient: their sum.",
        (('"copy": g + h', '"copy": (g, h)'),),
    ),
    Mistake(
        "copy: times the value",
        "You multiplied by the value that was copied. A copy is like its value, with the rate 1: "
        "what comes back is added up, no more.",
        (("g + h", "x * (g + h)"),),
    ),
    Mistake(
        "copy: local only",
        "In the copy the upstream gradients are missing. Each way has the local derivative 1, so "
        "downstream is the sum of what came back, g + h.",
        (("g + h", "2.0"),),
    ),
    Mistake(
        "forward",
        "Those are the values of the nodes. Asked for is what comes back through each of them: "
        "upstream times local.",
        (
            ('"add": (g, g)', '"add": x + y'),
            ("(g * y, g * x)", "x * y"),
            ("(g * larger, g * (not larger))", "max(x, y)"),
            ("g + h", "x"),
        ),
    ),
)


def _by_cases(x, y, g, h):
    routed = [g, 0] if x >= y else [0, g]
    return {"copy": sum((g, h)), "max": routed, "multiply": [y * g, x * g], "add": [g] * 2}


def _by_differences(x, y, g, h):
    def downstream(f, s=1e-6):
        return tuple(g * (f(x + a, y + b) - f(x - a, y - b)) / (2 * s) for a, b in [(s, 0), (0, s)])

    return {
        "add": downstream(lambda p, q: p + q),
        "multiply": downstream(lambda p, q: p * q),
        "max": downstream(max),
        "copy": h + g,
    }


def _with_a_mask(x, y, g, h):
    mask = 0.5 + 0.5 * (x - y) / abs(x - y)
    return {
        "add": (g * 1.0, g * 1.0),
        "multiply": (g * y, g * x),
        "max": (g * mask, g * (1 - mask)),
        "copy": 1 * g + 1 * h,
    }


TASK = Task(
    name="gate_gradients",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("add", 1, part=("add",)),
        Property("multiply", 1, part=("multiply",)),
        Property("max", 1, part=("max",)),
        Property("copy", 1, part=("copy",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_by_cases, _by_differences, _with_a_mask),
    hints=(
        "For each node ask: if x grows by a little, by how much does the result grow? That is the "
        "local derivative for x. Downstream is upstream times that.",
        "A sum grows by just as much as x; a product by y times as much. The maximum grows with "
        "the larger input and does not notice the smaller one.",
        "A copied value reaches the end along two ways, and what comes back along them adds up.",
    ),
)
