"""What the batch size costs on a clock: python benchmarks/minibatches.py

Times one epoch of stochastic gradient descent on the digits, 64-32-10, for several batch sizes,
interleaved in one run on one thread, and prints each in units of the epoch with batches of 100.
All of them make the same number of gradient evaluations.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Else `import helpers` finds the benchmark of that name beside this file.
sys.path.insert(0, str(Path(__file__).parents[1]))

import statistics
import time

import numpy as np

from helpers import data, losses, network
from helpers.minibatches import minibatches

SIZES, ROUNDS = (1, 10, 100, 1397), 9
NAMES = ["relu", "identity"]


def main():
    """Print one row a batch size: steps an epoch, and the epoch's time over that of B = 100."""
    images, labels = data.digits()
    X, y = images[:1397].reshape(1397, -1) / 16, labels[:1397]
    times = {B: [] for B in SIZES}
    for _ in range(ROUNDS):
        for B in SIZES:
            times[B].append(epoch(X, y, B))
    for B in SIZES:
        ratios = [t / unit for t, unit in zip(times[B], times[100], strict=True)]
        print(f"B = {B:4}: {-(-len(X) // B):4} steps, {statistics.median(ratios):5.2f} times")
    print("in units of the epoch with batches of 100; medians of ratios")


def epoch(X, y, batch_size):
    """Return the seconds of one epoch."""
    parameters = network.mlp_parameters((64, 32, 10), np.random.default_rng(0))
    start = time.perf_counter()
    for X_batch, y_batch in minibatches(X, y, batch_size, np.random.default_rng(0)):
        Z, cache = network.mlp_forward(X_batch, parameters, NAMES)
        dZ = losses.cross_entropy_grad(Z, y_batch)
        gradients = network.mlp_backward(dZ, parameters, NAMES, cache)
        parameters = [
            (W - 0.01 * dW, b - 0.01 * db)
            for (W, b), (dW, db) in zip(parameters, gradients, strict=True)
        ]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
