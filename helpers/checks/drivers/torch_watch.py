"""What can be seen of training from outside: passes, their mode, and the order of the steps.

By effects, not by names: gradients are cleared by `zero_grad`, by `p.grad = None` or by any
other means, and all of them look alike here.
"""

import torch


class Watch:
    """Counts and lists what happens to a model, its optimizer and its loss.

    eval_passes, training_passes: forward passes in either mode; graphs: those that build a graph.
    """

    def __init__(self, model, optimizer=None, loss_fn=None):
        self.parameters = list(model.parameters())
        self.eval_passes = self.training_passes = self.graphs = 0
        self._events = []
        model.register_forward_pre_hook(self._forward)
        if optimizer is not None:
            optimizer.register_step_post_hook(self._step)
            loss_fn.register_forward_hook(self._loss)

    def next_call(self):
        """Forget the order of earlier calls."""
        self._events = []

    def events(self):
        """Return what happened in the last call, in order, for example "backward, step"."""
        return ", ".join(self._events)

    def _forward(self, model, args):
        self.training_passes += model.training
        self.eval_passes += not model.training
        self.graphs += torch.is_grad_enabled()

    def _loss(self, loss_fn, args, loss):
        if loss.requires_grad:
            loss.register_hook(self._backward)

    def _backward(self, gradient):
        old = " onto old gradients" if self._gradients() else ""
        self._events.append(f"backward{old}")

    def _step(self, optimizer, args, kwargs):
        self._events.append("step" if self._gradients() else "step without gradients")

    def _gradients(self):
        return any(p.grad is not None and bool(p.grad.any()) for p in self.parameters)
