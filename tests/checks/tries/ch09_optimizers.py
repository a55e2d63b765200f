"""Answers to exercise 9."""

import math

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("09-optimizers")


@wrong("step_decay", 0, "in every step")
def multiplied_each_time(step, rate, every, factor):
    for _ in range(step):
        rate *= factor
    return rate


@wrong("step_decay", 1, "one step too late")
def greater_than(step, rate, every, factor):
    while step > every:
        step -= every
        rate *= factor
    return rate


@wrong("step_decay", 0)
def fixed_example(step, rate, every, factor):
    return 0.8 * 0.5 ** (step // 10)


@right("step_decay")
def with_divmod(step, rate, every, factor):
    drops, _ = divmod(step, every)
    return np.float64(rate) * np.power(float(factor), drops)


@wrong("momentum_step", 0)
def velocity_forgotten(w, g, v, rate, momentum=0.9):
    v = momentum * v - rate * g
    return w + v


@wrong("momentum_step", 0, "PyTorch's form")
def from_the_documentation(w, g, v, rate, momentum=0.9):
    b = momentum * v + g
    w = w - rate * b
    return w, b


@wrong("momentum_step", 1, "against the velocity")
def minus_twice(w, g, v, rate, momentum=0.9):
    v = v * momentum - g * rate
    w = w - v
    return w, v


@wrong("momentum_step", 0, "return the velocity first")
def changed_places(w, g, v, rate, momentum=0.9):
    v = momentum * v - rate * g
    return v, w + v


@wrong("momentum_step", 1, "by the rate once more")
def as_in_plain_descent(w, g, v, rate, momentum=0.9):
    v = momentum * v - rate * g
    w = w + rate * v
    return w, v


@wrong("momentum_step", 1, "beside the velocity")
def a_push_and_a_roll(w, g, v, rate, momentum=0.9):
    v = momentum * v - rate * g
    w = w - rate * g
    return w + v, v


@right("momentum_step")
def in_place(w, g, v, rate, momentum=0.9):
    v *= momentum
    v -= rate * g
    w += v
    return w, v


@right("momentum_step")
def as_an_array_of_two(w, g, v, rate, momentum=0.9):
    v = np.add(np.multiply(momentum, v), -rate * np.asarray(g))
    return (np.add(w, v), v)


@wrong("rmsprop_step", 2, "eps")
def eps_under_the_root(w, g, s, rate, beta=0.99, eps=1e-8):
    s = s * beta + np.square(g) * (1 - beta)
    w = w - rate / np.sqrt(s + eps) * g
    return w, s


@wrong("rmsprop_step", 0, "AdaGrad")
def adds_up(w, g, s, rate, beta=0.99, eps=1e-8):
    s = s + g * g
    return w - rate / (np.sqrt(s) + eps) * g, s


@wrong("rmsprop_step", 0, "one number for the squares of all entries")
def divided_by_a_norm(w, g, s, rate, beta=0.99, eps=1e-8):
    s = beta * s + (1 - beta) * (g**2).mean()
    return w - rate * g / (np.sqrt(s) + eps), s


@wrong("rmsprop_step", 2, "belongs to the denominator")
def eps_at_the_end(w, g, s, rate, beta=0.99, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - rate * g / np.sqrt(s) + eps, s


@wrong("rmsprop_step", 1, "takes it for the mean")
def keeps_the_root(w, g, s, rate, beta=0.99, eps=1e-8):
    root = np.sqrt(beta * s + (1 - beta) * g**2)
    return w - rate * g / (root + eps), root


@right("rmsprop_step")
def with_a_power(w, g, s, rate, beta=0.99, eps=1e-8):
    s = np.average([s, g**2], axis=0, weights=[beta, 1 - beta])
    return w - rate * (s**0.5 + eps) ** -1 * g, s


@wrong("adam_step", 4, "once for every array")
def counts_in_the_loop(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new, t = {}, state["t"]
    for name in parameters:
        t += 1
        g = gradients[name]
        state["m"][name] = beta1 * state["m"][name] + (1 - beta1) * g
        state["s"][name] = beta2 * state["s"][name] + (1 - beta2) * g**2
        m = state["m"][name] / (1 - beta1**t)
        s = state["s"][name] / (1 - beta2**t)
        new[name] = parameters[name] - rate * m / (np.sqrt(s) + eps)
    state["t"] = t
    return new, state


@wrong("adam_step", 0, "bias correction is missing")
def from_the_lecture_notes(
    parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m, s = state["m"], state["s"]
    for k, g in gradients.items():
        m[k] = beta1 * m[k] + (1 - beta1) * g
        s[k] = beta2 * s[k] + (1 - beta2) * g * g
        parameters[k] = parameters[k] - rate * m[k] / (np.sqrt(s[k]) + eps)
    state["t"] += 1
    return parameters, state


@wrong("adam_step", 1, "carry the corrected means on")
def corrected_in_place(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state["t"] + 1
    out, ms, ss = {}, {}, {}
    for k in parameters:
        m = beta1 * state["m"][k] + (1 - beta1) * gradients[k]
        s = beta2 * state["s"][k] + (1 - beta2) * gradients[k] ** 2
        m /= 1 - beta1**t
        s /= 1 - beta2**t
        out[k] = parameters[k] - rate * m / (np.sqrt(s) + eps)
        ms[k], ss[k] = m, s
    return out, {"t": t, "m": ms, "s": ss}


@wrong("adam_step", 0)
def parameters_only(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    return {k: parameters[k] - rate * np.sign(g) for k, g in gradients.items()}


@wrong("adam_step", 1, "The power belongs to beta alone")
def brackets_before_the_power(
    parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    t, new, m, s = state["t"] + 1, {}, {}, {}
    for k, g in gradients.items():
        m[k] = beta1 * state["m"][k] + (1 - beta1) * g
        s[k] = beta2 * state["s"][k] + (1 - beta2) * g**2
        root = np.sqrt(s[k] / (1 - beta2) ** t)
        new[k] = parameters[k] - rate * m[k] / (1 - beta1) ** t / (root + eps)
    return new, {"t": t, "m": m, "s": s}


@wrong("adam_step", 4, "the `return` stands inside the loop")
def returns_too_early(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    t, new, m, s = state["t"] + 1, {}, {}, {}
    for k in parameters:
        m[k] = beta1 * state["m"][k] + (1 - beta1) * gradients[k]
        s[k] = beta2 * state["s"][k] + (1 - beta2) * gradients[k] ** 2
        step = m[k] / (1 - beta1**t) / (np.sqrt(s[k] / (1 - beta2**t)) + eps)
        new[k] = parameters[k] - rate * step
        return new, {"t": t, "m": m, "s": s}


@wrong("adam_step", 1, "lacks `t`")
def two_entries(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new, memory = all_in_place(parameters, gradients, dict(state), rate, beta1, beta2, eps)
    return new, {"m": memory["m"], "s": memory["s"]}


@right("adam_step")
def all_in_place(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    state["t"] += 1
    for k, w in parameters.items():
        state["m"][k] += (1 - beta1) * (gradients[k] - state["m"][k])
        state["s"][k] += (1 - beta2) * (gradients[k] ** 2 - state["s"][k])
        m = state["m"][k] / -np.expm1(state["t"] * np.log(beta1))
        s = state["s"][k] / -np.expm1(state["t"] * np.log(beta2))
        w -= rate * m / (np.sqrt(s) + eps)
    return parameters, state


@wrong("adamw_step", 0, "goes through Adam's means")
def decay_into_the_gradient(parameters, gradients, state, rate=0.001, weight_decay=0.01):
    pulled = {k: g + weight_decay * parameters[k] for k, g in gradients.items()}
    return all_in_place(parameters, pulled, state, rate)


@wrong("adamw_step", 0, "1 - weight_decay")
def without_the_rate(parameters, gradients, state, rate=0.001, weight_decay=0.01):
    smaller = {k: w - weight_decay * w for k, w in parameters.items()}
    return all_in_place(smaller, gradients, state, rate)


@wrong("adamw_step", 0, "after Adam's step")
def shrunk_afterwards(parameters, gradients, state, rate=0.001, weight_decay=0.01):
    new, state = all_in_place(parameters, gradients, state, rate)
    for k in new:
        new[k] *= 1 - rate * weight_decay
    return new, state


@wrong("adamw_step", 1, "every array, whatever its name")
def weights_only(parameters, gradients, state, rate=0.001, weight_decay=0.01):
    factor = {k: rate * weight_decay if "W" in k else 0.0 for k in parameters}
    moved, state = all_in_place(
        {k: w.copy() for k, w in parameters.items()}, gradients, state, rate
    )
    return {k: moved[k] - factor[k] * w for k, w in parameters.items()}, state


@right("adamw_step")
def shrunk_in_place(parameters, gradients, state, rate=0.001, weight_decay=0.01):
    for w in parameters.values():
        w -= rate * weight_decay * w
    return all_in_place(parameters, gradients, state, rate)


@wrong("cosine_with_warmup", 2, "rises again")
def no_end(step, rate, warmup, steps):
    if step < warmup:
        return rate * step / warmup
    return 0.5 * rate * (1 + np.cos(np.pi * (step - warmup) / (steps - warmup)))


@wrong("cosine_with_warmup", 2, "one step ahead")
def one_ahead(step, rate, warmup, steps):
    if step < warmup:
        return rate * (step + 1) / warmup
    if step > steps:
        return 0
    return rate * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup))) / 2


@wrong("cosine_with_warmup", 0, "multiply the rise by the cosine", "starts at step 0")
def product_of_two(step, rate, warmup, steps):
    rise = min(step / warmup, 1) if warmup else 1
    return rate * rise * (1 + math.cos(math.pi * min(step / steps, 1))) / 2


@wrong("cosine_with_warmup", 2, "you divide by 0")
def rise_computed_first(step, rate, warmup, steps):
    share = step / warmup
    if share < 1:
        return rate * share
    return clipped(step, rate, warmup, steps)


@wrong("cosine_with_warmup", 2, "rounds down")
def whole_numbers_only(step, rate, warmup, steps):
    return rate * (step // warmup) if step < warmup else clipped(step, rate, warmup, steps)


@right("cosine_with_warmup")
def clipped(step, rate, warmup, steps):
    done = np.clip((step - warmup) / (steps - warmup), 0, 1)
    rise = 1 if step >= warmup else step / warmup
    return rise * rate * (0.5 + 0.5 * np.cos(np.pi * done))
