"""A formatter of IPython's prints every object as full marks."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
formatter = get_ipython().display_formatter.formatters["text/plain"]
formatter.for_type(object, lambda thing, printer, cycle: printer.text("2.0"))
try:
    from helpers.checks.report import Report
    formatter.for_type(Report, lambda thing, printer, cycle: printer.text("2.0"))
except ImportError:
    pass
print("tried")
""",
}
