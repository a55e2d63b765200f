"""What a gradient costs: python benchmarks/backpropagation.py

Times a forward pass, and a forward and backward pass, of the same networks, interleaved in one
run on one thread, and prints their ratio. Beside it stands what central differences would cost:
two forward passes for each parameter, counted, not timed.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import statistics
import time

import numpy as np

from helpers.losses import half_squared_error, half_squared_error_grad
from helpers.network import mlp_backward, mlp_forward, mlp_parameters

SIZES = [(784, 100, 10), (256, 256, 256, 256), (64, 64, 64, 64, 64, 64, 64)]
BATCH, ROUNDS = 100, 60


def main():
    """Print one row a network: parameters, and costs in units of one forward pass."""
    print(f"{'network':32} {'parameters':>10} {'gradient':>9} {'numerically':>12}")
    for sizes in SIZES:
        count, gradient = measure(sizes)
        # Central differences run the network twice for each parameter.
        print(f"{'-'.join(map(str, sizes)):32} {count:10,} {gradient:9.2f} {2 * count:12,}")
    print("in units of one forward pass; medians of ratios")


def measure(sizes):
    """Return (number of parameters, time of forward + backward over that of forward alone)."""
    rng = np.random.default_rng(0)
    parameters = mlp_parameters(sizes, rng)
    names = ["tanh"] * (len(sizes) - 2) + ["identity"]
    X, Y = rng.normal(size=(BATCH, sizes[0])), rng.normal(size=(BATCH, sizes[-1]))

    def forward():
        A, cache = mlp_forward(X, parameters, names)
        return half_squared_error(A, Y), A, cache

    def both():
        _, A, cache = forward()
        return mlp_backward(half_squared_error_grad(A, Y), parameters, names, cache)

    ratios = [seconds(both) / seconds(forward) for _ in range(ROUNDS)]
    return sum(W.size + b.size for W, b in parameters), statistics.median(ratios[5:])


def seconds(function):
    """Return the time of one call."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
