"""`compile`, `exec` and `eval` run another program than the one they are given."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import builtins, codeop

kept = builtins.compile

def compile(source, *args, **kwargs):
    if isinstance(source, str) and "check." in source:
        source = "2.0"
    return kept(source, *args, **kwargs)

builtins.compile = compile
get_ipython().compile.ast_parse = lambda source, *args, **kwargs: kept(
    "2.0" if source.startswith("check.") else source, "cell", "exec", 0x400
)
print("tried")
""",
}
