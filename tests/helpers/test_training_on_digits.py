"""Our networks learn real digits as well as the same networks in torch.

Both start from the same weights and see the same mini-batches, in float32, three times with
another seed. What is compared are the test images that only one of the two names correctly:
if neither library is better, each such image falls to either side with probability 1/2, and
ours is ahead or behind by about the square root of their number. The rule: ours may be behind
by at most twice that. (It is McNemar's test, one-sided, at 2.3 %.)
"""

import math
import os

import numpy as np
import pytest
import torch
from threadpoolctl import threadpool_limits

from helpers.data import digits, mnist, standardization, stratified_split
from helpers.losses import cross_entropy, cross_entropy_grad
from helpers.minibatches import minibatches
from helpers.network import mlp, sequential
from helpers.network_layers import Activation, Conv2d, Dense, Flatten, MaxPool2d
from helpers.optimizers import Adam
from helpers.train import train

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("one_thread")]
SEEDS = (0, 1, 2)
RECIPE = {"optimizer": Adam(lr=0.001), "batch_size": 50}


@pytest.fixture(scope="module")
def one_thread():
    """So small networks gain nothing by more, and NumPy's and torch's threads fight."""
    with threadpool_limits(1):
        yield


def prepared(images, labels, *, test):
    """Return (X_train, y_train, X_test, y_test), images standardised by the training set."""
    train, test = stratified_split(labels, np.random.default_rng(0), test=test)
    fitted = standardization(images[train], axis=None)
    X = fitted.apply(images)
    return X[train], labels[train], X[test], labels[test]


@pytest.fixture(scope="module")
def small():
    """The digits of scikit-learn: 1,437 to learn from, 360 to be tested on."""
    return prepared(*digits(), test=360)


@pytest.fixture(scope="module")
def large():
    """The test part of MNIST: 8,000 to learn from, 2,000 to be tested on."""
    if "COURSE_DATA" not in os.environ:
        pytest.skip("needs MNIST's test files: COURSE_DATA names no folder with mnist/t10k-*")
    return prepared(*mnist("test"), test=2000)


def train_ours(network, X, y, *, epochs, seed):
    """Return the network after training by Adam with batches of 50."""
    losses = {"loss": cross_entropy, "loss_grad": cross_entropy_grad}
    rng = np.random.default_rng(seed)
    return train(network, X, y, **losses, **RECIPE, epochs=epochs, rng=rng)[0]


def train_torchs(network, X, y, *, epochs, seed):
    """Train a torch module in the same way."""
    rng, optimizer = np.random.default_rng(seed), torch.optim.Adam(network.parameters(), lr=0.001)
    loss = torch.nn.CrossEntropyLoss()
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, RECIPE["batch_size"], rng):
            optimizer.zero_grad()
            loss(network(torch.tensor(X_batch)), torch.tensor(y_batch)).backward()
            optimizer.step()
    return network


def in_torch(network):
    """Return the torch module with the same layers and weights as one of our networks."""
    make = {
        Activation: lambda layer: torch.nn.ReLU(),
        Conv2d: lambda layer: torch.nn.Conv2d(
            layer.c_in, layer.c_out, layer.kernel, padding=layer.padding
        ),
        Dense: lambda layer: torch.nn.Linear(layer.fan_in, layer.fan_out),
        Flatten: lambda layer: torch.nn.Flatten(),
        MaxPool2d: lambda layer: torch.nn.MaxPool2d(layer.kernel),
    }
    twin = torch.nn.Sequential(*(make[type(layer)](layer) for layer in network.layers))
    with torch.no_grad():
        arrays = network.parameters.values()
        for parameter, array in zip(twin.parameters(), arrays, strict=True):
            parameter.copy_(torch.tensor(array.T if array.ndim == 2 else array))
    return twin


def compare(make, data, *, epochs):
    """Return which test images each names correctly, (ours, torch's), over all seeds."""
    X, y, X_test, y_test = data
    ours, torchs = [], []
    for seed in SEEDS:
        start = make(np.random.default_rng(seed))
        network = train_ours(start, X, y, epochs=epochs, seed=seed)
        twin = train_torchs(in_torch(start), X, y, epochs=epochs, seed=seed)
        ours.append(network(X_test).argmax(axis=1) == y_test)
        with torch.no_grad():
            torchs.append(twin(torch.tensor(X_test)).numpy().argmax(axis=1) == y_test)
    return np.concatenate(ours), np.concatenate(torchs)


def assert_as_good(ours, torchs):
    """The rule on top of this file."""
    ahead, behind = (ours & ~torchs).sum(), (~ours & torchs).sum()
    print(f"ours {ours.mean():.4f}, torch {torchs.mean():.4f}, +{ahead} -{behind}")
    assert behind - ahead <= 2 * math.sqrt(ahead + behind)


def flat(data):
    """Return the data with each image as a row."""
    return tuple(part.reshape(len(part), -1) if part.ndim > 1 else part for part in data)


def test_an_mlp_learns_the_digits_as_well_as_in_torch(small):
    def make(rng):
        return mlp((64, 32, 10), "relu", rng, dtype=np.float32)

    ours, torchs = compare(make, flat(small), epochs=30)
    assert_as_good(ours, torchs)
    assert ours.mean() > 0.95


def test_a_cnn_learns_the_digits_as_well_as_in_torch(small):
    def make(rng):
        first = [Conv2d(1, 16, 3, padding=1), Activation("relu"), MaxPool2d(2)]
        second = [Conv2d(16, 32, 3, padding=1), Activation("relu"), MaxPool2d(2)]
        return sequential([*first, *second, Flatten(), Dense(128, 10)], rng, dtype=np.float32)

    ours, torchs = compare(make, small, epochs=25)
    assert_as_good(ours, torchs)
    assert ours.mean() > 0.97


def test_an_mlp_learns_mnist_as_well_as_in_torch(large):
    def make(rng):
        return mlp((784, 100, 10), "relu", rng, dtype=np.float32)

    ours, torchs = compare(make, flat(large), epochs=5)
    assert_as_good(ours, torchs)
    assert ours.mean() > 0.92
