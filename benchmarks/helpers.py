"""What our layers cost beside torch's: python benchmarks/helpers.py

One table: median times of ours and of torch's on the CPU, float32, interleaved in one run with
one thread each, and the median of their ratios. Then conv2d against its loops, and the peak of
memory of one convolution, forward and backward (Linux). Times depend on the machine.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Else this file is what `import helpers` finds.
sys.path.insert(0, str(Path(__file__).parents[1]))

import statistics
import subprocess
import time

import numpy as np
import torch
from torch.nn import functional

from helpers import layers
from helpers.losses import cross_entropy_and_grad, cross_entropy_grad
from helpers.network import mlp
from helpers.optimizers import Adam
from helpers.train import training_step

ROUNDS, WARM_UP = 60, 5
RNG = np.random.default_rng(0)


def main():
    """Print the table, or with --memory only one side's peak, in bytes."""
    torch.set_num_threads(1)
    if sys.argv[1:2] == ["--memory"]:
        print(peak(sys.argv[2]))
        return
    print(f"{'float32, one thread':52} {'ours':>9} {'torch':>9} {'ratio':>6}")
    for name, build in ROWS.items():
        ours, theirs, ratio = compared(*build())
        print(f"{name:52} {1e3 * ours:6.2f} ms {1e3 * theirs:6.2f} ms {ratio:6.2f}")
    ours, theirs = (memory(side) for side in ("ours", "torch"))
    name = "conv2d: peak of memory"
    print(f"{name:52} {ours / 2**20:6.1f} MB {theirs / 2**20:6.1f} MB {ours / theirs:6.2f}")
    print(f"conv2d by loops takes {against_loops():,.0f} times as long (one image, scaled up)")


def normal(*shape):
    """Return a float32 array of standard normal numbers."""
    return RNG.normal(size=shape).astype(np.float32)


def convolution(images=64, side=32):
    """Return our and torch's step of 32 filters 3x3: forward and all three gradients."""
    X, W, b = normal(images, 3, side, side), normal(32, 3, 3, 3), normal(32)
    dZ = normal(images, 32, side, side)

    def ours(forward=layers.conv2d_forward, backward=layers.conv2d_backward):
        return forward(X, W, b, padding=1), backward(dZ, X, W, padding=1)

    return ours, torch_step(lambda *a: functional.conv2d(*a, padding=1), (X, W, b), dZ)


def batch_norm(shape):
    """Return our and torch's batch normalization in training, forward and backward."""
    X, gamma, beta, dZ = normal(*shape), normal(shape[1]), normal(shape[1]), normal(*shape)
    running, buffers = layers.running_statistics(shape[1]), torch.zeros(2, shape[1])

    def ours():
        Z, cache, _ = layers.batch_norm_forward(X, gamma, beta, running, training=True)
        return Z, layers.batch_norm_backward(dZ, cache)

    def theirs(X, gamma, beta):
        return functional.batch_norm(X, *buffers, gamma, beta, training=True)

    return ours, torch_step(theirs, (X, gamma, beta), dZ)


def cross_entropy(N=100, K=10):
    """Return our and torch's softmax cross-entropy: loss and gradient."""
    Z, labels = normal(N, K), RNG.integers(0, K, size=N)
    theirs, classes = torch.tensor(Z, requires_grad=True), torch.tensor(labels)

    def step():
        theirs.grad = None
        functional.cross_entropy(theirs, classes).backward()

    return lambda: cross_entropy_and_grad(Z, labels), step


def mlp_step(sizes=(784, 100, 10), N=100):
    """Return our and torch's training step of a perceptron with ReLU and Adam."""
    X, labels = normal(N, sizes[0]), RNG.integers(0, sizes[-1], size=N)
    network = mlp(sizes, "relu", RNG, dtype=np.float32)
    optimizer = Adam(lr=0.001)
    state = optimizer.init(network.parameters)
    model = torch.nn.Sequential(
        torch.nn.Linear(*sizes[:2]), torch.nn.ReLU(), torch.nn.Linear(*sizes[1:])
    )
    adam, x, y = torch.optim.Adam(model.parameters()), torch.tensor(X), torch.tensor(labels)

    def ours():
        nonlocal network, state
        network, state, _ = training_step(
            network, X, labels, cross_entropy_grad, optimizer, state, RNG
        )

    def theirs():
        adam.zero_grad()
        functional.cross_entropy(model(x), y).backward()
        adam.step()

    return ours, theirs


def adam_step(sizes=(784, 100, 10)):
    """Return our and torch's Adam step on the parameters of a perceptron."""
    parameters = mlp(sizes, "relu", RNG, dtype=np.float32).parameters
    gradients = {name: normal(*p.shape) for name, p in parameters.items()}
    optimizer = Adam(lr=0.001)
    state = optimizer.init(parameters)
    tensors = [torch.tensor(p, requires_grad=True) for p in parameters.values()]
    for tensor, gradient in zip(tensors, gradients.values(), strict=True):
        tensor.grad = torch.tensor(gradient)

    def ours():
        nonlocal parameters, state
        parameters, state = optimizer.step(parameters, gradients, state)

    return ours, torch.optim.Adam(tensors).step


def torch_step(function, arrays, dZ):
    """Return a call of `function` on tensors of the arrays, and of its backward with dZ."""
    tensors, dZ = [torch.tensor(a, requires_grad=True) for a in arrays], torch.tensor(dZ)

    def step():
        for tensor in tensors:
            tensor.grad = None
        function(*tensors).backward(dZ)

    return step


def compared(ours, theirs):
    """Return the median time of each, in seconds, and the median of the ratios."""
    times = [(seconds(ours), seconds(theirs)) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    mine, other = zip(*times, strict=True)
    ratio = statistics.median(a / b for a, b in times)
    return statistics.median(mine), statistics.median(other), ratio


def seconds(function):
    """Return the time of one call."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def against_loops():
    """Return the time of the loops on one image over that of the fast form on 64, per image."""
    one, _ = convolution(images=1)
    loops = seconds(lambda: one(layers.conv2d_loops_forward, layers.conv2d_loops_backward))
    fast, _ = convolution()
    return loops / (statistics.median(seconds(fast) for _ in range(ROUNDS)) / 64)


def memory(side):
    """Return what `peak` says in a fresh process, where freed arrays go back to the system."""
    command = [sys.executable, __file__, "--memory", side]
    env = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"}
    return int(subprocess.run(command, capture_output=True, check=True, env=env).stdout)


def peak(side):
    """Return the largest memory, in bytes, that one convolution's step adds to the process."""
    which = ("ours", "torch").index(side)
    convolution(images=1, side=8)[which]()  # the libraries' own buffers
    step = convolution()[which]
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark starts from here
    before = status("VmRSS")
    step()
    return status("VmHWM") - before


def status(name):
    """Return an entry of this process's status in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


ROWS = {
    "MLP 784-100-10, batch 100, Adam: a training step": mlp_step,
    "conv2d, 32 of 3x3 on (64, 3, 32, 32)": convolution,
    "batch_norm, (64, 32, 32, 32)": lambda: batch_norm((64, 32, 32, 32)),
    "batch_norm, (100, 100)": lambda: batch_norm((100, 100)),
    "softmax cross-entropy, (100, 10)": cross_entropy,
    "softmax cross-entropy, (10000, 10)": lambda: cross_entropy(10_000),
    "Adam, 79,510 parameters": adam_step,
}

if __name__ == "__main__":
    main()
