"""The ways in which functions are tried are replaced by ones that hand back the question."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
try:
    from helpers.checks.drivers import ways
    for name in ways.WAYS:
        ways.WAYS[name] = lambda student, *args, **kwargs: args[0]
finally:
    print("tried")
""",
}
