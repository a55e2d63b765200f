"""The training loop: it learns, repeats itself, and its history averages over all examples."""

import functools
import sys
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from helpers.data import noisy_disc
from helpers.early_stopping import EarlyStopping
from helpers.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    cross_entropy,
    cross_entropy_grad,
)
from helpers.network import mlp, sequential
from helpers.network_layers import Activation, BatchNorm, Dense, Dropout
from helpers.optimizers import SGD, Adam
from helpers.schedules import step_decay
from helpers.train import binary_accuracy, class_accuracy, evaluate, train, training_step

BCE = {"loss": binary_cross_entropy, "loss_grad": binary_cross_entropy_grad}


def disc(n, seed):
    X, y = noisy_disc(n, np.random.default_rng(seed))
    return X, y[:, np.newaxis]


X, Y = disc(23, 0)
NETWORK = mlp((2, 4, 1), "tanh", np.random.default_rng(1))
SETTINGS = {**BCE, "optimizer": SGD(lr=0.1), "epochs": 3, "batch_size": 5}


def run(network=NETWORK, X=X, y=Y, seed=2, **changes):
    return train(network, X, y, rng=np.random.default_rng(seed), **{**SETTINGS, **changes})


def test_a_2_4_1_network_learns_the_noisy_disc():
    X, y = disc(400, 3)
    network = mlp((2, 4, 1), "sigmoid", np.random.default_rng(1))
    changes = {"optimizer": Adam(lr=0.03), "epochs": 1000, "batch_size": 100}
    network, history = run(network, X, y, accuracy=binary_accuracy, **changes)
    held_out = evaluate(network, *disc(5000, 4), {"accuracy": binary_accuracy})
    assert history["accuracy"][-1] > 0.86
    assert history["loss"][-1] < 0.33
    assert 0.86 < held_out["accuracy"] < 0.895


def test_three_classes_are_learned_with_batch_norm_and_dropout():
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 3, size=150)
    X = 4 * np.eye(3)[labels] + rng.normal(size=(150, 3))
    layers = [Dense(3, 20), BatchNorm(20), Activation("relu"), Dropout(0.2), Dense(20, 3)]
    network, _ = train(
        sequential(layers, rng),
        X,
        labels,
        loss=cross_entropy,
        loss_grad=cross_entropy_grad,
        optimizer=Adam(lr=0.01),
        epochs=20,
        batch_size=32,
        rng=rng,
    )
    assert class_accuracy(network(X), labels) > 0.95
    assert np.all(network.statistics["2.running_var"] != 1)


def test_a_network_that_can_overfits_five_examples():
    _, history = run(X=X[:5], y=Y[:5], optimizer=Adam(lr=0.05), epochs=400)
    assert history["loss"][-1] < 0.02


def test_the_same_generator_gives_the_same_network_and_history():
    layers = [Dense(2, 8), Activation("relu"), Dropout(0.5), Dense(8, 1)]
    network = sequential(layers, np.random.default_rng(0))
    (first, history), (second, again) = run(network), run(network)
    assert history == again
    assert all(np.array_equal(w, second.parameters[n]) for n, w in first.parameters.items())


def test_another_generator_takes_another_path():
    assert run(seed=2)[1] != run(seed=3)[1]


def test_an_epoch_is_its_steps_one_after_the_other():
    network, state = NETWORK, SETTINGS["optimizer"].init(NETWORK.parameters)
    order = np.random.default_rng(2).permutation(23)
    for i in range(0, 23, 5):
        batch = order[i : i + 5]
        network, state, _ = training_step(
            network, X[batch], Y[batch], BCE["loss_grad"], SETTINGS["optimizer"], state, None
        )
    trained, _ = run(epochs=1)
    assert all(np.array_equal(w, network.parameters[n]) for n, w in trained.parameters.items())


def test_the_network_and_the_data_stay_as_they_were():
    arrays = [X, Y, *NETWORK.parameters.values()]
    before = [a.copy() for a in arrays]
    run(validation=(X, Y))
    assert all(np.array_equal(a, b) for a, b in zip(arrays, before, strict=True))


def test_history_is_a_mean_over_examples_and_not_over_ragged_batches():
    _, history = run(optimizer=SGD(lr=0.0), accuracy=binary_accuracy, validation=(X, Y))
    expected = binary_cross_entropy(NETWORK(X), Y)
    assert history["loss"] == pytest.approx([expected] * 3)
    assert history["validation_loss"] == pytest.approx([expected] * 3)
    assert history["accuracy"] == pytest.approx([binary_accuracy(NETWORK(X), Y)] * 3)
    assert history["validation_accuracy"] == pytest.approx(history["accuracy"])


def test_history_holds_only_what_was_asked_for():
    assert list(run()[1]) == ["loss"]
    assert list(run(validation=(X, Y))[1]) == ["loss", "validation_loss"]


@dataclass(frozen=True)
class Recorder(SGD):
    """SGD that writes down the rate of each step."""

    rates: list = field(default_factory=list)

    def __post_init__(self):
        pass

    def update(self, w, g, *, t):
        self.rates.append((t, self.lr))
        return super().update(w, g, t=t)


def test_a_schedule_sets_the_rate_of_every_step_from_0():
    recorder = Recorder(lr=9.0)
    schedule = functools.partial(step_decay, rate=0.1, every=5, factor=0.5)
    run(optimizer=recorder, schedule=schedule, epochs=2)
    assert sorted(set(recorder.rates)) == [(t, 0.1 / 2 ** ((t - 1) // 5)) for t in range(1, 11)]
    assert recorder.lr == 9.0


@dataclass(frozen=True)
class StopAfter:
    """Stops after some epochs and calls the second network the best."""

    left: int
    seen: tuple = ()
    best_parameters: object = None

    def after(self, loss, network):
        best = network if len(self.seen) == 1 else self.best_parameters
        return replace(self, left=self.left - 1, seen=(*self.seen, loss), best_parameters=best)

    @property
    def stop(self):
        return self.left == 0


def test_early_stopping_ends_the_epochs_and_gives_the_best_network_back():
    network, history = run(epochs=100, early_stopping=StopAfter(4), validation=(X, Y))
    two_epochs, _ = run(epochs=2)
    assert len(history["loss"]) == 4
    assert all(np.array_equal(w, network.parameters[n]) for n, w in two_epochs.parameters.items())


def test_patience_returns_the_network_of_the_least_validation_loss():
    held_out = disc(40, 6)
    options = {"optimizer": Adam(lr=0.1), "epochs": 200, "validation": held_out}
    network, history = run(early_stopping=EarlyStopping(patience=5), **options)
    losses = history["validation_loss"]
    assert len(losses) == np.argmin(losses) + 1 + 5 < 200
    assert binary_cross_entropy(network(held_out[0]), held_out[1]) == pytest.approx(min(losses))


def test_without_a_validation_set_early_stopping_watches_the_training_loss():
    _, history = run(optimizer=SGD(lr=0.0), epochs=50, early_stopping=EarlyStopping(patience=3))
    assert len(history["loss"]) <= 1 + 2 * 3


def test_a_bar_shows_the_epochs_and_the_loss(capsys):
    _, history = run(progress=True)
    assert "3/3" in capsys.readouterr().err
    assert len(history["loss"]) == 3


def test_without_a_bar_tqdm_is_not_needed(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    run()
    assert capsys.readouterr() == ("", "")


def test_evaluate_counts_a_ragged_batch_by_its_examples():
    measures = {"loss": binary_cross_entropy}
    whole = evaluate(NETWORK, X, Y, measures)
    assert evaluate(NETWORK, X, Y, measures, batch_size=5) == pytest.approx(whole)


def test_accuracies():
    assert (
        binary_accuracy(np.array([[2.0], [-1.0], [0.5]]), np.array([[1.0], [0.0], [0.0]])) == 2 / 3
    )
    assert class_accuracy(np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([0, 0])) == 0.5


def with_nan():
    broken = X.copy()
    broken[3, 1] = np.nan
    return broken


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: run(X=X[:0], y=Y[:0]), "at least one, but have 0 and 0"),
        (lambda: run(y=Y[:5]), "but have 23 and 5"),
        (lambda: run(X=with_nan()), "finite numbers, but holds nan"),
        (lambda: run(validation=(with_nan(), Y)), "finite numbers, but holds nan"),
        (lambda: run(validation=(X, Y[:5])), "but have 23 and 5"),
        (lambda: run(epochs=0), "epochs must be at least 1, but is 0"),
        (lambda: run(batch_size=0), "batch_size must be an integer of at least 1, but is 0"),
        (lambda: run(y=Y[:, 0]), r"\(5,\)"),
        (lambda: evaluate(NETWORK, X, Y, {}, batch_size=0), "batch_size .* but is 0"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
