"""torch for the tasks that need it.

Where torch is not installed, tasks can still be listed, with their points and hints; what
stands for it here is only good for declaring them.
"""

from types import SimpleNamespace

try:
    import torch
    from torch import nn
except ModuleNotFoundError:
    torch, nn = None, SimpleNamespace(Module=object, Sequential=object)

__all__ = ["nn", "torch"]
