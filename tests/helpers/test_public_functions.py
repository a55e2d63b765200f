"""What holds for every public function: it is documented and leaves its arguments alone."""

import copy
import importlib
import inspect
import pkgutil
import re

import numpy as np
import pytest

import helpers
from helpers import losses
from helpers.activations import ACTIVATIONS
from helpers.autodiff import Value
from helpers.layers import normalization
from helpers.network import mlp, mlp_forward
from helpers.optimizers import Adam
from helpers.plotting import Node

MODULES = [
    importlib.import_module(m.name)
    for m in pkgutil.walk_packages(helpers.__path__, "helpers.")
    if not m.name.rpartition(".")[2].startswith("_")
]
ARRAYS = {"A", "W", "X", "Y", "Yhat", "Z", "a", "b", "dA", "dZ", "x", "y", "z"}
A_SHAPE = re.compile(r"shape|\((N|M|n|fan_in|fan_out)\b")


def public(module):
    """Return {name: object} of the public functions and classes that a module defines."""
    return {
        name: thing
        for name, thing in vars(module).items()
        if not name.startswith("_")
        and (inspect.isfunction(thing) or inspect.isclass(thing))
        and thing.__module__ == module.__name__
    }


DEFINED = {
    f"{module.__name__.removeprefix('helpers.')}.{name}": thing
    for module in MODULES
    for name, thing in public(module).items()
}
ALGORITHMS = {
    name: thing
    for name, thing in DEFINED.items()
    if inspect.isfunction(thing) and not name.startswith("checks.")
}


@pytest.mark.parametrize("thing", DEFINED.values(), ids=list(DEFINED))
def test_has_a_docstring(thing):
    members = vars(thing).values() if inspect.isclass(thing) else ()
    methods = [m for m in members if isinstance(m, property) or inspect.isfunction(m)]
    public_methods = [m for m in methods if not getattr(m, "__name__", "_").startswith("_")]
    assert all(inspect.getdoc(t) for t in (thing, *public_methods))


@pytest.mark.parametrize(
    "function",
    [f for f in ALGORITHMS.values() if ARRAYS & set(inspect.signature(f).parameters)],
    ids=lambda f: f.__name__,
)
def test_the_docstring_states_the_shapes(function):
    assert A_SHAPE.search(function.__doc__)


def arguments():
    """Return (args, kwargs) for every public function, as small as they come."""
    rng = np.random.default_rng(0)
    X, y, z = rng.normal(size=(3, 2)), np.array([[0.0], [1.0], [1.0]]), rng.normal(size=(3, 1))
    parameters = [(rng.normal(size=(2, 4)), np.ones(4)), (rng.normal(size=(4, 1)), np.ones(1))]
    (W, b), names = parameters[0], ["tanh", "sigmoid"]
    cache = mlp_forward(X, parameters, names)[1]
    values = {"W": W, "b": b}
    return {
        **{f"activations.{name}": call for name, call in activation_calls(X).items()},
        **{f"losses.{name}": call for name, call in loss_calls(z, y).items()},
        **training_calls(rng, X),
        **network_calls(rng, X, y, z),
        **{f"data.{name}": call for name, call in data_calls(rng, X).items()},
        "gradient_check.gradient_check": ((lambda p: p["W"].sum(), values, values), {}),
        "gradient_check.numerical_gradient": ((np.sum, X), {}),
        "gradient_check.relative_error": ((X, X + 1), {}),
        "layers.dense.dense_backward": ((np.ones((3, 4)), X, W), {}),
        "layers.dense.dense_forward": ((X, W, b), {}),
        **{f"layers.{name}": call for name, call in layer_calls(rng, X).items()},
        **arithmetic_calls(),
        "network.mlp_backward": ((np.ones((3, 1)), parameters, names, cache), {}),
        "network.mlp_forward": ((X, parameters, names), {}),
        "network.mlp_parameters": (([2, 3, 1], rng), {}),
        **{
            f"plotting.{name}": (args, {"alt": "A figure.", **more})
            for name, (args, more) in plotting_calls(X, y[:, 0]).items()
        },
        "plotting.style.new_figure": (("A figure.",), {}),
    }


def activation_calls(X):
    """Return (args, kwargs) for the functions of `helpers.activations`."""
    return {
        **{f"{name}{end}": ((X,), {}) for name in ACTIVATIONS for end in ("", "_grad")},
        **{name: ((X,), {}) for name in ("maxout", "one_hot_argmax", "softmax")},
        "activation": (("tanh",), {}),
        "maxout_vjp": ((np.ones((3, 1)), X), {}),
        "one_hot_argmax_vjp": ((np.ones((3, 2)), X), {}),
        "softmax_vjp": ((np.ones((3, 2)), X), {}),
    }


def loss_calls(z, y):
    """Return (args, kwargs) for the functions of `helpers.losses`."""
    Z, labels, options = np.hstack([z, -z]), np.array([0, 1, 1]), {"class_weights": np.ones(2)}
    ends = "", "_grad"
    return {
        **{f"{name}{end}": ((z, y), {}) for name in _LOSSES for end in ends},
        **{f"{name}{end}": ((z, 2 * y - 1), {}) for name in _LOSSES_OF_SIGNS for end in ends},
        **{f"cross_entropy{end}": ((Z, labels), options) for end in (*ends, "_and_grad")},
        "logsumexp": ((Z,), {}),
        "one_hot": ((labels, 2), {}),
    }


def training_calls(rng, X):
    """Return (args, kwargs) for what surrounds training: start, rates, penalties, metrics."""
    shape, labels, counts = [2, 3], np.array([0, 1, 1]), np.array([[1, 0], [1, 1]])
    both = {"alpha1": 0.1, "alpha2": 0.2}
    return {
        **{f"initializers.{name}": ((shape, rng), {}) for name in _RANDOM_WEIGHTS},
        "initializers.constant": ((shape,), {}),
        "initializers.fans": ((shape,), {}),
        **{f"metrics.{name}": ((counts,), {}) for name in ("f1", "precision", "recall")},
        "metrics.accuracy": ((labels, labels), {}),
        "metrics.confusion_matrix": ((labels, labels), {"classes": 2}),
        "metrics.error_rate": ((labels, labels), {}),
        **{f"regularization.{name}": ((X,), {"alpha": 0.1}) for name in _PENALTIES},
        "regularization.elastic_net": ((X,), both),
        "regularization.elastic_net_grad": ((X,), both),
        "schedules.cosine": ((1,), {"rate": 0.1, "steps": 5}),
        "schedules.exponential": ((1,), {"rate": 0.1, "factor": 0.9}),
        "schedules.step_decay": ((1,), {"rate": 0.1, "every": 5}),
        "schedules.warm_up": ((1,), {"rate": 0.1, "steps": 5}),
    }


def network_calls(rng, X, y, z):
    """Return (args, kwargs) for networks, their gradients and the loop that trains them."""
    network, loss = mlp((2, 3, 1), "tanh", rng), losses.binary_cross_entropy
    grad, optimizer = losses.binary_cross_entropy_grad, Adam()
    state, settings = optimizer.init(network.parameters), {"epochs": 2, "batch_size": 2}
    settings |= {"loss": loss, "loss_grad": grad, "optimizer": optimizer, "rng": rng}
    return {
        "autodiff.topological_order": ((Value(2) * Value(3),), {}),
        "minibatches.minibatches": ((X, y, 2, rng), {}),
        "network.mlp": (([2, 3, 1], "relu", rng), {}),
        "network.sequential": ((list(network.layers), rng), {}),
        "train.binary_accuracy": ((z, y), {}),
        "train.class_accuracy": ((np.hstack([z, -z]), y[:, 0]), {}),
        "train.evaluate": ((network, X, y, {"loss": loss}), {}),
        "train.train": ((network, X, y), settings),
        "train.training_step": ((network, X, y, grad, optimizer, state, rng), {}),
    }


def layer_calls(rng, X):
    """Return (args, kwargs) for the functions of `helpers.layers` beside the dense ones."""
    images, W, dZ = (
        rng.normal(size=(2, 1, 3, 4)),
        rng.normal(size=(2, 1, 2, 2)),
        np.ones((2, 2, 2, 3)),
    )
    pooled, ones, running = np.ones((2, 1, 2, 3)), np.ones(2), normalization.running_statistics(2)
    _, batch_cache, _ = normalization.batch_norm_forward(X, ones, ones, running, training=True)
    _, layer_cache = normalization.layer_norm_forward(X, ones, ones)
    return {
        **{f"{name}_forward": ((images, W, ones), {}) for name in _CONVOLUTIONS},
        **{f"{name}_backward": ((dZ, images, W), {}) for name in _CONVOLUTIONS},
        **{f"{name}_forward": ((images, 2), {"stride": 1}) for name in _POOLINGS},
        **{f"{name}_backward": ((pooled, images, 2), {"stride": 1}) for name in _POOLINGS},
        "dropout.classic_dropout_forward": ((X,), {"p": 0.5, "rng": rng}),
        "dropout.dropout_backward": ((X, X), {}),
        "dropout.dropout_forward": ((X,), {"p": 0.5, "rng": rng}),
        "normalization.batch_norm_backward": ((X, batch_cache), {}),
        "normalization.batch_norm_forward": ((X, ones, ones, running), {"training": True}),
        "normalization.layer_norm_backward": ((X, layer_cache), {}),
        "normalization.layer_norm_forward": ((X, ones, ones), {}),
        "normalization.running_statistics": ((2,), {}),
        "pooling.flatten_backward": ((np.ones((2, 12)), images), {}),
        "pooling.flatten_forward": ((images,), {}),
    }


def arithmetic_calls():
    """Return (args, kwargs) for shapes, counts and architecture specifications."""
    return {
        "architecture.read_architecture": ((["input 2", "dense 3"],), {}),
        "conv_arithmetic.axis_padding": ((5, 3), {}),
        "conv_arithmetic.conv2d_output_shape": (([5, 6], [3, 2]), {"padding": [1, 0]}),
        "conv_arithmetic.conv2d_parameters": ((3, 4, [3, 2]), {}),
        "conv_arithmetic.conv_transpose2d_output_shape": (([5, 6], [3, 2]), {}),
        "conv_arithmetic.dense_parameters": ((3, 4), {}),
        "conv_arithmetic.output_length": ((5, 3), {"padding": [1, 0]}),
        "conv_arithmetic.pair": (([3, 5], "kernel"), {}),
        "conv_arithmetic.per_axis": (([5, 6], [3, 2]), {}),
        "conv_arithmetic.receptive_field": (([[3, 1], [2, 2]],), {}),
        "conv_arithmetic.same_padding": ((5, 3), {}),
    }


def data_calls(rng, X):
    """Return (args, kwargs) for the functions of `helpers.data`; files are tested elsewhere."""
    labels = np.array([0, 1, 1, 0, 1])
    calls = {name: ((5, rng), {}) for name in _SETS}
    calls |= {f"{name}_probability": ((X,), {}) for name in _SETS if name != "noisy_sine"}
    return {
        **{f"synthetic.{name}": call for name, call in calls.items()},
        "handwritten.digits": ((), {}),
        "idx.parse_idx": ((bytes([0, 0, 8, 1, 0, 0, 0, 1, 7]),), {}),
        "sampling.balanced_sample": ((labels, rng), {}),
        "sampling.stratified_split": ((labels, rng), {"test": 2}),
        "standardization.standardization": ((X,), {}),
    }


def plotting_calls(X, y):
    """Return (args, kwargs) without `alt` for the functions of `helpers.plotting`."""
    P, square = {"t": lambda P: P[:, 0]}, np.arange(9.0).reshape(1, 1, 3, 3)
    return {
        "curves.activations": (({"g": (np.tanh, np.cos)},), {}),
        "curves.lines": ((X[:, 0], {"a": X[:, 1]}), {"xlabel": "x", "ylabel": "y"}),
        "curves.training_curves": (({"loss": {"training": X[:, 0]}},), {}),
        "distributions.histogram_grid": (
            ({"small": {"layer 1": X}},),
            {"xlabel": "z", "limits": (-1, 1)},
        ),
        "distributions.histograms": (({"layer 1": X},), {"xlabel": "z"}),
        "error_bars.error_bars": (([1, 2], {"a": X}), {"xlabel": "units", "ylabel": "loss"}),
        "graphs.chain": (([1.0, 2.0], [2.0]), {"names": ["double"]}),
        "graphs.computation_graph": (({"a": Node(), "b": Node("2a", ("a",))},), {}),
        "graphs.network_graph": (([2, 1],), {"names": ["x", "z"], "paths": [(0, 0)]}),
        "images.confusion_matrix": ((np.eye(2),), {}),
        "images.feature_maps": ((square[0],), {}),
        "images.filters": ((square,), {}),
        "images.images": ((square,), {"titles": ["7"]}),
        "regions.class_regions": (({"t": lambda P: P[:, 0] > 0}, X, y), {}),
        "regions.decision_region": ((P, X, y), {}),
        "regions.hidden_units": ((lambda P: P, X, y), {}),
        "surfaces.loss_surface": (
            (lambda P: (P**2).sum(axis=1), {"SGD": X}),
            {"xlim": (-1, 1), "ylim": (-1, 1)},
        ),
    }


_CONVOLUTIONS = ("conv.conv2d", "conv_loops.conv2d_loops")
_POOLINGS = ("pooling.average_pool2d", "pooling.max_pool2d")
_SETS = ("noisy_disc", "noisy_sine", "spirals", "two_gaussians")
_READS_FILES = {
    "data.handwritten.mnist",
    "data.idx.read_idx",
    "data.idx.unpacked",
    "recipes.results",
}
_LOSSES = ("binary_cross_entropy", "half_squared_error", "mean_squared_error")
_PENALTIES = ("l1", "l1_grad", "l2", "l2_grad")
_RANDOM_WEIGHTS = (
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "normal",
    "uniform",
)
_LOSSES_OF_SIGNS = ("hinge", "logistic_loss", "squared_hinge")


def frozen(value):
    """Return a comparable picture of a value; generators are meant to move on."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, (list, tuple)):
        return type(value), [frozen(v) for v in value]
    if isinstance(value, dict):
        return {key: frozen(v) for key, v in value.items()}
    if type(value).__module__.startswith("helpers."):
        return type(value), frozen(vars(value))
    return type(value) if isinstance(value, np.random.Generator) else value


@pytest.mark.parametrize("name", [name for name in ALGORITHMS if name not in _READS_FILES])
def test_leaves_its_arguments_alone(name):
    args, kwargs = arguments()[name]
    before = copy.deepcopy((frozen(args), frozen(kwargs)))
    ALGORITHMS[name](*args, **kwargs)
    assert (frozen(args), frozen(kwargs)) == before
