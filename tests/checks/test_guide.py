"""The example of the guide for authors is a task that passes the gate."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from tools.quality import measure

GUIDE = Path(__file__).parents[2] / "book" / "writing-a-task.md"
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def task(tmp_path_factory):
    path = tmp_path_factory.mktemp("guide") / "leaky_relu_of_the_guide.py"
    path.write_text(EXAMPLE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module.TASK
    del sys.modules[path.stem]


def test_its_mistakes_get_their_own_sentences_and_its_right_solutions_full_marks(task):
    assert measure.verdicts(task) == measure.Verdicts([], [], [])


def test_answers_without_thought_earn_at_most_a_tenth(task):
    assert max(measure.luck(task).values()) <= 0.1


def test_the_one_mutant_that_keeps_full_marks_is_the_one_that_the_guide_names(task):
    assert [(m.line, m.becomes) for m in measure.survivors(task)[1]] == [
        ("return np.where(Z > 0, Z, slope * Z)", "return np.where(Z >= 0, Z, slope * Z)")
    ]
