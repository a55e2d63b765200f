"""How much time the matrix product saves: python benchmarks/forward.py

One layer of 64 inputs and 100 units on 400 examples, three ways: loops over single neurons, a
loop over examples, one matrix product. Single-threaded; prints the ratios of the best times.
"""

import timeit

import numpy as np
from threadpoolctl import threadpool_limits

RNG = np.random.default_rng(0)
X, W, B = RNG.normal(size=(400, 64)), RNG.normal(size=(64, 100)), RNG.normal(size=100)


def by_neurons():
    """Return Z, entry by entry."""
    Z = np.empty((len(X), W.shape[1]))
    for n in range(len(X)):
        for j in range(W.shape[1]):
            Z[n, j] = sum(X[n, i] * W[i, j] for i in range(W.shape[0])) + B[j]
    return Z


def by_examples():
    """Return Z, row by row."""
    return np.array([x @ W + B for x in X])


def by_matrix():
    """Return Z as one matrix product."""
    return X @ W + B


def best(function, number):
    """Return the seconds of one call, the best of five."""
    return min(timeit.repeat(function, number=number, repeat=5)) / number


def main():
    """Print how much longer the loops take."""
    with threadpool_limits(1):
        product = best(by_matrix, 200)
        print(f"loops over neurons: {best(by_neurons, 1) / product:,.0f} times the matrix product")
        print(f"loop over examples: {best(by_examples, 20) / product:.1f} times the matrix product")


if __name__ == "__main__":
    main()
