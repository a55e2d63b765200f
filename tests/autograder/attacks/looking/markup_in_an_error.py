"""The error message of a checked function is HTML, and so is the name of its class."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
Evil = type("<img src=x onerror=alert('left-by-an-attack')>", (Exception,), {})

def double(x):
    raise Evil("<script>alert('left-by-an-attack')</script> ![x](https://evil.example/left-by-an-attack)")
""",
    "total": """\
def total(x):
    print("<script>alert('left-by-an-attack')</script>")
    import warnings
    warnings.warn("<script>alert('left-by-an-attack')</script>")
    return "<script>alert('left-by-an-attack')</script>"
""",
}
