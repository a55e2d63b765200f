"""The tasks of chapter 10, Initialization and normalization, in the order of the exercise."""

from helpers.checks.tasks.ch10_initialization_and_normalization.batchnorm_backward import (
    TASK as batchnorm_backward,
)
from helpers.checks.tasks.ch10_initialization_and_normalization.batchnorm_forward import (
    TASK as batchnorm_forward,
)
from helpers.checks.tasks.ch10_initialization_and_normalization.company import TASK as company
from helpers.checks.tasks.ch10_initialization_and_normalization.he_init import TASK as he_init
from helpers.checks.tasks.ch10_initialization_and_normalization.layernorm_forward import (
    TASK as layernorm_forward,
)
from helpers.checks.tasks.ch10_initialization_and_normalization.standardize import (
    TASK as standardize,
)
from helpers.checks.tasks.ch10_initialization_and_normalization.typical_sizes import (
    TASK as typical_sizes,
)

TASKS = (
    typical_sizes,
    standardize,
    he_init,
    batchnorm_forward,
    company,
    layernorm_forward,
    batchnorm_backward,
)

# What a person grades, with its points.
WRITTEN = {"one_at_a_time": 3}
