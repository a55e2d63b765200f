"""Answers to exercise 7."""

import math

import numpy as np

from helpers.checks.tasks.ch07_sgd.digit_gradients import reference as loss_and_gradients
from helpers.checks.tasks.ch07_sgd.sgd_epoch import reference as epoch
from tests.checks.tries.registry import tries

wrong, right = tries("07-sgd")


@wrong("steps_per_epoch", 1, "You round down", "The remainder N % B is 0")
def full_batches_and_what_is_left(N, batch_size):
    return N // batch_size, N % batch_size


@wrong("steps_per_epoch", 2)
def steps_right_last_batch_guessed(N, batch_size):
    return math.ceil(N / batch_size), min(batch_size, N)


@wrong("steps_per_epoch", 0)
def as_text(N, batch_size):
    return str(math.ceil(N / batch_size)), str(batch_size)


@wrong("steps_per_epoch", 0)
def of_the_paper_example(N, batch_size):
    return 500, 100


@right("steps_per_epoch")
def by_walking(N, batch_size):
    steps = 0
    while batch_size < N:
        N -= batch_size
        steps += 1
    return [np.int64(steps + 1), np.array(N)]


@wrong("minibatches", 6, "in the order in which they stand")
def plain_slices(X, y, batch_size, rng):
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


@wrong("minibatches", 4, "left over at the end are missing", "two different permutations")
def reshaped_to_full_batches(X, y, batch_size, rng):
    steps = len(X) // batch_size
    X, y = rng.permutation(X), rng.permutation(y)
    return [
        (X[k * batch_size : (k + 1) * batch_size], y[k * batch_size : (k + 1) * batch_size])
        for k in range(steps)
    ]


@wrong("minibatches", 6, "two different permutations", "the caller's X and y themselves")
def shuffling_what_it_was_given(X, y, batch_size, rng):
    rng.shuffle(X)
    rng.shuffle(y)
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


@wrong("minibatches", 6, "a generator of your own inside")
def seeded_inside_for_reproducibility(X, y, batch_size, rng):
    rng = np.random.default_rng(42)
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


@wrong("minibatches", 0, "no pairs")
def one_big_array(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return [X[order[i : i + batch_size]] for i in range(0, len(X), batch_size)]


@right("minibatches")
def with_a_while_loop(X, y, batch_size, rng):
    left, batches = rng.choice(len(X), size=len(X), replace=False), []
    while left.size:
        take, left = np.split(left, [batch_size])
        batches += [[X[take], y[take]]]
    return batches


@right("minibatches")
def sorted_inside_each_batch(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    rows = [np.sort(order[i : i + batch_size]) for i in range(0, len(y), batch_size)]
    return [(X[r], y[r]) for r in rows]


@wrong("gradient_variance", 2, "(N - B) / (N - 1)")
def independent_always(gradients, batch_size, replacement):
    return gradients.var(axis=0).sum() / batch_size


@wrong("gradient_variance", 0, "averaged over the parameters")
def of_all_entries(gradients, batch_size, replacement):
    deviations = gradients - gradients.mean(axis=0)
    variance = (deviations**2).mean() / batch_size
    return variance if replacement else variance * (1 - (batch_size - 1) / (len(gradients) - 1))


@wrong("gradient_variance", 0)
def by_torch_habit(gradients, batch_size, replacement):
    return np.std(gradients) / np.sqrt(batch_size)


@right("gradient_variance")
def by_pairs(gradients, batch_size, replacement):
    gram = (gradients - gradients.mean(0)) @ (gradients - gradients.mean(0)).T
    N = len(gradients)
    c = 0 if replacement else (gram.sum() - np.trace(gram)) / N / (N - 1)
    return (np.trace(gram) / N + (batch_size - 1) * c) / batch_size


@wrong("sgd_epoch", 3, "weighted")
def prints_the_last_loss(parameters, batches, loss_and_gradients, rate):
    parameters = dict(parameters)
    for X, y in batches:
        loss, grads = loss_and_gradients(X, y, parameters)
        for key in parameters:
            parameters[key] = parameters[key] - rate * grads[key]
    return parameters, loss


@wrong("sgd_epoch", 3, "counts too much")
def mean_of_means(parameters, batches, loss_and_gradients, rate):
    losses = []
    for X, y in batches:
        loss, grads = loss_and_gradients(X, y, parameters)
        parameters = {key: parameters[key] - rate * grads[key] for key in grads}
        losses.append(loss)
    return parameters, np.mean(losses)


@wrong("sgd_epoch", 3, "wrote into the parameters")
def with_minus_equals(parameters, batches, loss_and_gradients, rate):
    total = 0
    for X, y in batches:
        loss, grads = loss_and_gradients(X, y, parameters)
        total += len(y) * loss
        for key in parameters:
            parameters[key] -= rate * grads[key]
    return parameters, total / sum(len(y) for _, y in batches)


@wrong("sgd_epoch", 0, "one parameter and take the gradient of the next")
def one_call_a_parameter(parameters, batches, loss_and_gradients, rate):
    new = dict(parameters)
    for X, y in batches:
        for key in new:
            new[key] = new[key] - rate * loss_and_gradients(X, y, new)[1][key]
    return new, loss_and_gradients(X, y, new)[0]


@right("sgd_epoch")
def with_running_mean(parameters, batches, loss_and_gradients, rate):
    mean, seen = 0.0, 0
    for X, y in batches:
        loss, grads = loss_and_gradients(X, y, parameters)
        seen += len(X)
        mean += (loss - mean) * len(X) / seen
        parameters = {k: np.add(w, -rate * grads[k]) for k, w in parameters.items()}
    return parameters, np.float64(mean)


@wrong("digit_gradients", 3, "derivative: 1 where")
def relu_forgotten_on_the_way_back(X, labels, parameters):
    p = parameters
    A1 = np.maximum(X @ p["W1"] + p["b1"], 0)
    Z2 = A1 @ p["W2"] + p["b2"]
    P = np.exp(Z2) / np.exp(Z2).sum(axis=1, keepdims=True)
    dZ2 = (P - np.eye(Z2.shape[1])[labels]) / len(X)
    dA1 = dZ2 @ p["W2"].T
    gradients = {"W1": X.T @ dA1, "b1": dA1.sum(0), "W2": A1.T @ dZ2, "b2": dZ2.sum(0)}
    return -np.log(P[np.arange(len(X)), labels]).mean(), gradients


@wrong("digit_gradients", 0, "times N")
def summed_over_the_batch(X, labels, parameters):
    loss, gradients = loss_and_gradients(X, labels, parameters)
    return loss * len(X), {name: g * len(X) for name, g in gradients.items()}


@wrong("digit_gradients", 1, "divided by the batch size twice")
def averaged_once_more(X, labels, parameters):
    loss, gradients = loss_and_gradients(X, labels, parameters)
    return loss, {name: g / len(X) for name, g in gradients.items()}


@right("digit_gradients")
def with_more_keys(X, labels, parameters):
    loss, gradients = loss_and_gradients(X, labels, parameters)
    return np.array(loss), gradients | {"X": np.zeros_like(X)}


@wrong("train_digits", 1, "the same batches")
def batches_before_the_loop(X, labels, parameters, batches, epochs, rate):
    fixed, losses = batches(X, labels), []
    for _ in range(epochs):
        parameters, loss = epoch(parameters, fixed, loss_and_gradients, rate)
        losses += [loss]
    return parameters, losses


@wrong("train_digits", 3, "anew after each epoch")
def loss_after_each_epoch(X, labels, parameters, batches, epochs, rate):
    losses = []
    for _ in range(epochs):
        parameters, _ = epoch(parameters, batches(X, labels), loss_and_gradients, rate)
        losses.append(loss_and_gradients(X, labels, parameters)[0])
    return parameters, losses


@wrong("train_digits", 0, "one step an epoch, with all examples")
def without_batches(X, labels, parameters, batches, epochs, rate):
    losses = []
    for _ in range(epochs):
        loss, g = loss_and_gradients(X, labels, parameters)
        parameters = {name: parameters[name] - rate * g[name] for name in g}
        losses.append(loss)
    return parameters, losses


@right("train_digits")
def batch_by_batch(X, labels, parameters, batches, epochs, rate):
    losses = np.zeros(epochs)
    for e in range(epochs):
        for X_batch, y_batch in batches(X, labels):
            parameters, loss = epoch(parameters, [(X_batch, y_batch)], loss_and_gradients, rate)
            losses[e] += loss * len(y_batch) / len(labels)
    return parameters, list(losses)
