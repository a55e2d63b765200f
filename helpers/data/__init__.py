"""Data sets of the course, and how they are prepared.

This package imports no algorithm: exercises may see all of it.
"""

from helpers.data.handwritten import digits, mnist
from helpers.data.idx import read_idx
from helpers.data.sampling import balanced_sample, stratified_split
from helpers.data.standardization import Standardization, standardization
from helpers.data.synthetic import (
    noisy_disc,
    noisy_disc_probability,
    noisy_sine,
    spirals,
    spirals_probability,
    two_gaussians,
    two_gaussians_probability,
)

__all__ = [
    "Standardization",
    "balanced_sample",
    "digits",
    "mnist",
    "noisy_disc",
    "noisy_disc_probability",
    "noisy_sine",
    "read_idx",
    "spirals",
    "spirals_probability",
    "standardization",
    "stratified_split",
    "two_gaussians",
    "two_gaussians_probability",
]
