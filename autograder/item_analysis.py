"""Item analysis: how hard each task was, and whether it tells strong students from weak ones.

Source: Crocker & Algina, Introduction to Classical and Modern Test Theory (1986), chapter 14.
"""

from dataclasses import dataclass

import numpy as np

WEAK = 0.2


@dataclass(frozen=True)
class Item:
    """Statistics of one task.

    difficulty: mean share of its points, so 1 is easiest; discrimination: correlation of its
    points with those of all other tasks, None where either does not vary.
    """

    difficulty: float
    discrimination: float | None

    @property
    def remark(self):
        """What an instructor may want to look at, or ''."""
        if self.discrimination is not None and self.discrimination < 0:
            return "those who do well elsewhere do worse here: look at the task"
        if self.discrimination is not None and self.discrimination < WEAK:
            return "hardly tells strong from weak"
        if self.difficulty > 0.95:
            return "nearly everyone has it"
        return "hardly anyone has it" if self.difficulty < 0.05 else ""


def analyse(scores, points):
    """Return an `Item` for each task. scores (students, tasks) and points (tasks,)."""
    scores = np.asarray(scores, dtype=float)
    rest = scores.sum(axis=1, keepdims=True) - scores
    return [
        Item(float(mine.mean() / most), _correlation(mine, others))
        for mine, others, most in zip(scores.T, rest.T, points, strict=True)
    ]


def _correlation(x, y):
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    return float(np.corrcoef(x, y)[0, 1])
