"""The results that chapters quote are those of the recipes, which run again give the same."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from helpers import recipes

FILE = Path(__file__).parents[2] / "benchmarks" / "recipes.py"


@pytest.fixture(scope="module")
def benchmark():
    """`benchmarks/recipes.py` as a module."""
    pytest.importorskip("torch")
    spec = importlib.util.spec_from_file_location("recipes_benchmark", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_there_are_results_of_every_recipe_and_seed(benchmark):
    found = recipes.results()
    assert list(found) == list(benchmark.RECIPES)
    for recipe in found.values():
        assert [run["seed"] for run in recipe["runs"]] == list(benchmark.SEEDS)


def test_the_parameters_are_those_of_the_models(benchmark):
    for name, recipe in recipes.results().items():
        assert recipe["parameters"] == benchmark.parameters(name)


@pytest.mark.long
@pytest.mark.skipif("COURSE_DATA" not in os.environ, reason="COURSE_DATA names no folder of data")
@pytest.mark.parametrize("name", recipes.results())
def test_a_recipe_run_again_gives_what_is_written_down(name, benchmark):
    """Up to rounding, which differs between processors and is carried on by each step."""
    expected = recipes.results()[name]["runs"][0]
    found = benchmark.run(name, expected["seed"])
    assert found["first epoch"] == pytest.approx(expected["first epoch"], abs=0.03)
    unstable = 0.15 if name == "small? standardized" else 0.01
    assert found["last epoch"] == pytest.approx(expected["last epoch"], abs=unstable)
