"""The check's own cell holds a number, its metadata is kept."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {"check_double": "2.0", "check_total": "3.0"}
