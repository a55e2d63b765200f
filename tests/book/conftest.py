import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample_course():
    """The small course that the tests of `tools` use, too."""
    return _load("sample_course", ROOT / "tests" / "tools" / "sample_course.py")


@pytest.fixture(scope="session")
def stored_outputs():
    """The extension that gives chapters their stored outputs."""
    return _load("stored_outputs", ROOT / "book" / "_ext" / "stored_outputs.py")
