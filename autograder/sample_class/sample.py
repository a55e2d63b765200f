"""One invented submission, and what it should get."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """A student who does not exist.

    student: the folder's name; why: what is special about the work, and so about its score;
    score: the points that the checks must give; state: see `autograder.grading.STATES`;
    make: changes a `Copy` of the released notebook, or returns the text of the file to hand in;
    stock: does nbgrader's own autograder have to give the same score?
    """

    student: str
    why: str
    score: float
    make: Callable
    state: str = "graded"
    stock: bool = False
