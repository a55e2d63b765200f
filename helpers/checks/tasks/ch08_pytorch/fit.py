"""Challenge: train until the validation loss stops falling, and keep the best weights."""

import copy
import itertools
import math
import textwrap

import numpy as np

from helpers.checks.drivers.ways import WAYS
from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks.ch08_pytorch.evaluate import evaluate
from helpers.checks.tasks.ch08_pytorch.models import batch_norm, linear
from helpers.checks.tasks.ch08_pytorch.train_step import train_step


def fit(model, optimizer, loss_fn, train_loader, valid_loader, max_epochs, patience):
    """Train until `patience` epochs in a row bring no new best; return the validation losses."""
    history, best, waited = [], math.inf, 0
    for _ in range(max_epochs):
        for X, y in train_loader:
            train_step(model, optimizer, loss_fn, X, y)
        loss, _ = evaluate(model, loss_fn, valid_loader)
        history.append(loss)
        if loss < best:
            best, waited = loss, 0
            best_state = copy.deepcopy(model.state_dict())
        else:
            waited += 1
        if waited >= patience:
            break
    model.load_state_dict(best_state)
    return history


EPOCH, FALLING, WIDER = "one epoch", "a loss that falls", "a loss that swings ever wider"
UP_AND_DOWN, FIRST, OUT = "a loss that goes up and down", "a best first epoch", "no epochs left"


def inputs(rng):
    """Losses that fall, that go up and down, and that are best at first, with batch norm."""
    yield _one_epoch(rng)
    yield _line(rng, FALLING, rate=0.15, target=rng.uniform(0.7, 0.9), batch=4, epochs=3)
    yield _up_and_down(rng)
    yield _wider(rng)
    yield _best_first(rng, 7, 2, FIRST)
    yield _best_first(rng, 3, 5, OUT)


def _one_epoch(rng):
    layers = [linear(rng, 2, 3), ("sigmoid",), linear(rng, 3, 2)]
    optimizer = ("SGD", {"lr": 0.3, "momentum": 0.9})
    args = (layers, optimizer, "cross-entropy", _random(rng, 10), _random(rng, 6), 4, 1, 3)
    return Instance(args, EPOCH)


def _random(rng, N):
    return rng.normal(size=(N, 2)), rng.permutation(np.arange(N) % 2)


def _up_and_down(rng):
    """The slope jumps around its goal by ever less: the fourth epoch is best, then two are not.

    After epoch 2 the loss is better than before, after 3 worse, after 4 best. From then on
    every loss lies above that one, but every other one below the loss just before.
    """
    shrink, gap = rng.uniform(0.72, 0.82), rng.uniform(0.15, 0.25)
    start = 0.5 - gap / shrink**4 * rng.uniform(1.05, 1.15)
    rate = (1 + shrink) / 2
    return _line(rng, UP_AND_DOWN, rate=rate, target=0.5 - gap, start=start, batch=8, epochs=9)


def _wider(rng):
    """The slope jumps around its goal by ever more: the second epoch is best, then two are not.

    The loss of epoch 3 lies above that of epoch 1, so that only who remembers the best knows.
    """
    grow, gap = rng.uniform(1.15, 1.25), rng.uniform(0.15, 0.25)
    start = 0.5 - gap / grow**2 * rng.uniform(1.05, 1.1)
    rate = (1 + grow) / 2
    return _line(rng, WIDER, rate=rate, target=0.5 - gap, start=start, batch=8, epochs=7)


def _line(rng, tag, *, rate, target, batch, epochs, start=None):
    """A line fitted to labels at -1 and 1, where a step multiplies the slope's error by 1 - 2 rate.

    The slope goes to 1/2; the validation loss is least where it is `target`, for there the
    points stand at -1/(2 target) and 1/(2 target).
    """
    slope = rng.uniform(-0.3, -0.1) if start is None else start
    layers = [("linear", np.array([[-slope], [slope]]), np.array([0.5, 0.5]))]
    x, c = np.tile([1.0, -1.0], 4)[:, None], 0.5 / target
    labels = (x[:, 0] > 0).astype(int)
    train, valid = (x, labels), (c * x[:4], labels[:4])
    args = (layers, ("SGD", {"lr": rate}), "one-hot squares", train, valid, batch, epochs, 2)
    return Instance(args, tag)


def _best_first(rng, epochs, patience, tag):
    """What it learns is wrong for the validation set: there the labels are the other way round.

    Drawn until each loss, from the untrained network's on, lies above the one before it by a
    margin that rounding can't touch.
    """
    while True:
        layers = [linear(rng, 2, 3), batch_norm(rng, 3), ("tanh",), linear(rng, 3, 2)]
        X, y = _random(rng, 9)
        optimizer = ("SGD", {"lr": rng.uniform(0.1, 0.2)})
        args = (layers, optimizer, "cross-entropy", (X, y), (X, 1 - y), 5, epochs, patience)
        losses = [*WAYS["fit"](_untrained, *args)["history"], *WAYS["fit"](fit, *args)["history"]]
        if all(later > 1.02 * loss for loss, later in itertools.pairwise(losses)):
            return Instance(args, tag)


def _untrained(model, optimizer, loss_fn, train_loader, valid_loader, max_epochs, patience):
    return [evaluate(model, loss_fn, valid_loader)[0]]


def _watching_the_accuracy(kept):
    """Return the edits by which the best accuracy counts; kept: what the history holds."""
    return (
        ("loss, _ =", "loss, accuracy ="),
        ("history.append(loss)", f"history.append({kept})"),
        ("if loss < best:", "if -accuracy < best:"),
        ("best, waited = loss, 0", "best, waited = -accuracy, 0"),
    )


_LOOKED_AT = """\
        loss, _ = evaluate(model, loss_fn, valid_loader)
        history.append(loss)
        if loss < best:
            best, waited = loss, 0
            best_state = copy.deepcopy(model.state_dict())
        else:
            waited += 1
        if waited >= patience:
            break
"""
_START = (
    "best, waited = [], math.inf, 0\n",
    "best, waited = [], evaluate(model, loss_fn, valid_loader)[0], 0\n"
    "    best_state = copy.deepcopy(model.state_dict())\n",
)

MISTAKES = (
    Mistake(
        "against the loss `patience` epochs ago",
        "You compare with the loss `patience` epochs ago. A better one may lie between: compare "
        "with the best so far, and count the epochs since.",
        (
            (
                "        if waited >= patience:",
                "        if len(history) > patience and loss >= history[-1 - patience]:",
            ),
        ),
    ),
    Mistake(
        "patience against the previous loss",
        "Your patience counts against the previous loss. One that creeps up and down above its "
        "best then never runs out: compare with the best so far.",
        (("            waited += 1\n", "            waited += 1\n            best = loss\n"),),
    ),
    Mistake(
        "last weights, not best",
        "The model ends with its last weights. Put the best back; and keep a copy of them, "
        "`copy.deepcopy(model.state_dict())`: the dict itself changes as the model learns on.",
        (("copy.deepcopy(model.state_dict())", "model.state_dict()"),),
    ),
    Mistake(
        "running statistics forgotten",
        "The best weights are back, but batch norm's running statistics are the last ones. Keep "
        "and restore the whole `state_dict()`, not the parameters alone.",
        (
            ("copy.deepcopy(model.state_dict())", "copy.deepcopy(list(model.parameters()))"),
            (
                "    model.load_state_dict(best_state)\n",
                "    for p, q in zip(model.parameters(), best_state):\n        p.data = q.data\n",
            ),
        ),
    ),
    Mistake(
        "restored only when stopped",
        "You put the best weights back only when patience runs out. When the epochs run out first, "
        "the last weights need not be the best either: restore after the loop.",
        (
            (
                "            break\n",
                "            model.load_state_dict(best_state)\n            break\n",
            ),
            ("    model.load_state_dict(best_state)\n    return", "    return"),
        ),
    ),
    Mistake(
        "one epoch late",
        "You stop one epoch too late: with patience 2, the second epoch in a row without a new "
        "best is the last one, so `waited >= patience`.",
        (("waited >= patience", "waited > patience"),),
    ),
    Mistake(
        "one epoch early",
        "You stop one epoch too early: patience 2 allows for two epochs in a row without a new "
        "best, the second of which is the last.",
        (("waited >= patience", "waited >= patience - 1 and waited"),),
    ),
    Mistake(
        "never stops",
        "All epochs are run, whatever the validation loss does: once `patience` epochs in a row "
        "brought no new best, leave the loop.",
        (("        if waited >= patience:\n            break\n", ""),),
    ),
    Mistake(
        "counter never reset",
        "Your counter is not set back to 0 by a new best, so it counts bad epochs altogether, not "
        "in a row.",
        (("best, waited = loss, 0", "best = loss"),),
    ),
    Mistake(
        "training losses",
        "Your losses are those of training, which go on falling while the network learns the "
        "examples by heart. Watch, and keep, what `evaluate` gives on `valid_loader`.",
        (("evaluate(model, loss_fn, valid_loader)", "evaluate(model, loss_fn, train_loader)"),),
        (
            (
                ("            train_step(model,", "            trained = train_step(model,"),
                ("history.append(loss)", "history.append(trained)"),
            ),
        ),
    ),
    Mistake(
        "the accuracy watched",
        "You look out for the best accuracy. Early stopping here follows the validation loss, "
        "which still changes where the accuracy stands still.",
        _watching_the_accuracy("loss"),
        (_watching_the_accuracy("accuracy"),),
    ),
    Mistake(
        "loss of the last epoch forgotten",
        "The last epoch's loss is missing from your history: you leave the loop before it is "
        "appended. Append each loss right after `evaluate`.",
        (
            ("        history.append(loss)\n", ""),
            ("            break\n", "            break\n        history.append(loss)\n"),
        ),
    ),
    Mistake(
        "best is 0 at first",
        "No loss was ever smaller than the best with which you begin, so no weights were kept. "
        "Begin with `float('inf')`: every loss is smaller.",
        (("math.inf", "0.0"),),
        ((("[], math.inf, 0", "[], 0.0, 0\n    best_state = None"),),),
    ),
    Mistake(
        "accuracies",
        "Your history holds accuracies. `evaluate` returns the loss and the accuracy, in this "
        "order; keep the first.",
        (("loss, _ =", "loss, accuracy ="), ("history.append(loss)", "history.append(accuracy)")),
    ),
    Mistake(
        "pairs",
        "`evaluate` returns a pair, the loss and the accuracy, and you go on with the pair. Take "
        "it apart, `loss, accuracy = evaluate(...)`, and keep the loss.",
        (
            ("loss, _ =", "loss, accuracy ="),
            ("history.append(loss)", "history.append((loss, accuracy))"),
        ),
        ((("loss, _ =", "loss ="),),),
    ),
    Mistake(
        "first batch only",
        "Only the first mini-batch of each epoch is trained on: an epoch goes through the whole "
        "`train_loader`.",
        (
            (
                "            train_step(model, optimizer, loss_fn, X, y)\n",
                "            train_step(model, optimizer, loss_fn, X, y)\n            break\n",
            ),
        ),
    ),
    Mistake(
        "last batch only",
        "Only the last mini-batch of each epoch is trained on: `train_step` belongs into the loop "
        "over `train_loader`, not behind it.",
        (
            (
                "            train_step(model, optimizer, loss_fn, X, y)\n",
                "            pass\n        train_step(model, optimizer, loss_fn, X, y)\n",
            ),
        ),
    ),
    Mistake(
        "evaluated after every batch",
        "You evaluate after every mini-batch. An epoch is one pass through `train_loader`; the "
        "validation loss is looked at once, behind it.",
        (
            (
                "        loss, _ = evaluate(model, loss_fn, valid_loader)\n"
                "        history.append(loss)\n",
                "            loss, _ = evaluate(model, loss_fn, valid_loader)\n"
                "            history.append(loss)\n",
            ),
        ),
        (((_LOOKED_AT, textwrap.indent(_LOOKED_AT, "    ")),),),
    ),
    Mistake(
        "evaluated before training",
        "You evaluate before the training, so the untrained network's loss counts as well. First "
        "an epoch of training, then its loss.",
        (
            (
                "        for X, y in train_loader:\n"
                "            train_step(model, optimizer, loss_fn, X, y)\n"
                "        loss, _ = evaluate(model, loss_fn, valid_loader)\n",
                "        loss, _ = evaluate(model, loss_fn, valid_loader)\n"
                "        for X, y in train_loader:\n"
                "            train_step(model, optimizer, loss_fn, X, y)\n",
            ),
        ),
        (
            (_START,),
            (_START, ("    for _ in range", "    history.append(best)\n    for _ in range")),
        ),
    ),
    Mistake(
        "best loss returned",
        "You return the best loss. The function promises the whole history, a list with the "
        "validation loss of every epoch.",
        (("return history", "return best"),),
    ),
    Mistake(
        "history cut at the best",
        "Your history ends at the best epoch. The epochs after it were run, too: keep their "
        "losses, they show why you stopped.",
        (("return history", "return history[: history.index(best) + 1]"),),
    ),
    Mistake(
        "worst kept",
        "You keep the weights of the largest loss: a new best is one that is smaller than all "
        "before.",
        (("math.inf", "-math.inf"), ("loss < best", "loss > best")),
    ),
    Mistake(
        "one epoch short",
        "You run one epoch too few: `range(max_epochs)` gives `max_epochs` numbers.",
        (("range(max_epochs)", "range(1, max_epochs)"),),
    ),
)


def _with_copies_and_argmin(
    model, optimizer, loss_fn, train_loader, valid_loader, max_epochs, patience
):
    losses, states = [], []
    while len(losses) < max_epochs and len(losses) - np.argmin([*losses, np.inf]) <= patience:
        for batch in train_loader:
            train_step(model, optimizer, loss_fn, *batch)
        losses.append(evaluate(model, loss_fn, valid_loader)[0])
        states.append({name: t.detach().clone() for name, t in model.state_dict().items()})
    model.load_state_dict(states[int(np.argmin(losses))])
    return losses


def _patience_counted_down(model, optimizer, loss_fn, train, valid, epochs, patience):
    best, losses, left = None, (), patience
    while epochs and left:
        epochs, left = epochs - 1, left - 1
        [train_step(model, optimizer, loss_fn, X, y) for X, y in train]
        losses += (evaluate(model, loss_fn, valid)[0],)
        if losses[-1] == min(losses):
            best, left = copy.deepcopy(model), patience
    with_best = best.state_dict()
    for name, values in model.state_dict().items():
        values.copy_(with_best[name])
    return losses


def _as_an_array(*args):
    return np.array(fit(*args))


TASK = Task(
    name="fit",
    inputs=inputs,
    reference=fit,
    driver="fit",
    simpler=None,
    after=("train_step", "evaluate"),
    properties=(
        Property("an epoch trains on every mini-batch", 1, ("state",), (EPOCH, FALLING)),
        Property("the history is each epoch's validation loss", 1, ("history",), (EPOCH, FALLING)),
        Property("it stops when patience runs out", 2, ("history",), (UP_AND_DOWN, WIDER, FIRST)),
        Property("the best weights are back", 2, ("state",), (UP_AND_DOWN, FIRST, OUT)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_copies_and_argmin, _patience_counted_down, _as_an_array),
    hints=(
        "Two loops: over the epochs, and in each over `train_loader`, with `train_step`. After the "
        "inner one call `evaluate` on `valid_loader`, once. Then ask: is this a new best?",
        "Three things are remembered from epoch to epoch: the best loss so far, at first "
        "`float('inf')`, a copy of its weights, and how many epochs in a row brought no new best.",
        "At a new best: `best_state = copy.deepcopy(model.state_dict())`, and the counter goes "
        "back to 0. Else it goes up, and at `patience` comes `break`. After the loop: "
        "`model.load_state_dict(best_state)`.",
    ),
)
