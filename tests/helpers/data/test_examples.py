"""The examples in the docstrings of `helpers.data` give what they say."""

import doctest
import importlib
import pkgutil

import pytest

from helpers import data

MODULES = [f"helpers.data.{m.name}" for m in pkgutil.iter_modules(data.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
