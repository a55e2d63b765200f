"""Multiple-choice questions, as tasks: the student assigns a letter, or the letters that apply.

The question and its options are declared here, and ``:::{choice} NAME`` builds them into the
exercise. Everything else is as with any task: a wrong option is a mistake with its sentence.
"""

import functools
import itertools
import linecache
from dataclasses import dataclass
from string import ascii_lowercase

from helpers.checks.judge import Raised, describe
from helpers.checks.task import Instance, Mistake, Property, Task

FORGIVEN = " \t\n,;.()"


@dataclass(frozen=True)
class Right:
    """An option that is right. why: for whoever leaves it out where several are right."""

    text: str
    why: str = ""


@dataclass(frozen=True)
class Wrong:
    """An option that is wrong, and the sentence that says why."""

    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Choice(Task):
    """A task whose answer is one letter or, if `several`, all letters that apply."""

    question: str
    options: tuple[Right | Wrong, ...]

    @property
    def several(self):
        """Does more than one option apply?"""
        return sum(isinstance(option, Right) for option in self.options) > 1

    @property
    def statement(self):
        """The question with its options, in Markdown."""
        lettered = zip(ascii_lowercase, self.options, strict=False)
        listed = (f"- **({letter})** {option.text}" for letter, option in lettered)
        closing = "Tick all that apply." if self.several else "One answer is right."
        return "\n".join([f"{self.question} {closing}", "", *listed])

    @property
    def how_to_start(self):
        """What to tell a student whose stub is untouched."""
        answer = 'all letters that apply, such as `"ab"`' if self.several else "a letter in quotes"
        return f"replace the `...` in `{self.name}` by {answer}, run that cell, then this one."


def choice(*, name, question, options, hints, points=1, after=()):
    """Return the `Choice` task of a question.

    question: a sentence that ends with its question mark; options: `Right` and `Wrong` ones, to
    be lettered in this order. Where several are right, all points are for ticking just these:
    a share for each option would pay whoever ticks everything, or nothing.

    Raises:
        ValueError: if no option is right, fewer than two are wrong, or one lacks its sentence.
    """
    options = tuple(options)
    rights = [option for option in options if isinstance(option, Right)]
    _require(name, options, rights)
    letters = dict(zip(ascii_lowercase, options, strict=False))
    several = len(rights) > 1
    judge = functools.partial(_near_ticks if several else _near_letter, "".join(letters))
    title = "all that applies, and nothing else" if several else "the right answer"
    return Choice(
        name=name,
        question=question,
        options=options,
        inputs=_no_arguments,
        reference=_reference(name, letters),
        properties=(Property(title, points, judge=judge),),
        mistakes=tuple(_mistakes(letters, several)),
        equivalents=_equivalents([x for x, o in letters.items() if o in rights], several),
        hints=hints,
        driver="value",
        after=after,
        simpler=None,
    )


def ticked(**letters):
    """Return the letters that are True, as a student would write them: ``"ac"``."""
    return "".join(letter for letter, is_ticked in letters.items() if is_ticked)


def _require(name, options, rights):
    needed = [option for option in options if len(rights) > 1 or isinstance(option, Wrong)]
    if not rights or len(options) - len(rights) < 2 or len(options) > len(ascii_lowercase):
        raise ValueError(
            f"{name}: {len(rights)} of {len(options)} options are right; expected at least one "
            "that is right and two that are wrong"
        )
    if silent := [option.text for option in needed if not option.why]:
        raise ValueError(f"{name}: option {silent[0]!r} has no sentence for who gets it wrong")


def _no_arguments(rng):
    """A question is the same for everyone."""
    return [Instance(())]


def _reference(name, letters):
    """Return the function that gives the right answer; its mistakes are edits of its source."""
    marks = ", ".join(f"{x}={isinstance(option, Right)}" for x, option in letters.items())
    source, file = f"def reference():\n    return ticked({marks})\n", f"<choice {name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    namespace = {"__name__": __name__, "ticked": ticked}
    exec(compile(source, file, "exec"), namespace)
    return namespace["reference"]


def _mistakes(letters, several):
    """One mistake for each wrong option; where several are right, one for each left out, too.

    Two of them at once are recognised in any task. Who is wrong about more letters reads the
    sentence of the first that should not be ticked, else of the first that is left out.
    """
    wrong = [x for x, option in letters.items() if isinstance(option, Wrong)]
    right = [x for x in letters if x not in wrong]
    untick = {x: (f"{x}=True", f"{x}=False") for x in right}
    tick = {x: (f"{x}=False", f"{x}=True") for x in wrong}
    if not several:
        for x in wrong:
            yield Mistake(f"({x})", letters[x].why, (tick[x], untick[right[0]]))
        return
    edits = tick | untick
    for position, (x, edit) in enumerate(edits.items()):
        name = f"({x})" if x in tick else f"({x}) left out"
        later = list(edits.values())[position + 1 :]
        yield Mistake(name, letters[x].why, (edit,), tuple(_with_more(edit, later)))


def _with_more(edit, others):
    """Yield an edit together with two or more of the others."""
    for count in range(2, len(others) + 1):
        for more in itertools.combinations(others, count):
            yield (edit, *more)


def _equivalents(right, several):
    """Other ways to write the right answer."""
    letter = right[0]
    one = (letter.upper(), f" {letter}\n", f"({letter})")
    many = (list(right), tuple(x.upper() for x in reversed(right)), ", ".join(right), set(right))
    return tuple(map(_answering, many if several else one))


def _answering(answer):
    def equivalent():
        return answer

    return equivalent


def _near_letter(letters, got, expected):
    """The judge of a question with one answer; case, blanks and brackets are forgiven."""
    if isinstance(got, Raised):
        return str(got)
    mine = _letters(got) if type(got) is str else None
    if mine is None or len(mine) != 1 or mine[0] not in letters:
        return f'expected one letter from "a" to "{letters[-1]}", in quotes, got {describe(got)}'
    return None if mine == _letters(expected) else f"({mine[0]}) is not the answer"


def _near_ticks(letters, got, expected):
    """The judge of a question with several answers, in any order, as a text or as a list."""
    if isinstance(got, Raised):
        return str(got)
    mine, theirs = _letters(got), set(_letters(expected))
    if mine is None or not set(mine) <= set(letters):
        return f'expected letters from "a" to "{letters[-1]}", such as "ab", got {describe(got)}'
    right, wrong = len(theirs & set(mine)), len(set(mine) - theirs)
    if right == len(theirs) and not wrong:
        return None
    return f"{right} of {len(theirs)} that apply are ticked, and {wrong} that should not be"


def _letters(answer):
    """Return the letters of an answer as a list of lower-case ones; None if it is no answer."""
    parts = [answer] if type(answer) is str else answer
    if type(parts) not in (list, tuple) or not all(type(part) is str for part in parts):
        return None
    return [x for part in parts for x in part.lower() if x not in FORGIVEN]
