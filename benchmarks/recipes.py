"""The recipes of the chapters on MNIST: python benchmarks/recipes.py [NAME ...]

A page runs in under a minute and without a download, so it trains on the small digits that come
with the course. Here the same recipes meet images of 28 x 28 pixels. Of the 10,000 in MNIST's
test part 8,000 train and 2,000 judge; the split is the same for every run, the seed draws weights
and order. Prints a line for each run and writes `helpers/recipes.json`, from which the
chapters take their numbers.

The images come from the folder that COURSE_DATA names; see `helpers.data.mnist`.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import functools
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from helpers import data, schedules

RESULTS = Path(__file__).parents[1] / "helpers" / "recipes.json"
SEEDS = (0, 1, 2)
JUDGES = 2_000


@dataclass(frozen=True)
class Recipe:
    """A model, and how it is trained.

    model: makes an untrained one; optimizer: its class in `torch.optim`, with settings;
    is_small: is the question "is the digit 0, 1 or 2?", with one logit, or which of ten it is?
    standardized: are the inputs scaled to mean 0 and deviation 1, or from 0 to 1?
    planned: does the rate rise in the first epoch and then fall by a cosine, or stay?
    shifted: is each training image moved by up to two pixels, at random and anew in each epoch?
    """

    model: Callable
    optimizer: str
    settings: dict = field(default_factory=dict)
    batch_size: int = 100
    epochs: int = 30
    is_small: bool = False
    standardized: bool = True
    planned: bool = False
    shifted: bool = False

    def loss(self, outputs, y):
        """Return the mean loss over a batch."""
        if self.is_small:
            return nn.functional.binary_cross_entropy_with_logits(outputs[:, 0], y.float())
        return nn.functional.cross_entropy(outputs, y)

    def named(self, outputs):
        """Return the label that each row of the outputs names."""
        return (outputs[:, 0] > 0).long() if self.is_small else outputs.argmax(dim=1)


class Bare(nn.Module):
    """784-256-10 with ReLU, of bare tensors: small normal weights, zero biases."""

    def __init__(self):
        super().__init__()
        self.W1, self.b1 = (
            nn.Parameter(0.01 * torch.randn(784, 256)),
            nn.Parameter(torch.zeros(256)),
        )
        self.W2, self.b2 = nn.Parameter(0.01 * torch.randn(256, 10)), nn.Parameter(torch.zeros(10))

    def forward(self, X):
        A = (X.flatten(1) @ self.W1 + self.b1).clamp(min=0)
        return A @ self.W2 + self.b2


def sigmoid_network(*last):
    """Return 784-100-10 with sigmoid units, and whatever stands behind the logits."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 100), nn.Sigmoid(), nn.Linear(100, 10), *last)


def small_network():
    """Return 784-30-1 with ReLU, and dropout 0.3 on the hidden layer."""
    hidden = nn.Linear(784, 30), nn.ReLU(), nn.Dropout(0.3)
    return nn.Sequential(nn.Flatten(), *hidden, nn.Linear(30, 1))


def relu_network(normalize=nn.Identity, p=0.0):
    """Return 784-100-10 with ReLU, drawn as He et al. do; layers may stand around the ReLU."""
    hidden = nn.Linear(784, 100)
    nn.init.kaiming_normal_(hidden.weight, nonlinearity="relu")
    nn.init.zeros_(hidden.bias)
    around = normalize(), nn.ReLU(), nn.Dropout(p)
    return nn.Sequential(nn.Flatten(), hidden, *around, nn.Linear(100, 10))


def convolutional_network():
    """Return two blocks of a 3 x 3 convolution, batch norm, ReLU and pooling, and the logits."""
    blocks = []
    for channels, filters in ((1, 16), (16, 32)):
        convolution = nn.Conv2d(channels, filters, 3, padding=1, bias=False)
        nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        blocks += [convolution, nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*blocks, nn.Flatten(), nn.Dropout(0.2), nn.Linear(32 * 49, 10))


ADAM = {"lr": 0.001}
# Faster, as the rate falls in the end, with the weights held small.
ADAMW = {"lr": 0.003, "weight_decay": 0.01}
# With one example a step.
ONE_BY_ONE = {
    "optimizer": "SGD",
    "settings": {"lr": 0.005, "momentum": 0.9},
    "batch_size": 1,
    "epochs": 5,
    "is_small": True,
}
# Each step up changes one thing, and keeps what the steps below it have changed.
PLANNED = functools.partial(Recipe, optimizer="AdamW", settings=ADAMW, planned=True)
BATCH_NORM = functools.partial(relu_network, lambda: nn.BatchNorm1d(100))
DROPOUT = functools.partial(BATCH_NORM, p=0.2)
RECIPES = {
    "bare tensors": Recipe(Bare, "SGD", {"lr": 0.1}, epochs=10),
    "sigmoid, logits": Recipe(sigmoid_network, "Adam", ADAM),
    "sigmoid, softmax in forward": Recipe(lambda: sigmoid_network(nn.Softmax(dim=1)), "Adam", ADAM),
    "small? pixels 0 to 1": Recipe(small_network, **ONE_BY_ONE, standardized=False),
    "small? standardized": Recipe(small_network, **ONE_BY_ONE),
    "ReLU, He": Recipe(relu_network, "Adam", ADAM),
    "AdamW, planned rate": PLANNED(relu_network),
    "batch norm": PLANNED(BATCH_NORM),
    "dropout": PLANNED(DROPOUT),
    "shifted copies": PLANNED(DROPOUT, shifted=True),
    "convolution": PLANNED(convolutional_network, shifted=True),
}


def main(names):
    """Run some recipes, or all, and write down what they gave."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in names or RECIPES:
        results[name] = {"parameters": parameters(name), "runs": [run(name, s) for s in SEEDS]}
    ordered = {name: results[name] for name in RECIPES if name in results}
    RESULTS.write_text(json.dumps(ordered, indent=1) + "\n")


def parameters(name):
    """Return how many numbers a recipe's model learns."""
    return sum(p.numel() for p in RECIPES[name].model().parameters())


def run(name, seed):
    """Train once; return what was measured in the first epoch and in the last.

    Of each epoch: the mean loss and the accuracy while it ran ("loss", "running"), and both
    parts' accuracies after it ("training", "held out").
    """
    recipe = RECIPES[name]
    torch.manual_seed(seed)
    model = recipe.model()
    optimizer = getattr(torch.optim, recipe.optimizer)(model.parameters(), **recipe.settings)
    training, held_out = parts(recipe)
    loader = DataLoader(TensorDataset(*training), recipe.batch_size, shuffle=True)
    plan = torch.optim.lr_scheduler.LambdaLR(optimizer, rates(recipe, len(loader)))
    epochs = []
    for _ in range(recipe.epochs):
        epochs.append(one_epoch(recipe, model, optimizer, plan, loader))
        for part, examples in (("training", training), ("held out", held_out)):
            epochs[-1][part] = accuracy(recipe, model, *examples)
    print(f"{name}, seed {seed}: {epochs[-1]}", flush=True)
    return {"seed": seed, "first epoch": epochs[0], "last epoch": epochs[-1]}


def parts(recipe):
    """Return (X, y) to train with and (X, y) to judge by; the former's statistics scale both."""
    images, labels = data.mnist("test")
    train, judge = data.stratified_split(labels, np.random.default_rng(0), test=JUDGES)
    scale = data.standardization(images[train], axis=None).apply
    X = scale(images) if recipe.standardized else np.float32(images) / 255
    y = (labels <= 2).astype(np.int64) if recipe.is_small else labels
    return [(torch.tensor(X[part]), torch.tensor(y[part])) for part in (train, judge)]


def rates(recipe, steps):
    """Return a function from a step to the factor of its rate, for so many steps an epoch."""
    if not recipe.planned:
        return lambda step: 1.0
    fall = functools.partial(schedules.cosine, rate=1.0, steps=recipe.epochs * steps)
    return lambda step: schedules.warm_up(step + 1, rate=1.0, steps=steps) * fall(step)


def shifted(X):
    """Return images (N, 1, 28, 28), each moved by -2 to 2 pixels down and to the right."""
    down, right = torch.randint(-2, 3, (2, len(X), 1))
    rows, columns = (torch.arange(28) - down) % 28, (torch.arange(28) - right) % 28
    each = torch.arange(len(X))[:, None, None]
    return X[each, 0, rows[:, :, None], columns[:, None, :]][:, None]


def one_epoch(recipe, model, optimizer, plan, loader):
    """Train for an epoch; return the mean loss and the accuracy over it, as it went."""
    model.train()
    loss_sum = right = count = 0
    for X, y in loader:
        outputs = model(shifted(X) if recipe.shifted else X)
        loss = recipe.loss(outputs, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        plan.step()
        loss_sum += loss.item() * len(y)
        right += (recipe.named(outputs) == y).sum().item()
        count += len(y)
    return {"loss": round(loss_sum / count, 4), "running": round(right / count, 4)}


def accuracy(recipe, model, X, y):
    """Return the share of examples that the model names rightly, as it is in use."""
    model.eval()
    with torch.no_grad():
        return round((recipe.named(model(X)) == y).float().mean().item(), 4)


if __name__ == "__main__":
    main(sys.argv[1:])
