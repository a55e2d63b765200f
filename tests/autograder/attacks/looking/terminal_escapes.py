"""Sequences that steer a terminal: title, colours, cursor, clipboard, links."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import sys

evil = "\\x1b]0;left-by-an-attack\\x07\\x1b[2J\\x1b[31m\\x1b]52;c;bGVmdA==\\x07"
evil += "\\x9b2J\\x1b]8;;https://evil.example\\x07x\\x08\\r"
rich = "[bold red]left-by-an-attack[/] [link=https://evil.example]x[/link]"
print(evil, "tried")
print(evil, file=sys.stderr)

def double(x):
    print(evil)
    raise type("Evil" + evil, (Exception,), {})(evil + rich)
""",
}
