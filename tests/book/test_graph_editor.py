"""The graph of an expression has the library's values and gradients, whatever is typed."""

import numpy as np
import pytest

from helpers.autodiff import Value

FUNCTIONS = {
    "relu": lambda x: x.relu(),
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "tanh": lambda x: x.tanh(),
    "sigmoid": lambda x: 1 / (1 + (-x).exp()),
    "max": lambda x, y: x if x.data >= y.data else y,
}


def written(rng, depth=0):
    """Return a random expression, in which a number never stands where a Value is needed."""
    if depth == 3 or rng.random() < 0.2:
        return str(rng.choice(["a", "b", "c"]))
    kind = rng.integers(9)
    x, y = written(rng, depth + 1), written(rng, depth + 1)
    if kind < 3:
        return f"({x} {'+-*'[kind]} {y})"
    return [
        f"{x} / (tanh({y}) + 2)",
        f"-{x}",
        f"max({x}, {y})",
        f"relu({x} + {rng.integers(1, 4)})",
        f"{rng.choice(['tanh', 'sigmoid'])}({x})",
        f"{rng.integers(1, 4)} * {x}",
    ][kind - 3]


@pytest.fixture(scope="module")
def cases(evaluate):
    """Random expressions with random values, and what the figure makes of each; None if refused."""
    rng = np.random.default_rng(5)
    given = [
        {
            "text": written(rng),
            "at": {name: float(np.round(rng.uniform(-3, 3), 2)) for name in "abc"},
        }
        for _ in range(300)
    ]
    expression = """given.map(({text, at}) => {
        try { var nodes = m.parse(text); } catch (problem) { return null; }
        return {nodes, ...m.differentiate(nodes, at)};
    })"""
    return list(zip(given, evaluate("graph-editor", expression, given), strict=True))


def differentiated(text, at):
    """Return the value and the gradients by name, as the library finds them."""
    variables = {name: Value(number) for name, number in at.items()}
    result = eval(text, {"__builtins__": {}}, FUNCTIONS | variables)
    result.backward()
    return result.data, {name: value.grad for name, value in variables.items()}


def test_values_and_gradients_equal_the_library(cases):
    drawn = [(given, found) for given, found in cases if found]
    assert len(drawn) > 200
    for given, found in drawn:
        value, gradients = differentiated(given["text"], given["at"])
        np.testing.assert_allclose(found["values"][-1], value, rtol=1e-9, err_msg=given["text"])
        for node, gradient in zip(found["nodes"], found["gradients"], strict=True):
            if "variable" in node:
                np.testing.assert_allclose(
                    gradient,
                    gradients[node["variable"]],
                    rtol=1e-9,
                    atol=1e-12,
                    err_msg=given["text"],
                )


def test_a_variable_is_one_node_however_often_it_is_used(cases):
    for _, found in filter(lambda case: case[1], cases):
        names = [node["variable"] for node in found["nodes"] if "variable" in node]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2*a + b*3*c", 2.0),
        ("d = 2*a + b*3*c", 2.0),
        ("a - b - c", 3.0),
        ("a / c / c", 1.0),
        ("-a + b", -5.0),
        ("(a + b) * c", 6.0),
        ("log(exp(c))", 2.0),
        (".5 * a", 2.0),
        ("max(a, c)", 4.0),
    ],
)
def test_precedence_is_the_usual(text, value, evaluate):
    expression = "m.differentiate(m.parse(given), {a: 4, b: -1, c: 2}).values.at(-1)"
    assert evaluate("graph-editor", expression, text) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "ends too early"),
        ("a +", "ends too early"),
        ("(a", "“)” is missing"),
        ("max(a)", "“,” is missing"),
        ("a b", "“b” is one too many"),
        ("x + 1", "“x” is not known here"),
        ("sin(a)", "“sin” is not known here"),
        ("a ** 2", "“*” is not known here"),
        ("a+" * 20 + "a", "do not fit here"),
        ("exp(" * 9 + "a" + ")" * 9, "do not fit here"),
        ("<b>", "“&lt;” is not known here"),
    ],
)
def test_what_is_no_expression_is_said_and_nothing_breaks(text, problem, evaluate):
    shown = evaluate(
        "graph-editor",
        "(() => { const s = base.settled(m.spec, {...base.defaults(m.spec), expression: given});"
        " return [m.spec.words(s), m.spec.picture(s)]; })()",
        text,
    )
    assert problem in shown[0]
    assert "no graph" in shown[1]


def test_stepping_to_the_end_reaches_every_gradient(cases, evaluate):
    """What the steps add up, one operation at a time, is what the whole backward pass gives."""
    given = [given for given, found in cases if found][:100]
    expression = """given.map(({text, at}) => {
        const nodes = m.parse(text), end = 2 * m.operations(nodes).length + 1;
        return m.at(nodes, at, end).soFar;
    })"""
    wholes = [found for _, found in cases if found][:100]
    for summed, whole in zip(evaluate("graph-editor", expression, given), wholes, strict=True):
        np.testing.assert_allclose(summed, whole["gradients"], rtol=1e-12)


def test_a_gradient_that_arrives_on_two_paths_is_added_step_by_step(evaluate):
    """In a*a + a the sum sends 1 along one path, the product 2a along the other."""
    expression = """[3, 4, 5].map((step) => m.at(m.parse("a*a + a"), {a: 3}, step).soFar[0])"""
    assert evaluate("graph-editor", expression) == [None, 1, 7]


def test_the_logarithm_of_a_negative_number_has_no_value_and_is_shown_as_such(evaluate):
    s = {"expression": "log(a)", "a": -1, "b": 0, "c": 0, "step": 1}
    words, picture = evaluate("graph-editor", "[m.spec.words(given), m.spec.picture(given)]", s)
    assert "not a number" in words
    assert ">none<" in picture
