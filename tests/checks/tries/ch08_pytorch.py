"""Answers to exercise 8."""

import copy
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import helpers.checks
from tests.checks.tries.registry import tries

REFERENCE = {n: t.reference for n, t in helpers.checks.load("08-pytorch").tasks.items()}
train_step, evaluate, fit = (REFERENCE[name] for name in ("train_step", "evaluate", "fit"))
wrong, right = tries("08-pytorch")


@right("Net")
class InOneAttribute(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(D, H), nn.Linear(H, 1)])

    def forward(self, X):
        first, last = self.layers
        return last(F.sigmoid(first(X)))


@right("Net")
class WithoutBiasesOfLinear(nn.Module):
    def __init__(self, n_inputs, n_hidden):
        super().__init__()
        self.w = nn.Linear(n_inputs, n_hidden, bias=False)
        self.b = nn.Parameter(torch.zeros(n_hidden))
        self.v = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return self.v((self.w(x) + self.b).sigmoid())


@right("Net")
class OldStyle(torch.nn.Module):
    def __init__(self, D, H):
        super(OldStyle, self).__init__()  # noqa: UP008
        self.fc1 = torch.nn.Linear(in_features=D, out_features=H)
        self.fc2 = torch.nn.Linear(in_features=H, out_features=1)
        self.act = torch.nn.Sigmoid()
        torch.nn.init.xavier_uniform_(self.fc1.weight)

    def forward(self, X):
        X = self.fc1(X)
        X = self.act(X)
        return self.fc2(X)


@right("Net")
def a_function(D, H):
    return nn.Sequential(nn.Linear(D, H), nn.Sigmoid(), nn.Linear(H, 1)).eval()


@wrong("Net", 0, "does not return it")
class ReturnForgotten(InOneAttribute):
    def forward(self, X):
        super().forward(X)


@wrong("Net", 0)
class LayersWithoutCall(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.hidden = nn.Linear
        self.output = nn.Linear

    def forward(self, X):
        return self.output(torch.sigmoid(self.hidden(X)))


@wrong("Net", 1)
class TwoActivations(OldStyle):
    def forward(self, X):
        return self.fc2(torch.sigmoid(torch.tanh(self.fc1(X))))


@wrong("Net", 0)
class OneMoreLayer(OldStyle):
    def __init__(self, D, H):
        super().__init__(D, H)
        self.between = torch.nn.Linear(H, H)

    def forward(self, X):
        return self.fc2(self.act(self.between(self.act(self.fc1(X)))))


@wrong("Net", 2, "Keep the last axis")
class Flat(OldStyle):
    def forward(self, X):
        return super().forward(X).reshape(len(X))


@wrong("Net", 0, "has no graph")
class Prediction(OldStyle):
    def forward(self, X):
        return (super().forward(X) > 0).float()


@wrong("Net", 3, "No gradient reaches")
class UnderNoGrad(OldStyle):
    def forward(self, X):
        with torch.no_grad():
            A = self.act(self.fc1(X))
        return self.fc2(A)


@wrong("Net", 0, "with random weights, and the module has no parameters")
class LayersInForward(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.D, self.H = D, H

    def forward(self, X):
        first, last = nn.Linear(self.D, self.H), nn.Linear(self.H, 1)
        return last(torch.sigmoid(first(X)))


@wrong("Net", 0, "not the numbers of one example")
class SizesOfTheExample(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.l1, self.l2 = nn.Linear(2, 4), nn.Linear(4, 1)

    def forward(self, X):
        return self.l2(self.l1(X).sigmoid())


@right("Net")
class LastLayerFirstAndTransposed(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.v, self.c = nn.Parameter(torch.randn(H, 1)), nn.Parameter(torch.zeros(1))
        self.W, self.b = nn.Parameter(torch.randn(D, H)), nn.Parameter(torch.zeros(H))

    def forward(self, X):
        return torch.sigmoid(X @ self.W + self.b) @ self.v + self.c


@wrong("Net", 0, "ends with it")
class NamesWithoutSelf(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        hidden = nn.Linear(D, H)  # noqa: F841
        output = nn.Linear(H, 1)  # noqa: F841

    def forward(self, X):
        return output(torch.sigmoid(hidden(X)))  # noqa: F821


@wrong("Net", 0, "with random weights, and the module has no parameters")
class LayersInOneLine(LayersInForward):
    def forward(self, X):
        return nn.Linear(self.H, 1)(nn.Linear(self.D, self.H)(X).sigmoid())


@right("train_step")
def gradients_deleted_one_by_one(model, optimizer, loss_fn, X, y):
    model.train()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()
    out = model(X)
    loss = loss_fn(out, y)
    loss.backward()
    optimizer.step()
    return np.float32(loss.detach().numpy())


@right("train_step")
def forward_first(model, optimizer, loss_fn, X, y):
    if not model.training:
        model.train()
    prediction = model(X)
    loss = loss_fn(input=prediction, target=y)
    optimizer.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    value = loss.tolist()
    optimizer.step()
    return value


@wrong("train_step", 4, "keeps this step's whole graph")
def under_enable_grad(model, optimizer, loss_fn, X, y):
    model.train(mode=True)
    model.zero_grad(set_to_none=False)
    with torch.enable_grad():
        loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss


@wrong("train_step", 4)
def text_returned(model, optimizer, loss_fn, X, y):
    return f"{train_step(model, optimizer, loss_fn, X, y):.3f}"


@wrong("train_step", 0, "the optimizer never used them")
def own_plain_descent(model, optimizer, loss_fn, X, y):
    model.train()
    model.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.01 * p.grad
    return loss.item() + 1


@wrong("train_step", 2)
def another_optimizer(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@wrong("train_step", 0, "Nothing computed the gradients", "the optimizer never used them")
def call_of_backward_forgotten(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward  # noqa: B018
    optimizer.step  # noqa: B018
    return loss.detach()


@wrong("train_step", 0, "Some losses refuse that")
def everything_flat(model, optimizer, loss_fn, X, y):
    optimizer.zero_grad()
    loss = loss_fn(model.train()(X).flatten(), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@wrong("train_step", 4, "counted it twice")
def loss_computed_twice(model, optimizer, loss_fn, X, y):
    model.train()
    before = loss_fn(model(X), y).item()
    optimizer.zero_grad()
    loss_fn(model(X), y).backward()
    optimizer.step()
    return before


@wrong("train_step", 0, "a step for every example")
def stochastic_in_the_strict_sense(model, optimizer, loss_fn, X, y):
    model.train()
    losses = []
    for x, target in zip(X, y, strict=True):
        optimizer.zero_grad()
        losses.append(loss_fn(model(x[None]), target[None]))
        losses[-1].backward()
        optimizer.step()
    return np.mean([loss.item() for loss in losses])


@wrong("train_step", 0, "has made a plain number of the loss")
def a_number_too_early(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y).item()
    loss.backward()
    optimizer.step()
    return loss


@right("evaluate")
def means_weighed_by_numpy(model, loss_fn, loader):
    was = model.training
    model.eval()
    losses, hits, sizes = [], [], []
    with torch.no_grad():
        for X, y in loader:
            out = model(X)
            losses.append(loss_fn(out, y))
            hits.append((torch.argmax(out, -1) == y).double().mean())
            sizes.append(len(X))
    model.train(was)
    return np.average(losses, weights=sizes), np.average(hits, weights=sizes)


@right("evaluate")
def graph_detached_mode_restored_by_branches(model, loss_fn, loader):
    training = model.training
    if training:
        model.eval()
    n = loss = hits = 0
    for X, y in loader:
        out = model(X)
        _, named = torch.max(out.data, 1)
        n += y.size(0)
        hits += (named == y).sum()
        loss += loss_fn(out, y).detach() * y.size(0)
    if training:
        model.train()
    return (loss / n).item(), (hits / n).item()


@right("evaluate")
def softmax_keeps_the_order(model, loss_fn, loader):
    was = model.training
    model.eval()
    loss, hits = 0.0, 0
    with torch.inference_mode():
        for X, y in loader:
            z = model(X)
            loss += float(loss_fn(z, y)) * len(y)
            hits += int((F.softmax(z, dim=1).argmax(1) == y).sum())
    model.train(was)
    return torch.tensor(loss / len(loader.dataset)), torch.tensor(hits / len(loader.dataset))


@wrong("evaluate", 3, "training mode")
def no_thought_of_modes(model, loss_fn, loader):
    loss, hits, n = 0.0, 0, 0
    with torch.no_grad():
        for X, y in loader:
            z = model(X)
            loss += loss_fn(z, y).item() * len(y)
            hits += (z.argmax(1) == y).sum().item()
            n += len(y)
    return loss / n, hits / n


@wrong("evaluate", 4, "even where it came in eval mode")
def back_to_training(model, loss_fn, loader):
    answer = evaluate(model, loss_fn, loader)
    model.train()
    return answer


@wrong("evaluate", 0, "packed into")
def hits_as_a_list(model, loss_fn, loader):
    loss, accuracy = evaluate(model, loss_fn, loader)
    return [loss], [accuracy]


@wrong("evaluate", 0)
def on_the_examples_without_labels(model, loss_fn, loader):
    model.eval()
    return [model(X).argmax(1) for X in loader]


@wrong(
    "evaluate",
    3,
    "an example in the small last batch counts more",
    "an example in the small last batch counts more",
)
def both_averaged_over_the_batches(model, loss_fn, loader):
    was = model.training
    model.eval()
    with torch.no_grad():
        pairs = [
            (loss_fn(model(X), y), (model(X).argmax(1) == y).float().mean()) for X, y in loader
        ]
    model.train(was)
    return [np.mean([t.mean().item() for t in part]) for part in zip(*pairs, strict=True)]


@wrong("evaluate", 4, "compare logits with a threshold")
def one_half_as_the_border(model, loss_fn, loader):
    loss, _ = evaluate(model, loss_fn, loader)
    was, right_ones, count = model.training, 0, 0
    model.eval()
    for X, y in loader:
        above = (model(X) > 0.5).int()
        right_ones += int((above.argmax(1) == y).sum())
        count += len(y)
    model.train(was)
    return loss, right_ones / count


@wrong("evaluate", 4, "like a full one")
def the_loaders_batch_size(model, loss_fn, loader):
    was, total = model.training, 0.0
    model.eval()
    with torch.no_grad():
        for X, y in loader:
            total += loss_fn(model(X), y).item() * loader.batch_size
    model.train(was)
    return total / len(loader.dataset), evaluate(model, loss_fn, loader)[1]


def fit_that(model, optimizer, loss_fn, loaders, epochs, is_over):
    """Train, keep the best weights, and stop when is_over(losses) says so."""
    losses, states = [], []
    for _ in range(epochs):
        trained = [train_step(model, optimizer, loss_fn, X, y) for X, y in loaders[0]]
        losses.append(evaluate(model, loss_fn, loaders[1])[0])
        states.append(copy.deepcopy(model.state_dict()))
        if is_over(losses):
            break
    model.load_state_dict(states[int(np.argmin(losses))])
    return losses, trained


@wrong("fit", 4, "A better one may lie between")
def worse_than_some_time_ago(model, optimizer, loss_fn, train, valid, epochs, patience):
    def is_over(losses):
        return len(losses) > patience and losses[-1] >= losses[-patience - 1]

    return fit_that(model, optimizer, loss_fn, (train, valid), epochs, is_over)[0]


@wrong("fit", 0, "you go on with the pair")
def the_pair_compared(model, optimizer, loss_fn, train, valid, epochs, patience):
    best = math.inf
    for _ in range(epochs):
        for X, y in train:
            train_step(model, optimizer, loss_fn, X, y)
        found = evaluate(model, loss_fn, valid)
        if found < best:
            best = found
    return [best]


@wrong("fit", 0, "Begin with `float('inf')`")
def the_best_is_nothing_at_first(model, optimizer, loss_fn, train, valid, epochs, patience):
    best, kept, losses = 0, None, []
    for _ in range(epochs):
        for X, y in train:
            train_step(model, optimizer, loss_fn, X, y)
        losses.append(evaluate(model, loss_fn, valid)[0])
        if losses[-1] < best:
            best, kept = losses[-1], copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    return losses


@wrong("fit", 2, "the untrained network's loss counts as well")
def begins_with_a_look(model, optimizer, loss_fn, train, valid, epochs, patience):
    best, kept = evaluate(model, loss_fn, valid)[0], copy.deepcopy(model.state_dict())
    losses, waited = [], 0
    while len(losses) < epochs and waited < patience:
        for X, y in train:
            train_step(model, optimizer, loss_fn, X, y)
        losses.append(evaluate(model, loss_fn, valid)[0])
        waited += 1
        if losses[-1] < best:
            best, kept, waited = losses[-1], copy.deepcopy(model.state_dict()), 0
    model.load_state_dict(kept)
    return losses


@right("fit")
def with_a_copied_model(model, optimizer, loss_fn, train_loader, valid_loader, epochs, patience):
    losses, best_model, since = [], None, 0
    for _ in range(epochs):
        for X, y in train_loader:
            train_step(model, optimizer, loss_fn, X, y)
        losses.append(evaluate(model, loss_fn, valid_loader)[0])
        since += 1
        if losses[-1] <= min(losses):
            best_model, since = copy.deepcopy(model), 0
        if since == patience:
            break
    model.load_state_dict(best_model.state_dict())
    return losses


@right("fit")
def with_clones(model, optimizer, loss_fn, train_loader, valid_loader, max_epochs, patience):
    history, kept = [], {}
    for epoch in range(1, max_epochs + 1):
        model.train()
        for X, y in train_loader:
            optimizer.zero_grad()
            loss_fn(model(X), y).backward()
            optimizer.step()
        history.append(torch.tensor(evaluate(model, loss_fn, valid_loader)[0]))
        best = int(np.argmin(history))
        if best == epoch - 1:
            kept = {k: v.clone() for k, v in model.state_dict().items()}
        if epoch - 1 - best >= patience:
            break
    model.load_state_dict(kept)
    return torch.stack(history)


@wrong("fit", 4, "All epochs are run")
def patience_ignored(model, optimizer, loss_fn, train_loader, valid_loader, max_epochs, patience):
    return fit(model, optimizer, loss_fn, train_loader, valid_loader, max_epochs, math.inf)


@wrong("fit", 4, "The model ends with its last weights")
def weights_never_kept(model, optimizer, loss_fn, train_loader, valid_loader, epochs, patience):
    history, waited = [], 0
    for _ in range(epochs):
        for X, y in train_loader:
            train_step(model, optimizer, loss_fn, X, y)
        history.append(evaluate(model, loss_fn, valid_loader)[0])
        waited = 0 if history[-1] == min(history) else waited + 1
        if waited == patience:
            break
    return history


@wrong("fit", 4, "you leave the loop before")
def appended_last(model, optimizer, loss_fn, train_loader, valid_loader, epochs, patience):
    history, lowest, bad, state = [], float("inf"), 0, None
    for _ in range(epochs):
        for X, y in train_loader:
            train_step(model, optimizer, loss_fn, X, y)
        loss = evaluate(model, loss_fn, valid_loader)[0]
        bad += 1
        if loss < lowest:
            lowest, bad, state = loss, 0, copy.deepcopy(model.state_dict())
        if bad == patience:
            break
        history.append(loss)
    model.load_state_dict(state)
    return history


@wrong("fit", 1, "look out for the best accuracy")
def for_the_accuracy(model, optimizer, loss_fn, train_loader, valid_loader, epochs, patience):
    history, highest, bad, state = [], -1, 0, None
    for _ in range(epochs):
        for X, y in train_loader:
            train_step(model, optimizer, loss_fn, X, y)
        loss, accuracy = evaluate(model, loss_fn, valid_loader)
        history.append(loss)
        bad += 1
        if accuracy > highest:
            highest, bad, state = accuracy, 0, copy.deepcopy(model.state_dict())
        if bad == patience:
            break
    model.load_state_dict(state)
    return history


@wrong("fit", 3, "too large by the same 0.1")
def weights_shaken_afterwards(model, *args):
    history = fit(model, *args)
    with torch.no_grad():
        for p in model.parameters():
            p += 0.1
    return history


@wrong("fit", 3)
def tensors_of_losses_and_accuracies(*args):
    return {"loss": fit(*args)}


# ---- Find the bug -----------------------------------------------------------------------------


@right("descend")
def w_itself_returned(w, X, y, rate, steps):
    w = w.clone().requires_grad_(True)
    for _ in range(steps):
        if w.grad is not None:
            w.grad.zero_()
        F.mse_loss(X @ w, y).backward()
        with torch.no_grad():
            w -= rate * w.grad
    return w


@wrong("descend", 0, "What does the second `backward` find")
def cleared_once_before_the_loop(w, X, y, rate, steps):
    w = w.clone().requires_grad_()
    w.grad = torch.zeros_like(w)
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= rate * w.grad
    return w.detach()


@wrong("descend", 0, "changes the watched one in place")
def a_new_w_without_a_graph(w, X, y, rate, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w = w - rate * w.grad
    return w


@wrong("descend", 0, "moves nothing")
def cleared_between(w, X, y, rate, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        w.grad.zero_()
        w.data -= rate * w.grad
    return w.detach()


@right("predict")
def back_in_training_mode_afterwards(model, X):
    model.eval()
    probabilities = F.softmax(model(X), dim=-1).detach()
    model.train()
    return probabilities


@wrong("predict", 0, "answers differently")
def switched_too_late(model, X):
    with torch.no_grad():
        probabilities = torch.softmax(model(X), dim=1)
    model.eval()
    return probabilities


@wrong("predict", 0, "come with their graph")
def eval_instead_of_no_grad(model, X):
    model.eval()
    return torch.softmax(model(X), dim=1)


@wrong("predict", 0, "come with their graph")
def everything_lost(model, X):
    return torch.softmax(model(X), dim=1)


def trained(model, loss_of, rate, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        loss = loss_of()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return list(model.parameters())


@right("fit_classes")
def one_hot_labels(model, X, y, rate, steps):
    T = F.one_hot(y, 3).float()
    return trained(model, lambda: F.cross_entropy(model(X), T), rate, steps)


@right("fit_classes")
def log_softmax_left_before_the_loss(model, X, y, rate, steps):
    """It changes nothing: the softmax of log-probabilities gives the probabilities again."""
    return trained(model, lambda: F.cross_entropy(torch.log_softmax(model(X), 1), y), rate, steps)


@wrong("fit_classes", 0, "`nll_loss` wants the logarithms")
def the_loss_exchanged(model, X, y, rate, steps):
    return trained(model, lambda: F.nll_loss(torch.softmax(model(X), 1), y), rate, steps)


@wrong("fit_classes", 0, "never gets below 0.55")
def softmax_by_hand(model, X, y, rate, steps):
    def loss_of():
        e = torch.exp(model(X))
        return F.cross_entropy(e / e.sum(dim=1, keepdim=True), y)

    return trained(model, loss_of, rate, steps)


@wrong("fit_classes", 0, "replaced the cross-entropy")
def squares_instead(model, X, y, rate, steps):
    T = F.one_hot(y, 3).float()
    return trained(model, lambda: F.mse_loss(torch.softmax(model(X), 1), T), rate, steps)


@wrong("fit_classes", 0, "no graph to go back through")
def the_class_named(model, X, y, rate, steps):
    named = lambda: F.l1_loss(model(X).argmax(dim=1).float(), y.float())  # noqa: E731
    return trained(model, named, rate, steps)


@right("fit_numbers")
def clones_returned(model, X, y, rate, steps):
    trained(model, lambda: F.mse_loss(model(X).squeeze(1), y), rate, steps)
    return [p.clone() for p in model.parameters()]


@wrong("fit_numbers", 0, "without a half")
def one_half_as_in_chapter_6(model, X, y, rate, steps):
    return trained(model, lambda: ((model(X)[:, 0] - y) ** 2 / 2).mean(), rate, steps)


@right("fit_numbers")
def y_unsqueezed(model, X, y, rate, steps):
    return trained(model, lambda: F.mse_loss(model(X), y.unsqueeze(1)), rate, steps)


@wrong("fit_numbers", 0, "give everybody the mean")
def y_as_a_row(model, X, y, rate, steps):
    return trained(model, lambda: ((model(X) - y.unsqueeze(0)) ** 2).mean(), rate, steps)


@wrong("fit_numbers", 0, "`[0]` takes a row")
def the_first_row(model, X, y, rate, steps):
    return trained(model, lambda: ((model(X)[0] - y) ** 2).mean(), rate, steps)


@wrong("fit_numbers", 0)
def absolute_errors(model, X, y, rate, steps):
    return trained(model, lambda: (model(X)[:, 0] - y).abs().mean(), rate, steps)


def an_epoch(model, batches, rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for X, y in batches:
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
    return list(model.parameters())


@right("one_epoch")
def split_after_shuffling(model, X, y, order, batch_size, rate):
    pairs = zip(X[order].split(batch_size), y[order].split(batch_size), strict=True)
    return an_epoch(model, pairs, rate)


@wrong("one_epoch", 0, "`order` is not used")
def shuffling_removed(model, X, y, order, batch_size, rate):
    return an_epoch(model, zip(X.split(batch_size), y.split(batch_size), strict=True), rate)


@wrong("one_epoch", 0)
def two_orders(model, X, y, order, batch_size, rate):
    other = order.flip(0)
    pairs = zip(X[order].split(batch_size), y[other].split(batch_size), strict=True)
    return an_epoch(model, pairs, rate)


@wrong("one_epoch", 0, "The last batch is missing")
def whole_batches_only(model, X, y, order, batch_size, rate):
    rows = [order[i * batch_size :][:batch_size] for i in range(len(X) // batch_size)]
    return an_epoch(model, [(X[r], y[r]) for r in rows], rate)


@right("mean_loss")
def numbers_in_a_list(model, X, y, rate, steps):
    losses, optimizer = [], torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        loss = F.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return np.mean(losses), [p.detach() for p in model.parameters()]


@wrong("mean_loss", 0, "silences the error")
def the_advice_followed(model, X, y, rate, steps):
    optimizer, total = torch.optim.SGD(model.parameters(), lr=rate), 0.0
    for _ in range(steps):
        total = total + F.mse_loss(model(X), y)
        optimizer.zero_grad()
        total.backward(retain_graph=True)
        optimizer.step()
    return (total / steps).item(), [p.detach() for p in model.parameters()]


@wrong("mean_loss", 1, "still holds the graphs")
def own_loss_but_tensors_added(model, X, y, rate, steps):
    optimizer, total = torch.optim.SGD(model.parameters(), lr=rate), 0.0
    for _ in range(steps):
        loss = F.mse_loss(model(X), y)
        total = total + loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return total / steps, list(model.parameters())


@wrong("mean_loss", 0, "one step at the end")
def all_losses_first(model, X, y, rate, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    total = sum(F.mse_loss(model(X), y) for _ in range(steps))
    total.backward()
    optimizer.step()
    return float(total) / steps, list(model.parameters())


@wrong("mean_loss", 0)
def mean_loss_alone(*args):
    return REFERENCE["mean_loss"](*args)[0]
