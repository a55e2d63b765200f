"""Layers, forward and backward, as pure functions: what backward needs is passed to it."""

from helpers.layers.dense import dense_backward, dense_forward

__all__ = ["dense_backward", "dense_forward"]
