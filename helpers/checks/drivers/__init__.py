"""How a student's object is exercised. Runs beside student code and knows no answer.

Everything here may stand in the student's own process, so nothing that it returns is trusted:
it turns what the student wrote into plain values, and those are judged elsewhere. It imports
NumPy and nothing of the course.
"""

from helpers.checks.drivers.run import answer, run

__all__ = ["answer", "run"]
