"""The answers of a function to a paper's questions, each found when it is first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.checks import drivers


@dataclass(frozen=True, eq=False)
class Answers(Sequence):
    """What one of our own functions answers, as read: ``answers[position]``, each computed once.

    Of a task's mistakes, and of the hundreds of pairs of them, nearly all are ruled out by their
    first answer. The function must not keep anything from call to call.
    """

    task: object
    function: object
    questions: list
    _found: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.questions)

    def __getitem__(self, position):
        return self._both(position)[1]

    @property
    def raw(self):
        """The answers as the driver gave them, and as `grade` wants them."""
        return [self._both(position)[0] for position in range(len(self))]

    def _both(self, position):
        if position not in self._found:
            question = self.questions[position]
            raw = drivers.answer(self.task.driver, self.function, question)
            self._found[position] = raw, as_read(self.task, raw, question)
        return self._found[position]


def as_read(task, answer, question):
    """Return an answer with its values as the task's `reading` has them."""
    if task.reading is None:
        return answer
    values = {key: answer[key] for key in ("value", "again", "later") if key in answer}
    read = {
        key: task.reading(value, *question["args"], **question["kwargs"])
        for key, value in values.items()
    }
    return answer | read
