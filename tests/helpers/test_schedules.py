"""Learning-rate schedules: equal to torch's step for step, and nothing remembered."""

from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers import schedules

scheduler = torch.optim.lr_scheduler
RATES, FACTORS, LENGTHS = st.floats(1e-5, 10), st.floats(0.05, 1), st.integers(1, 30)


def torch_rates(build, rate, steps):
    """Return the rates that a torch scheduler uses in its first `steps` updates."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    theirs, rates = build(optimizer), []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        theirs.step()
    return rates


def assert_same(schedule, build, rate, steps=25):
    ours = [schedule(t) for t in range(steps)]
    np.testing.assert_allclose(ours, torch_rates(build, rate, steps), rtol=1e-10, atol=1e-14 * rate)


@given(rate=RATES, every=LENGTHS, factor=FACTORS)
def test_step_decay_equals_torch(rate, every, factor):
    ours = partial(schedules.step_decay, rate=rate, every=every, factor=factor)
    assert_same(ours, partial(scheduler.StepLR, step_size=every, gamma=factor), rate)


@given(rate=RATES, factor=FACTORS)
def test_exponential_equals_torch(rate, factor):
    ours = partial(schedules.exponential, rate=rate, factor=factor)
    assert_same(ours, partial(scheduler.ExponentialLR, gamma=factor), rate)


@given(rate=RATES, steps=LENGTHS, share=st.floats(0, 1))
def test_cosine_equals_torch_until_its_end(rate, steps, share):
    end = share * rate
    ours = partial(schedules.cosine, rate=rate, steps=steps, end=end)
    theirs = partial(scheduler.CosineAnnealingLR, T_max=steps, eta_min=end)
    assert_same(ours, theirs, rate, steps=steps + 1)


@given(rate=RATES, steps=LENGTHS, start=FACTORS)
def test_warm_up_equals_torch(rate, steps, start):
    ours = partial(schedules.warm_up, rate=rate, steps=steps, start=start)
    theirs = partial(scheduler.LinearLR, start_factor=start, total_iters=steps)
    assert_same(ours, theirs, rate)


def test_cosine_stays_at_its_end():
    after = [schedules.cosine(t, rate=1.0, steps=10, end=0.25) for t in (10, 11, 15, 1000)]
    assert after == [0.25] * 4


def test_cosine_is_half_way_half_way():
    assert schedules.cosine(5, rate=1.0, steps=10, end=0.5) == pytest.approx(0.75)


def test_warm_up_from_nothing_starts_at_0():
    assert schedules.warm_up(0, rate=0.1, steps=5) == 0


@pytest.mark.parametrize("step", [0, 7, np.int64(7)])
def test_two_calls_with_one_step_give_one_rate(step):
    for schedule in (
        partial(schedules.step_decay, every=3),
        partial(schedules.exponential, factor=0.9),
        partial(schedules.cosine, steps=9),
        partial(schedules.warm_up, steps=9),
    ):
        assert schedule(step, rate=0.1) == schedule(step, rate=0.1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (partial(schedules.step_decay, -1, rate=1, every=2), "step must be at least 0, but is -1"),
        (partial(schedules.exponential, -2, rate=1, factor=0.9), "step.*-2"),
        (partial(schedules.cosine, -3, rate=1, steps=2), "step.*-3"),
        (partial(schedules.warm_up, np.nan, rate=1, steps=2), "step.*nan"),
        (partial(schedules.step_decay, 1, rate=1, every=0), "every must be at least 1, but is 0"),
        (partial(schedules.step_decay, 1, rate=1, every=2, factor=1.5), "factor.*0 to 1.*1.5"),
        (partial(schedules.step_decay, 1, rate=-1, every=2), "rate.*-1"),
        (partial(schedules.exponential, 1, rate=np.inf, factor=0.9), "rate.*inf"),
        (partial(schedules.exponential, 1, rate=1, factor=-0.9), "factor.*-0.9"),
        (partial(schedules.cosine, 1, rate=1, steps=0), "steps.*0"),
        (partial(schedules.cosine, 1, rate=1, steps=5, end=2), "end must be from 0.* is 2"),
        (partial(schedules.warm_up, 1, rate=1, steps=-5), "steps.*-5"),
        (partial(schedules.warm_up, 1, rate=1, steps=5, start=2), "start.*2"),
    ],
)
def test_what_has_no_meaning_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
