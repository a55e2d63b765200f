"""The tasks of chapter 12, Convolution and output-shape arithmetic, in the exercise's order."""

from helpers.checks.tasks.ch12_convolution.conv2d_loops import TASK as conv2d_loops
from helpers.checks.tasks.ch12_convolution.conv_output_shape import TASK as conv_output_shape
from helpers.checks.tasks.ch12_convolution.count_conv_parameters import (
    TASK as count_conv_parameters,
)
from helpers.checks.tasks.ch12_convolution.moved_cat import TASK as moved_cat
from helpers.checks.tasks.ch12_convolution.read_architecture import TASK as read_architecture
from helpers.checks.tasks.ch12_convolution.receptive_field import TASK as receptive_field
from helpers.checks.tasks.ch12_convolution.same_padding import TASK as same_padding

TASKS = (
    conv_output_shape,
    same_padding,
    moved_cat,
    count_conv_parameters,
    receptive_field,
    read_architecture,
    conv2d_loops,
)

# What a person grades, with its points.
WRITTEN = {"three_for_one": 3}
