"""The answers of a function to a paper's questions, each found when it is first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.checks import drivers


@dataclass(frozen=True, eq=False)
class Answers(Sequence):
    """What one of our own functions answers: ``answers[position]``, each computed once.

    Of a task's mistakes, and of the hundreds of pairs of them, nearly all are ruled out by their
    first answer. The function must not keep anything from call to call.
    """

    driver: str
    function: object
    questions: list
    _found: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.questions)

    def __getitem__(self, position):
        if position not in self._found:
            question = self.questions[position]
            self._found[position] = drivers.answer(self.driver, self.function, question)
        return self._found[position]
