import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from tools.notebooks import sources
from tools.notebooks.assemble import Assembler
from tools.notebooks.build import build
from tools.project import Project


def _load_sample_course():
    path = Path(__file__).with_name("sample_course.py")
    spec = importlib.util.spec_from_file_location("sample_course", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["sample_course"] = module
    spec.loader.exec_module(module)
    return module


sample_course = _load_sample_course()


@pytest.fixture
def course(tmp_path):
    """The sample course, not built yet."""
    return sample_course.make(tmp_path)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    root = tmp_path_factory.mktemp("built")
    project = sample_course.make(root)
    assembler = Assembler(project, sample_course.tasks_of)
    for source in sources.find(project):
        build(assembler, source)
    return root


@pytest.fixture
def built(built_once, tmp_path):
    """The sample course with its notebooks built; a copy that a test may change."""
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


@pytest.fixture
def assembler_of():
    return lambda project: Assembler(project, sample_course.tasks_of)


@pytest.fixture
def source_of():
    """Return a function that finds the sample's "chapter" or "exercise"."""
    return lambda project, kind: sources.find_kind(project, kind)[0]
