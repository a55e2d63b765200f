"""What a student needs for descending: a model with its gradients, and batches given in advance."""

import itertools

import numpy as np

from helpers.checks.drivers.calling import called


def epoch_of_descent(student, parameters, batches, rate):
    """Let the student take an epoch of steps on half the squared error of a linear model.

    parameters: "W" and "b", of X @ W + b, or "W", "V" and "b", of X @ W @ V + b; batches: pairs
    (X, Y). Returns what the student returned.
    """
    return called(student, parameters, batches, _loss_and_gradients, rate)


def _loss_and_gradients(X, Y, parameters):
    """Return the mean loss over a batch and a dict of gradients; the two layers are both linear."""
    W, V = parameters["W"], parameters.get("V")
    inner = X @ W
    error = (inner if V is None else inner @ V) + parameters["b"] - Y
    dZ = error / len(X)
    gradients = {"W": X.T @ (dZ if V is None else dZ @ V.T), "b": dZ.sum(axis=0)}
    if V is not None:
        gradients["V"] = inner.T @ dZ
    return float(np.sum(error**2) / (2 * len(X))), gradients


def training_on_batches(student, X, labels, parameters, orders, epochs, rate):
    """Let the student train, with a function that makes the batches of the next epoch.

    orders: for each epoch a list of arrays of row numbers, one a batch; after the last epoch it
    begins anew. Returns what the student returned.
    """
    coming = itertools.cycle(orders)

    def batches(X, labels):
        return [(X[rows], labels[rows]) for rows in next(coming)]

    return called(student, X, labels, parameters, batches, epochs, rate)
