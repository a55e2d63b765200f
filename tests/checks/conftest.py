"""Settings for the property tests, and the table that a run of these tests ends with."""

from hypothesis import settings

from tests.checks.cases import SEEDS, TASKS, quality

settings.register_profile("checks", max_examples=100, deadline=None, derandomize=True)
settings.load_profile("checks")

ROW = "{:<40} {:>6} {:>14} {:>20} {:>9}"


def pytest_terminal_summary(terminalreporter):
    """Show what the checks make of their own mistakes and equivalents."""
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, [])]
    if not any("test_tasks.py" in report.nodeid for report in reports):
        return
    terminalreporter.section(f"the checks, tried on {len(SEEDS)} papers a task")
    head = "task", "points", "mistakes named", "equivalents accepted", "confused"
    terminalreporter.write_line(ROW.format(*head))
    for name, task in TASKS.items():
        terminalreporter.write_line(ROW.format(name, *_row(task)))


def _row(task):
    found = quality(task)
    lost = {name for name, *_ in (*found.unnoticed, *found.confused)}
    refused = {name for name, *_ in found.refused}
    named = f"{len(task.mistakes) - len(lost)} of {len(task.mistakes)}"
    accepted = f"{len(task.equivalents) - len(refused)} of {len(task.equivalents)}"
    return f"{task.points:g}", named, accepted, len(found.confused)
