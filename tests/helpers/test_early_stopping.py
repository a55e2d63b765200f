"""Early stopping: patience against the best loss, the best parameters back, nothing changed."""

import dataclasses

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers.early_stopping import EarlyStopping


def run(losses, patience):
    """Return the states after each epoch until it stops; the parameters are the epoch's number."""
    states = [EarlyStopping(patience=patience)]
    for epoch, loss in enumerate(losses):
        if states[-1].stop:
            break
        states.append(states[-1].after(loss, {"epoch": np.array(epoch)}))
    return states[1:]


@given(losses=st.lists(st.integers(0, 9), min_size=1, max_size=20), patience=st.integers(1, 4))
def test_it_stops_when_the_best_is_patience_epochs_old(losses, patience):
    states = run(losses, patience)
    seen = losses[: len(states)]
    best = seen.index(min(seen))
    assert (states[-1].best_loss, states[-1].best_parameters["epoch"]) == (min(seen), best)
    assert states[-1].waited == len(seen) - 1 - best
    assert [state.stop for state in states[:-1]] == [False] * (len(states) - 1)
    assert states[-1].stop == (len(seen) - 1 - best >= patience)


def test_falling_below_the_previous_loss_but_not_the_best_uses_up_patience():
    assert [s.waited for s in run([1, 5, 4, 3, 2, 1.5], patience=9)] == [0, 1, 2, 3, 4, 5]


def test_a_new_best_resets_the_count():
    assert [s.waited for s in run([3, 4, 4, 2, 4], patience=3)] == [0, 1, 2, 0, 1]


def test_an_equal_loss_is_no_improvement():
    states = run([1, 1, 1], patience=2)
    assert (states[-1].stop, states[-1].best_parameters["epoch"]) == (True, 0)


def test_a_loss_of_nan_is_no_improvement():
    states = run([np.nan, 2.0, np.nan, np.nan], patience=2)
    assert [s.waited for s in states] == [1, 0, 1, 2]
    assert states[-1].best_loss == 2.0


def test_the_best_parameters_are_a_copy():
    W = np.zeros(3)
    stopping = EarlyStopping(patience=1).after(1.0, {"W": W})
    W += 1
    assert stopping.best_parameters["W"].tolist() == [0, 0, 0]


def test_torchs_parameters_are_kept_too():
    model = torch.nn.Linear(2, 1)
    stopping = EarlyStopping(patience=1).after(torch.tensor(1.0), model.state_dict())
    before = model.weight.detach().clone()
    with torch.no_grad():
        model.weight.add_(1)
    model.load_state_dict(stopping.best_parameters)
    assert torch.equal(model.weight, before)


def test_a_state_is_never_changed():
    start = EarlyStopping(patience=2)
    start.after(1.0, {})
    assert (start.best_loss, start.best_parameters, start.waited) == (np.inf, None, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        start.waited = 1


@pytest.mark.parametrize("patience", [0, -1, np.nan])
def test_a_patience_below_1_is_refused(patience):
    with pytest.raises(ValueError, match=f"at least 1 epoch, but is {patience}"):
        EarlyStopping(patience=patience)
