"""The figure's loop does what PyTorch does, with all of its lines and with some taken out."""

import itertools

import numpy as np
import pytest

from helpers.gradient_check import numerical_gradient

KEYS = ["zero", "forward", "loss", "backward", "update"]
LINES = {
    "zero": "optimizer.zero_grad()",
    "forward": "prediction = model(x)",
    "loss": "loss = mean_squares(prediction, y)",
    "backward": "loss.backward()",
    "update": "optimizer.step()",
}
ITERATIONS = 40
SETTINGS = list(itertools.product((1, 0), repeat=5))
MISSING = [", ".join(k for k, on in zip(KEYS, s, strict=True) if not on) for s in SETTINGS]
IDS = [f"without {missing or 'nothing'}" for missing in MISSING]


@pytest.fixture(scope="module")
def figure_runs(evaluate):
    """Return for each of SETTINGS what the figure's loop has done by ITERATIONS."""
    rng = np.random.default_rng(4)
    given = [
        {**dict(zip(KEYS, on, strict=True)), "rate": float(rng.uniform(0.01, 0.3)), "seed": i + 1}
        for i, on in enumerate(SETTINGS)
    ]
    told = evaluate(
        "training-loop",
        "given.map((s) => { const {states, losses} = m.run(s); const end = states.filter("
        f"({{iteration}}) => iteration <= {ITERATIONS}).at(-1); return {{...end, "
        "start: m.initial(s), points: m.data(s), losses: losses.slice(0, end.losses)}; })",
        given,
    )
    return [{**s, **end} for s, end in zip(given, told, strict=True)]


def model_of(torch, row):
    """Return the network 1-4-1 with a row of parameters, unit by unit, as the figure has it."""
    nn = torch.nn
    units = torch.tensor(row[:-1], dtype=torch.float64).reshape(-1, 3)
    model = nn.Sequential(nn.Linear(1, 4), nn.Tanh(), nn.Linear(4, 1)).double()
    with torch.no_grad():
        model[0].weight.copy_(units[:, :1])
        model[0].bias.copy_(units[:, 1])
        model[2].weight.copy_(units[None, :, 2])
        model[2].bias.fill_(row[-1])
    return model


def as_row(of, model):
    """Return `of(parameter)` of all parameters as one row in the figure's order."""
    parts = [of(p).detach().numpy() for p in model.parameters()]
    return np.append(np.column_stack([parts[0][:, 0], parts[1], parts[2][0]]).ravel(), parts[3])


@pytest.mark.parametrize("case", range(len(SETTINGS)), ids=IDS)
def test_the_loop_is_pytorchs_line_for_line(case, figure_runs):
    torch = pytest.importorskip("torch")
    told = figure_runs[case]
    model = model_of(torch, told["start"])
    x, y = torch.tensor(told["points"], dtype=torch.float64).hsplit(2)
    names = {"model": model, "x": x, "y": y, "mean_squares": torch.nn.MSELoss(), "losses": []}
    names["optimizer"] = torch.optim.SGD(model.parameters(), lr=told["rate"])
    body = [f"    {LINES[key]}" for key in KEYS if told[key]]
    noted = ["    if 'loss' in globals(): losses.append(loss.item())"]
    program = "\n".join([f"for _ in range({ITERATIONS}):", *body, *noted])
    try:
        exec(program, names)
        error = None
    except NameError as raised:
        error = f"NameError: {raised}"
    assert told.get("error") == error
    np.testing.assert_allclose(told["losses"], names["losses"], rtol=1e-9)
    np.testing.assert_allclose(told["p"], as_row(lambda p: p, model), rtol=1e-9, atol=1e-12)
    if told["grad"] is not None:
        np.testing.assert_allclose(told["grad"], as_row(lambda p: p.grad, model), rtol=1e-8)


def test_the_gradient_equals_central_differences(evaluate):
    rng = np.random.default_rng(5)
    p, points = rng.normal(size=13), rng.normal(size=(7, 2))
    given = {"p": p.tolist(), "points": points.tolist()}
    found = evaluate("training-loop", "m.gradient(given.p, given.points)", given)

    def loss(row):
        units = row[:-1].reshape(4, 3)
        A = np.tanh(np.outer(points[:, 0], units[:, 0]) + units[:, 1])
        return np.mean((A @ units[:, 2] + row[-1] - points[:, 1]) ** 2)

    np.testing.assert_allclose(found, numerical_gradient(loss, p), rtol=1e-6, atol=1e-9)


def test_the_first_setting_learns_the_curve(evaluate):
    losses = "m.run({...base.defaults(m.spec), ...given}).losses"
    for seed in range(1, 21):
        found = evaluate("training-loop", losses, {"seed": seed})
        assert found[-1] < found[0] / 3


def test_without_zero_grad_it_does_not_settle(evaluate):
    found = evaluate("training-loop", "m.run({...base.defaults(m.spec), zero: 0}).losses")
    assert np.std(found[-50:]) > 0.05


def test_a_loop_that_fails_ends_with_its_error(evaluate):
    said = "(() => { const s = base.settled(m.spec, {...base.defaults(m.spec), forward: 0,"
    said += " step: 99}); return [s.step, m.spec.words(s)]; })()"
    step, words = evaluate("training-loop", said)
    assert step == 2
    assert "name 'prediction' is not defined" in words
