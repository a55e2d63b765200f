"""Settings for the property tests, and the table that a run of these tests ends with."""

from hypothesis import settings

from tests.checks.cases import SEEDS, TASKS

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
    ended = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, [])]
    found = {report.nodeid: dict(report.user_properties).get("quality") for report in ended}
    measured = {nodeid: numbers for nodeid, numbers in found.items() if numbers}
    if not measured:
        return
    terminalreporter.section(f"the checks, tried on {len(SEEDS)} papers a task")
    terminalreporter.write_line(ROW.format(*HEAD))
    for name in TASKS:
        for nodeid, numbers in measured.items():
            if nodeid.endswith(f"[{name}]"):
                terminalreporter.write_line(ROW.format(name, *_row(numbers)))


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
