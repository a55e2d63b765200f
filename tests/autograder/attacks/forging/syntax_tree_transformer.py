"""A syntax-tree transformer makes a number of every check."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import ast

class Points(ast.NodeTransformer):
    def visit_Expr(self, node):
        if ast.unparse(node).startswith("check."):
            node.value = ast.Constant(2.0)
        return node

get_ipython().ast_transformers.append(Points())
print("tried")
""",
}
