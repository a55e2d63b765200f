"""The command line: ``autograder collect``, ``grade``, ``report``, ``export``, ``validate``."""

import argparse
import sys
from pathlib import Path

from autograder import collect, export, report, run, table, validate
from autograder.course import Course, CourseError
from autograder.events import Lines, Silence
from autograder.sandbox.launch import ISOLATIONS
from autograder.sandbox.parent import SandboxError
from autograder.sandbox.seccomp import Missing

UNSAFE = """\
--isolation process limits time and memory, and nothing else. Student code can then read your
files, the solutions and the gradebook, and reach the network. Use it to try things out, on
notebooks that you wrote yourself."""

NO_TIMES = """\
--due was not used where the download says no time: Canvas marks what is late by its own due date,
Moodle marks nothing, and the times in their archives are those of the download."""

DB = "the gradebook, such as postgresql+psycopg2://USER@HOST/NAME, if not nbgrader_config.py's"


def main(arguments=None):
    """Run a command and return its exit status: 0 if all went well, 1 if some submission failed,
    2 if nothing could be done, 130 if it was interrupted."""
    options = _parser().parse_args(arguments)
    options.events = Lines(sys.stdout) if options.json else Silence()
    screen = table.console(quiet=options.json)
    try:
        return options.command(options, screen)
    except (CourseError, Missing, SandboxError) as error:
        options.events.tell("error", message=str(error))
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        options.events.tell("interrupted")
        print("autograder: interrupted; the same command goes on from here", file=sys.stderr)
        return 130


def _parser():
    parser = argparse.ArgumentParser(prog="autograder", description="Grade a class.")
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    take = commands.add_parser("collect", help="put a download of submissions in place")
    take.add_argument("download", metavar="ZIP", help="ZIP or folder of Canvas, Moodle or nbgrader")
    take.add_argument("--due", metavar="DATE", help="such as 2026-11-20 or '2026-11-20 18:00'")
    take.set_defaults(command=_collect)
    grade = commands.add_parser("grade", help="grade every submission of an assignment")
    grade.add_argument("assignment", help="for example 06-backpropagation")
    by = grade.add_mutually_exclusive_group()
    by.add_argument("--workers", type=_count, metavar="N", help="processes; else: the cores")
    by.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="a Dask cluster that runs")
    grade.add_argument("--again", action="store_true", help="also what is graded and unchanged")
    grade.add_argument("--isolation", choices=ISOLATIONS, default=ISOLATIONS[0])
    grade.add_argument("--json", action="store_true", help="events as JSON lines, nothing else")
    grade.add_argument("--db", metavar="URL", help=DB)
    grade.set_defaults(command=_grade)
    page = commands.add_parser("report", help="write a page about how the class did")
    page.add_argument("assignment", help="for example 06-backpropagation")
    page.set_defaults(command=_report)
    sheet = commands.add_parser("export", help="write a table of grades")
    sheet.add_argument("assignments", metavar="EXERCISE", nargs="*", help="all, if none is named")
    sheet.add_argument("--format", choices=export.FORMS, default="csv")
    sheet.add_argument("--db", metavar="URL", help=DB)
    sheet.set_defaults(command=_export)
    own = commands.add_parser("validate", help="say what would go wrong with a notebook, and why")
    own.add_argument("notebook", metavar="FILE", help="the notebook that is to be handed in")
    own.add_argument("--isolation", choices=ISOLATIONS, default=ISOLATIONS[0])
    own.set_defaults(command=_validate)
    return parser


def _collect(options, screen):
    due = collect.parse_due(options.due) if options.due else None
    collection = collect.collect(Course(Path.cwd()), options.download, due)
    screen.print(table.collected(collection.placed))
    for path, reason in collection.left.items():
        screen.print(table.plain(f"NOT PLACED  {path}: {reason}"), soft_wrap=True)
    screen.print(f"{len(collection.placed)} placed, {len(collection.left)} files not placed.")
    if due and any(one.late is None or one.moment is None for one in collection.placed):
        screen.print(NO_TIMES, soft_wrap=True)
    return 1 if collection.left else 0


def _grade(options, screen):
    if options.isolation == "process":
        options.events.tell("warning", message=f"NOT SAFE. {UNSAFE}")
        screen.print(f"[bold red]NOT SAFE.[/] {UNSAFE}")
    course = Course(Path.cwd())
    with run.alone(course, options.assignment):
        desk = run.desk(course, options.assignment, isolation=options.isolation, db=options.db)
        how = {"workers": options.workers, "scheduler": options.scheduler, "again": options.again}
        tally = run.grade_class(desk, screen, options.events, **how)
    facts = {"submissions": tally.count, "skipped": tally.skipped, "failed": sorted(tally.failed)}
    options.events.tell("end", **facts)
    for part in table.outcome(desk.slug, tally):
        screen.print(part)
    return 1 if tally.failed else 0


def _count(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; expected 1 or more")
    return int(text)


def _report(options, screen):
    path = report.write(Course(Path.cwd()), options.assignment)
    screen.print(f"wrote {path}", soft_wrap=True)
    return 0


def _export(options, screen):
    course, form = Course(Path.cwd()), options.format
    path, grades = export.export(course, form, options.assignments, db=options.db)
    screen.print(table.plain(f"wrote {path}"), soft_wrap=True)
    if unread := sum(grade.unread for grade in grades):
        screen.print(f"{unread} submissions have answers that nobody has read yet: they count 0.")
    return 0


def _validate(options, screen):
    if options.isolation == "process":
        screen.print(f"[bold red]NOT SAFE.[/] {UNSAFE}")
    found = validate.validate(Course(Path.cwd()), options.notebook, isolation=options.isolation)
    for kind, lines in (("PROBLEM", found.problems), ("note", found.notes)):
        for line in lines:
            screen.print(table.plain(f"{kind:8} {line}"), soft_wrap=True)
    if found.reports:
        screen.print(table.checks(found.reports))
    screen.print("ready to hand in" if found.is_ready else "not ready: see above")
    return 0 if found.is_ready else 1


if __name__ == "__main__":
    sys.exit(main())
