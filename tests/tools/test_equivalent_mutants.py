"""A mutant that keeps full marks is printed in the form in which it is listed."""

import tomllib

import pytest

from tools.quality.equivalent_mutants import entry, reasons
from tools.quality.mutants import mutants


def quoting(x):
    return {"it's": x + 1, "two": x}


@pytest.mark.parametrize("mutant", mutants(quoting), ids=lambda m: m.becomes)
def test_what_is_printed_can_be_read(mutant):
    ((read,),) = tomllib.loads(entry("quoting", mutant)).values()
    assert (read["line"], *read["becomes"]) == (mutant.line, mutant.becomes)


def test_where_nothing_is_listed_there_are_no_reasons():
    assert reasons("no-such-exercise", "nor_task") == {}
