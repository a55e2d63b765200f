"""Settings for the property tests, and the table that a run of these tests ends with."""

from hypothesis import settings

from tests.checks.cases import SEEDS, SLUGS, TASKS
from tools.quality import measure

settings.register_profile("checks", max_examples=100, deadline=None, derandomize=True)
settings.load_profile("checks")

HEAD = (
    "task",
    "points",
    "mistakes",
    "right",
    "mutants: killed, equivalent, survived",
    "pairs",
    "luck",
)
ROW = "{:<40} {:>6} {:>9} {:>8} {:>37} {:>12} {:>5}"


def pytest_terminal_summary(terminalreporter):
    """Show what the checks make of wrong and right answers, where it was measured."""
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, [])]
    measured = [report.nodeid for report in reports if "test_quality.py" in report.nodeid]
    if not measured:
        return
    terminalreporter.section(f"the checks, tried on {len(SEEDS)} papers a task")
    terminalreporter.write_line(ROW.format(*HEAD))
    for name, task in TASKS.items():
        if any(f"[{name}]" in nodeid for nodeid in measured):
            row = _row(measure.numbers(SLUGS[task], task))
            terminalreporter.write_line(ROW.format(name, *row))


def _row(numbers):
    named = sum(list(found) == [name] for name, found in numbers["confusion"].items())
    right, pairs = numbers["right"], numbers["pairs"]
    return (
        f"{numbers['points']:g}",
        f"{named}/{len(numbers['confusion'])}",
        f"{right['accepted']}/{right['tried']}",
        "{killed}, {equivalent}, {survived}".format(**numbers["mutants"]),
        f"{pairs['recognised']}/{pairs['planted']}",
        f"{numbers['luck']:.0%}",
    )
