"""The ways in which a student's object is exercised: ``way(student, *args, **kwargs)``.

Arguments arrive as plain values. A way builds from them what cannot cross as a value, a
function for example, and returns what the student's object made of it. A function that a student
wrote is called through `called`, which tells a call that can't be made from one that fails.
"""

from types import FunctionType

import numpy as np

from helpers.checks.drivers.batches import batches_of_epochs
from helpers.checks.drivers.calling import called
from helpers.checks.drivers.descent import epoch_of_descent, training_on_batches
from helpers.checks.drivers.normalizing import draw_weights, normalize_batches
from helpers.checks.drivers.regularizing import drop_units, stop_early
from helpers.checks.drivers.stepping import take_steps


def call(student, *args, **kwargs):
    """Call the student's function: the way of most tasks."""
    return called(student, *args, **kwargs)


def value(student):
    """Return the student's value; None where it is still ``...``. A set becomes a list.

    A function that takes nothing gives its value: so do references.
    """
    takes_nothing = type(student) is FunctionType and not student.__code__.co_argcount
    found = student() if takes_nothing else student
    if found is ...:
        return None
    return list(found) if type(found) in (set, frozenset) else found


def backward_with_derivative(student, dZ, weights, inputs, pre_activations, name):
    """Call `student` with the activation's derivative, named `name`, as a function."""
    return called(student, dZ, weights, inputs, pre_activations, _DERIVATIVES[name])


def forward_with_activation(student, X, weights, biases, name):
    """Call `student` with the activation named `name` as a function."""
    return called(student, X, weights, biases, _ACTIVATIONS[name])


def chain_with_activation(student, x, weights, name):
    """Call `student` with the activation named `name` and its derivative as functions."""
    return called(student, x, weights, _ACTIVATIONS[name], _DERIVATIVES[name])


def check_gradient(student, gradient, x, quadratic, linear, wave):
    """Let the student check a gradient of a function f of an array x.

    f(x) = sum(quadratic x^2 + sin(wave x)) + (sum(linear x))^2. The last term couples the
    entries, so that leaving one of them changed shows.

    gradient, the one to be checked, and quadratic, linear and wave have the shape of x. Returns
    what the student returned, and x as it is afterwards.
    """
    f = _coupled(quadratic, linear, wave)
    return {"error": called(student, f, x, gradient), "x": x}


def differentiate(student, x, quadratic, linear, wave):
    """Let the student find the gradient at x of the function f of `check_gradient`.

    Returns what the student returned, and x as it is afterwards.
    """
    return {"gradient": called(student, _coupled(quadratic, linear, wave), x), "x": x}


def _coupled(quadratic, linear, wave):
    def f(v):
        return float(np.sum(quadratic * v**2 + np.sin(wave * v)) + np.sum(linear * v) ** 2)

    return f


def differentiate_expression(student, leaves, operations, walks):
    """Build an expression of the student's values, and let the result walk backwards.

    student: a class (or function) that makes a value of a number; operations: tuples, a name of
    `_OPERATIONS` and positions among the leaves and the results so far; walks: how often
    `backward` is called. Returns the result's number and each leaf's gradient; None where a value
    is None, which is not written yet.
    """
    values = []
    for number in leaves:
        values.append(student(number) if isinstance(student, type) else called(student, number))
        if values[-1] is None:
            return None
    count = len(values)
    for name, *positions in operations:
        values.append(_OPERATIONS[name](*(values[i] for i in positions)))
        if values[-1] is None:
            return None
    for _ in range(walks):
        values[-1].backward()
    return {"data": values[-1].data, "gradients": [leaf.grad for leaf in values[:count]]}


def _sigmoid_grad(Z):
    s = 1 / (1 + np.exp(-Z))
    return s * (1 - s)


_OPERATIONS = {
    "add": lambda a, b: a + b,
    "exp": lambda a: a.exp(),
    "multiply": lambda a, b: a * b,
    "relu": lambda a: a.relu(),
}
_ACTIVATIONS = {
    "relu": lambda Z: np.maximum(Z, 0),
    "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
    "tanh": np.tanh,
}
_DERIVATIVES = {
    "relu": lambda Z: np.heaviside(Z, 0.0),
    "sigmoid": _sigmoid_grad,
    "tanh": lambda Z: 1 - np.tanh(Z) ** 2,
}


def build(student, sizes, weights, X, upstream):
    """See `torch_ways`. It is imported, and torch with it, when one of its ways is used."""
    from helpers.checks.drivers import torch_ways

    return torch_ways.build(student, sizes, weights, X, upstream)


def train(student, layers, optimizer, loss, batches, training):
    """See `torch_ways`."""
    from helpers.checks.drivers import torch_ways

    return torch_ways.train(student, layers, optimizer, loss, batches, training)


def evaluate(student, layers, loss, X, y, batch_size, training):
    """See `torch_ways`."""
    from helpers.checks.drivers import torch_ways

    return torch_ways.evaluate(student, layers, loss, X, y, batch_size, training)


def fit(student, layers, optimizer, loss, train, valid, batch_size, max_epochs, patience):
    """See `torch_ways`."""
    from helpers.checks.drivers import torch_ways

    data = train, valid, batch_size
    return torch_ways.fit(student, layers, optimizer, loss, *data, max_epochs, patience)


def call_with_tensors(student, *args):
    """See `torch_ways`."""
    from helpers.checks.drivers import torch_ways

    return torch_ways.call_with_tensors(student, *args)


NUMPY_WAYS = (
    backward_with_derivative,
    batches_of_epochs,
    call,
    chain_with_activation,
    check_gradient,
    differentiate,
    differentiate_expression,
    draw_weights,
    drop_units,
    epoch_of_descent,
    forward_with_activation,
    normalize_batches,
    stop_early,
    take_steps,
    training_on_batches,
    value,
)
TORCH_WAYS = (build, call_with_tensors, evaluate, fit, train)
WAYS = {way.__name__: way for way in (*NUMPY_WAYS, *TORCH_WAYS)}
