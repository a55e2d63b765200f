"""Reference implementations of Neural Networks by Hand, one noun a file.

Conventions of the whole package: a batch ``X`` is ``(N, D)``, one example a row; weights
``W`` are ``(fan_in, fan_out)``, so ``Z = X @ W + b`` with ``b`` ``(fan_out,)``; a loss is the
mean over the batch and owns the only ``1/N``; ``dZ`` is the gradient of that scalar loss
with respect to ``Z`` and has the shape of ``Z``. No function changes its arguments.
"""
