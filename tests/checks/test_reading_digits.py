"""What exercise 7 promises: whose functions are right reads more than 95 % of new digits."""

import numpy as np
import pytest

from helpers.checks.tasks.ch07_sgd import minibatches, train_digits
from helpers.data import digits, stratified_split


@pytest.fixture(scope="module")
def split():
    """X and labels of the digits to learn from, and of the new ones, as in the exercise."""
    images, labels = digits()
    X = images.reshape(len(images), -1) / 16
    known, new = stratified_split(labels, np.random.default_rng(3), test=400)
    return X[known], labels[known], X[new], labels[new]


def start(rng):
    weights = [rng.normal(size=shape) / np.sqrt(64) for shape in [(64, 64), (64, 10)]]
    return {"W1": weights[0], "b1": np.zeros(64), "W2": weights[1], "b2": np.zeros(10)}


# A student's minibatches may draw another order from the same generator.
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_right_functions_read_more_than_95_percent_of_new_digits(split, seed):
    X, labels, X_new, labels_new = split
    rng = np.random.default_rng(seed)

    def batches(X, labels):
        return minibatches.reference(X, labels, 10, rng)

    p, losses = train_digits.reference(X, labels, start(rng), batches, 20, 0.1)

    logits = np.maximum(X_new @ p["W1"] + p["b1"], 0) @ p["W2"] + p["b2"]
    assert np.mean(logits.argmax(axis=1) == labels_new) > 0.95
    assert losses[-1] < losses[0] / 10
