"""Reports that students may see: what the secret questions found, and nothing of the questions.

A page that is handed back shows them. Numbers of a secret question, expected or got, and texts that
a student's code could carry it out in are left out; the public check in the student's own notebook
shows the like of them.
"""

import re
from dataclasses import replace

from helpers.checks.grading import PRINTED, WARNED

# Details that tell the form of an answer. What a student's code may word is not among them.
FORM = re.compile(
    r"""(?:\[[\w'-]{1,40}\])*(?::\ )?(?:
        nothing\ there\ yet:\ it\ is\ None
      | has\ shape\ \([\d,\ ]{0,40}\),\ expected\ \([\d,\ ]{0,40}\)
      | has\ length\ \d{1,9},\ expected\ \d{1,9}
      | has\ dtype\ \w{1,20},\ expected\ [a-z]\w{1,20}(?:\ like\ \w{1,20})?
      | the\ key\ '\w{1,40}'\ is\ missing
      | did\ not\ raise
      | your\ code\ raised\ \w{1,60}
      | the\ same\ error\ as\ above
    )""",
    re.VERBOSE,
)
OTHER = "not what is expected"


def closed(report):
    """Return a report with the same points and sentences, which tells nothing of its questions."""
    lines = tuple(
        replace(line, detail=_detail(line.detail), counterexample=None) for line in report.lines
    )
    messages = tuple(m for m in report.messages if not m.startswith((PRINTED, WARNED)))
    return replace(report, lines=lines, messages=messages)


def _detail(detail):
    found = FORM.match(detail)
    return found[0] if found else OTHER if detail else ""
