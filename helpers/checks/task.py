"""What a task is: the question, what is right, and the mistakes that are known."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.util import find_spec

from helpers.checks.drivers.ways import TORCH_WAYS, WAYS
from helpers.checks.judge import near
from helpers.checks.shrinking import simpler


@dataclass(frozen=True)
class Instance:
    """One problem instance: plain arguments, and a tag by which properties select it."""

    args: tuple
    tag: str = ""
    kwargs: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Property:
    """Something that must hold, worth some of the task's points.

    It holds when `judge` finds no difference between `part` of the student's value and the same
    part of the reference's, on every instance with one of `tags` (on all, where `tags` is
    empty). part: keys and positions that lead to it from the returned value; with `again` the
    value of a second call is looked at where the first call changed its arguments.
    """

    title: str
    points: int
    part: tuple = ()
    tags: tuple[str, ...] = ()
    again: bool = False
    judge: Callable = near


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation with a name, and the sentence that would have helped.

    edits: pairs (old, new); each `old` stands exactly once in the reference's source; variants:
    other edits that deserve the same sentence, another small number inside a logarithm, say.
    """

    name: str
    sentence: str
    edits: tuple[tuple[str, str], ...]
    variants: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def versions(self):
        """The mistake, and its variants as mistakes of the same name and sentence."""
        return (self, *(replace(self, edits=edits, variants=()) for edits in self.variants))

    def apply(self, reference):
        """Return the reference function with this mistake in it."""
        return built(reference, self.edit(source_of(reference)))

    def edit(self, source):
        """Return a source with this mistake in it.

        Raises:
            ValueError: if what is to be edited does not stand in it exactly once.
        """
        for old, new in self.edits:
            if source.count(old) != 1:
                raise ValueError(
                    f"mistake {self.name!r}: {old!r} stands {source.count(old)} times in the "
                    "reference, expected once"
                )
            source = source.replace(old, new)
        return source


@functools.cache
def source_of(reference):
    """Return the source of a reference."""
    return inspect.getsource(reference)


def built(reference, source):
    """Return what an edited source of a reference defines, in the reference's own module."""
    namespace = dict(vars(inspect.getmodule(reference)))
    exec(compile(source, f"<{reference.__name__}, edited>", "exec"), namespace)
    return namespace[reference.__name__]


@dataclass(frozen=True, kw_only=True)
class Task:
    """One function that the student writes, and all that is needed to judge it.

    inputs: takes a `numpy.random.Generator` and returns instances, small ones first, chosen so
    that mistakes can't hide; reference: right; driver: a name in `drivers.ways.WAYS`;
    equivalents: right solutions written differently; after: names of tasks it builds on;
    simpler: takes a failing instance and yields simpler ones, for a counterexample that one can
    read; a task whose arguments can't be cut short gives its own, and None where the driver's
    arguments would tell a student nothing; reading: takes what the driver returned, which may be
    anything, and an instance's arguments, and returns what the properties look at. What a driver
    says of a value can be forged, so a reading says it, where no student's code runs.
    """

    name: str
    inputs: Callable
    reference: Callable
    properties: tuple[Property, ...]
    mistakes: tuple[Mistake, ...]
    equivalents: tuple[Callable, ...]
    hints: tuple[str, ...]
    driver: str = "call"
    after: tuple[str, ...] = ()
    simpler: Callable | None = simpler
    reading: Callable | None = None

    @property
    def needs(self):
        """The packages, beyond NumPy, without which there is no check."""
        return ("torch",) if WAYS[self.driver] in TORCH_WAYS else ()

    @property
    def missing(self):
        """A sentence about what must be installed before this task can be checked, or ""."""
        for package in self.needs:
            if find_spec(package) is None:
                return (
                    f"`{self.name}` can't be checked without `{package}`, which is not installed "
                    f"here: `pip install {package}`, or open this notebook on Colab, where it is."
                )
        return ""

    @property
    def points(self):
        """The task's points: the sum over its properties."""
        return sum(prop.points for prop in self.properties)

    @property
    def how_to_start(self):
        """What to tell a student whose stub is untouched."""
        return (
            f"replace the `...` in `{self.name}`, run that cell, then this one. (If you have: is "
            "a `return` missing? Or does it give None, as `list.reverse()` does?)"
        )
