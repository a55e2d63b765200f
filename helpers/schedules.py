"""Learning rates that change: each function returns the rate to use at a given step.

`step` counts from 0, in updates or epochs as you like; `rate` is the learning rate it all
starts from. They remember nothing, so a schedule is a function with its options filled in,
``schedule = functools.partial(cosine, rate=0.1, steps=500)``, and two schedules multiply: with
`rate` 1 any of them is a factor.

>>> [round(warm_up(t, rate=1, steps=2) * cosine(t, rate=0.1, steps=4), 4) for t in range(5)]
[0.0, 0.0427, 0.05, 0.0146, 0.0]

Every schedule raises ValueError if `step` is negative or an option is out of its range.
"""

import math


def step_decay(step, *, rate, every, factor=0.1):
    """Return rate * factor^floor(step / every), a float: a drop every so many steps.

    Equals `torch.optim.lr_scheduler.StepLR`.

    >>> [step_decay(t, rate=0.8, every=2, factor=0.5) for t in range(5)]
    [0.8, 0.8, 0.4, 0.4, 0.2]
    """
    _require(step, rate, every=every)
    return rate * _from_0_to_1("factor", factor) ** (step // every)


def exponential(step, *, rate, factor):
    """Return rate * factor^step, a float: the same small drop at each step.

    Equals `torch.optim.lr_scheduler.ExponentialLR`.
    """
    _require(step, rate)
    return rate * _from_0_to_1("factor", factor) ** step


def cosine(step, *, rate, steps, end=0.0):
    """Return end + (rate - end) (1 + cos(pi step / steps)) / 2, a float: half a cosine wave.

    It leaves `rate` slowly, falls fastest half way, and reaches `end` slowly after `steps` steps,
    where it stays. Equals `torch.optim.lr_scheduler.CosineAnnealingLR` up to there (which then
    rises again). Source: Loshchilov & Hutter, arXiv:1608.03983, eq. 5.
    """
    _require(step, rate, steps=steps)
    if not 0 <= end <= rate:
        raise ValueError(f"end must be from 0 to the rate, {rate}, but is {end}")
    return end + (rate - end) * (1 + math.cos(math.pi * min(step, steps) / steps)) / 2


def warm_up(step, *, rate, steps, start=0.0):
    """Return a rate that rises in a straight line from start * rate to rate within `steps` steps.

    A float, constant afterwards. Equals `torch.optim.lr_scheduler.LinearLR` with start_factor
    `start`. Source: Goyal et al., arXiv:1706.02677, section 2.2.

    >>> [warm_up(t, rate=0.5, steps=4) for t in range(6)]
    [0.0, 0.125, 0.25, 0.375, 0.5, 0.5]
    """
    _require(step, rate, steps=steps)
    start = _from_0_to_1("start", start)
    return rate * (start + (1 - start) * min(step, steps) / steps)


def _require(step, rate, **lengths):
    if not step >= 0:
        raise ValueError(f"step must be at least 0, but is {step}")
    if not (rate >= 0 and math.isfinite(rate)):
        raise ValueError(f"rate must be a finite number and at least 0, but is {rate}")
    for name, length in lengths.items():
        if not length >= 1:
            raise ValueError(f"{name} must be at least 1, but is {length}")


def _from_0_to_1(name, number):
    if not 0 <= number <= 1:
        raise ValueError(f"{name} must be from 0 to 1, but is {number}")
    return number
