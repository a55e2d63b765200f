"""What was written in torch is exercised by its values, and nothing around it is disturbed."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import nn

import helpers.checks
from helpers.checks import drivers
from helpers.checks.drivers.plain import Foreign
from helpers.checks.drivers.torch_bench import model_of, plain
from helpers.checks.paper import PUBLIC_SEED, paper_for

TASKS = helpers.checks.load("08-pytorch").tasks
each_task = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))


def answers(name, function):
    return paper_for(TASKS[name], PUBLIC_SEED).answers_of(function)


def values(name, function):
    return [answer["value"] for answer in answers(name, function)]


@each_task
def test_a_check_leaves_the_notebooks_random_numbers_alone(task):
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    paper_for(task, PUBLIC_SEED).answers_of(task.reference)
    assert torch.equal(torch.rand(3), expected)


@each_task
def test_a_check_gives_the_same_answers_whatever_torch_is_set_to(task):
    paper = paper_for(task, PUBLIC_SEED)
    first = str(paper.answers_of(task.reference))
    torch.set_default_dtype(torch.float64)
    torch.set_grad_enabled(False)
    try:
        again = str(paper.answers_of(task.reference))
        assert (torch.get_default_dtype(), torch.is_grad_enabled()) == (torch.float64, False)
    finally:
        torch.set_default_dtype(torch.float32)
        torch.set_grad_enabled(True)
    assert again == first


def test_settings_are_put_back_after_what_raises():
    def careless(D, H):
        torch.set_default_dtype(torch.float64)
        torch.set_grad_enabled(False)
        raise ValueError("no")

    assert "error" in answers("Net", careless)[0]
    assert (torch.get_default_dtype(), torch.is_grad_enabled()) == (torch.float32, True)


def test_torch_is_imported_by_no_other_task():
    program = (
        "import sys, numpy as np, helpers.checks\n"
        "check = helpers.checks.load('06-backpropagation')\n"
        "check.dense_backward(lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.sum(0)))\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_task_says_what_it_needs():
    assert {name: task.needs for name, task in TASKS.items()} == dict.fromkeys(TASKS, ("torch",))
    numpy_tasks = helpers.checks.load("06-backpropagation").tasks.values()
    assert {task.needs for task in numpy_tasks} == {()}


def test_without_torch_tasks_are_listed_and_a_check_gives_a_sentence():
    program = (
        "import sys\n"
        "sys.modules['torch'] = None\n"
        "import helpers.checks\n"
        "check = helpers.checks.load('08-pytorch')\n"
        "print(*check.tasks)\n"
        "print(check.train_step(len))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, timeout=60, capture_output=True, text=True
    )
    assert ran.stdout.startswith("Net train_step evaluate fit ")
    assert "\ntrain_step: 0 of 5 points" in ran.stdout
    assert "`train_step` can't be checked without `torch`" in ran.stdout
    assert "pip install torch" in ran.stdout


def test_there_is_no_paper_without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ImportError, match="pip install torch"):
        paper_for(TASKS["Net"], 12345)


class Linear(nn.Module):
    """One layer, its weight as `layout` makes it from (fan_in, fan_out)."""

    def __init__(self, fan_in, fan_out):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1, fan_out))
        self.weight = nn.Parameter(torch.zeros(fan_in, fan_out))

    def forward(self, X):
        return X @ self.weight + self.bias


def build(student, weights, N=4):
    X = np.random.default_rng(0).normal(size=(N, weights[0].shape[1]))
    sizes = [weights[0].shape[1], weights[0].shape[0]]
    upstream = np.ones((N, weights[-1].shape[0]))
    question = {"args": [sizes, weights, X, upstream], "kwargs": {}}
    (answer,) = drivers.run("build", student, [question])
    return answer["value"], X


def test_weights_fit_a_layer_of_the_other_layout():
    W, b = np.arange(6.0).reshape(2, 3), np.array([1.0, -1.0])
    value, X = build(nn.Linear, [W, b])
    np.testing.assert_allclose(value["outputs"], X @ W.T + b, rtol=1e-6)
    weights = [b[None], W]  # in the order of its parameters
    other, _ = build(lambda fan_in, fan_out: Linear(3, 2), weights[::-1])
    assert other["parameters"]["count"] == value["parameters"]["count"] == 8


def test_gradients_come_back_in_the_given_layout():
    W, b = np.ones((2, 3)), np.zeros(2)
    value, X = build(nn.Linear, [W, b])
    np.testing.assert_allclose(value["gradients"][0], [X.sum(0)] * 2, rtol=1e-6)
    np.testing.assert_allclose(value["gradients"][1], [4, 4])


def test_a_parameter_without_counterpart_gets_fixed_values():
    weights = [np.ones((2, 3)), np.zeros(2)]
    first, second = (build(lambda D, H: nn.Linear(3, 5), weights)[0] for _ in range(2))
    assert np.array_equal(first["outputs"], second["outputs"])


def test_what_is_no_module_is_told_by_its_type():
    value = values("Net", lambda D, H: {"hidden": 3})[0]
    assert value["outputs"] == Foreign("dict that is no nn.Module")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param("", "backward, step", id="as it should be"),
        pytest.param("skip zero", "backward onto old gradients, step", id="no zero_grad"),
        pytest.param("late zero", "backward, step without gradients", id="cleared too late"),
        pytest.param("none", "backward, step", id="gradients set to None"),
    ],
)
def test_what_happens_in_a_step_is_seen_by_its_effects(change, expected):
    def train_step(model, optimizer, loss_fn, X, y):
        model.train()
        if change == "none":
            for p in model.parameters():
                p.grad = None
        elif change != "skip zero":
            optimizer.zero_grad()
        loss_fn(model(X), y).backward()
        if change == "late zero":
            optimizer.zero_grad()
        optimizer.step()
        return 0.0

    several = values("train_step", train_step)[1]
    assert several["seen"] == {"in each call": expected, "passes in eval mode": 0}


def test_a_graph_and_training_mode_are_seen_in_an_evaluation():
    def evaluate(model, loss_fn, loader):
        return [loss_fn(model(X), y).item() for X, y in loader]

    assert values("evaluate", evaluate)[0]["seen"] == {
        "passes in training mode": 2,
        "passes that build a graph": 2,
    }


def test_a_graph_that_nobody_uses_is_told_and_costs_nothing():
    evaluate = TASKS["evaluate"].reference

    def without_no_grad(model, loss_fn, loader):
        training = model.training
        model.eval()
        for X, _ in loader:
            model(X)
        model.train(training)
        return evaluate(model, loss_fn, loader)

    report = helpers.checks.load("08-pytorch").evaluate(without_no_grad)
    assert report.score == report.points
    assert "put the loop under `with torch.no_grad():`" in str(report)
    assert "known mistakes" not in str(report)


def test_what_is_seen_is_worth_nothing():
    for task in TASKS.values():
        assert all(prop.points == 0 for prop in task.properties if prop.part == ("seen",))


def test_a_tensor_with_its_graph_is_no_number_to_keep():
    loss = nn.Linear(2, 1)(torch.ones(1, 2)).sum()
    assert plain((loss, loss.detach()))[0] == Foreign("tensor that still holds its graph")
    assert plain([loss], graph_allowed=True)[0].shape == ()


def test_a_tensor_of_another_class_is_foreign():
    class Tensor(torch.Tensor):
        pass

    answer = values("evaluate", lambda *args: (torch.ones(()).as_subclass(Tensor), 1.0))[0]
    assert type(answer["returned"][0]) is Foreign


def test_layers_are_torchs_own_with_the_given_weights():
    W, b, four = np.ones((2, 3)), np.zeros(2), [np.full(2, v) for v in (1.0, 2.0, 3.0, 4.0)]
    model = model_of([("linear", W, b), ("batch norm", *four), ("dropout", 0.5), ("tanh",)])
    kinds = [type(layer) for layer in model]
    assert kinds == [nn.Linear, nn.BatchNorm1d, nn.Dropout, nn.Tanh]
    assert model[1].running_var.tolist() == [4, 4]


# What a hostile notebook could do to torch before a check; none of it earns a point.
PATCHES = {
    "equal": (torch, "equal", lambda a, b: True),
    "allclose": (torch, "allclose", lambda *args, **kwargs: True),
    "step": (torch.optim.SGD, "step", lambda self, closure=None: None),
    "backward": (torch.Tensor, "backward", lambda self, **kwargs: None),
    "parameters": (nn.Module, "parameters", lambda self, recurse=True: iter(())),
}


@pytest.mark.parametrize("patch", PATCHES.values(), ids=list(PATCHES))
@each_task
def test_a_patched_torch_earns_nothing_for_no_work(task, patch, monkeypatch):
    paper = paper_for(task, PUBLIC_SEED)
    assert paper.expected
    owner, name, value = patch
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, value)
        given = paper.answers_of(lambda *args: (0.5, 0.5))
    assert helpers.checks.grade(paper, given).score == 0


class Liar(nn.Module):
    """Says that all is well, and computes nothing."""

    def __init__(self, D, H):
        super().__init__()
        self.count = D * H + 2 * H + 1
        self.hidden = nn.Parameter(torch.zeros(self.count))

    def parameters(self, recurse=True):
        return iter([self.hidden])

    def __call__(self, X):
        return torch.zeros(len(X), 1, requires_grad=True)


def test_a_module_that_lies_about_itself_earns_nothing_for_its_count():
    report = helpers.checks.load("08-pytorch").Net(Liar)
    assert [line.held for line in report.lines] == [False, False, False]


def test_arrays_arrive_as_tensors_a_list_of_layers_as_a_model_in_training_mode():
    weights, bias = np.array([[2.0, 1.0]]), np.array([0.5])
    layers, X, y = [("linear", weights, bias)], np.array([[1.0, 3.0]]), np.array([1])

    def student(model, X, y, rate):
        assert (X.dtype, y.dtype, rate, model.training) == (torch.float32, torch.int64, 0.1, True)
        return model(X).detach(), list(model.parameters())

    (answer,) = drivers.run(
        "call_with_tensors", student, [{"args": [layers, X, y, 0.1], "kwargs": {}}]
    )
    output, parameters = answer["value"]
    np.testing.assert_allclose(output, [[5.5]])
    np.testing.assert_allclose(parameters[0], weights)


def test_a_check_says_that_a_tensor_still_holds_its_graph():
    report = helpers.checks.load("08-pytorch").predict(lambda model, X: model.eval()(X))
    assert "got a tensor that still holds its graph" in str(report)


def test_a_watched_leaf_and_its_clone_are_results():
    assert plain(torch.ones(2, requires_grad=True)).tolist() == [1, 1]
    assert plain(torch.ones(2, requires_grad=True).clone()).tolist() == [1, 1]
    assert type(plain((2 * torch.ones(2, requires_grad=True)).clone())) is Foreign
    assert type(plain(2 * torch.ones(2, requires_grad=True))) is Foreign
