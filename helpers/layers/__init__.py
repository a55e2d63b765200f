"""Layers, forward and backward, as pure functions: what backward needs is passed to it."""

from helpers.layers.conv import conv2d_backward, conv2d_forward
from helpers.layers.conv_loops import conv2d_loops_backward, conv2d_loops_forward
from helpers.layers.dense import dense_backward, dense_forward
from helpers.layers.dropout import classic_dropout_forward, dropout_backward, dropout_forward
from helpers.layers.normalization import (
    batch_norm_backward,
    batch_norm_forward,
    layer_norm_backward,
    layer_norm_forward,
    running_statistics,
)
from helpers.layers.pooling import (
    average_pool2d_backward,
    average_pool2d_forward,
    flatten_backward,
    flatten_forward,
    max_pool2d_backward,
    max_pool2d_forward,
)

__all__ = [
    "average_pool2d_backward",
    "average_pool2d_forward",
    "batch_norm_backward",
    "batch_norm_forward",
    "classic_dropout_forward",
    "conv2d_backward",
    "conv2d_forward",
    "conv2d_loops_backward",
    "conv2d_loops_forward",
    "dense_backward",
    "dense_forward",
    "dropout_backward",
    "dropout_forward",
    "flatten_backward",
    "flatten_forward",
    "layer_norm_backward",
    "layer_norm_forward",
    "max_pool2d_backward",
    "max_pool2d_forward",
    "running_statistics",
]
