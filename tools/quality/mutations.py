"""The small changes that turn right code into wrong code: what else could stand here?

Mutation libraries (cosmic-ray, mutmut) change files and run a test suite for each change, and
their operators know nothing of axes, transposes, matrix products or the order of arguments,
where students go wrong. So these are our own, on Python's syntax trees.

Each function takes a node and yields nodes that could stand in its place.
"""

import ast
import copy
import itertools

# Bases of `np`, methods and built-in functions, by name alone.
RELATED = (
    ("max", "min"),
    ("maximum", "minimum"),
    ("argmax", "argmin"),
    ("sum", "mean"),
    ("any", "all"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("floor", "ceil"),
    ("sin", "cos"),
    ("sqrt", "square"),
    ("exp", "log"),
    ("hstack", "vstack"),
    ("var", "std"),
    ("append", "extend"),
)
OPERATORS = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
SAME_EITHER_WAY = (ast.Add, ast.Mult)


def of_expression(node):
    """Yield what could stand in place of an expression, names aside."""
    if getattr(node, "ctx", None) and not isinstance(node.ctx, ast.Load):
        return
    yield from _BY_KIND.get(type(node), lambda node: ())(node)


def _binary(node):
    for kind in OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, kind(), node.right)
    yield node.left
    yield node.right
    if not isinstance(node.op, SAME_EITHER_WAY):
        yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            operand = getattr(node, side)
            if not _is_transpose(operand):
                yield _with(node, side, ast.Attribute(operand, "T", ast.Load()))


def _unary(node):
    if isinstance(node.op, (ast.USub, ast.Not)):
        yield node.operand


def _comparison(node):
    if len(node.ops) == 1:
        for kind in COMPARISONS[type(node.ops[0])]:
            yield ast.Compare(node.left, [kind()], node.comparators)


def _and_or(node):
    other = ast.Or if isinstance(node.op, ast.And) else ast.And
    yield ast.BoolOp(other(), node.values)
    yield from node.values


def _constant(node):
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), _number(value - 1))
    elif isinstance(value, float):
        yield from map(ast.Constant, (2 * value, 0.0) if value else (1.0,))


def _number(value):
    """A negative number reads as one only when written with a minus."""
    if value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def _attribute(node):
    if _is_transpose(node):
        yield node.value
    for other in _related(node.attr):
        yield ast.Attribute(node.value, other, node.ctx)


def _name(node):
    for other in _related(node.id):
        yield ast.Name(other, node.ctx)


def _related(name):
    for pair in RELATED:
        if name in pair:
            yield pair[1 - pair.index(name)]


def _call(node):
    yield from _without_the_call(node)
    for i, j in itertools.pairwise(range(len(node.args))):
        args = list(node.args)
        args[i], args[j] = args[j], args[i]
        yield _with(node, "args", args)
    for keyword in node.keywords:
        if keyword.arg == "axis":
            yield from _other_axis(node, keyword)
        elif keyword.arg:
            yield _with(node, "keywords", [k for k in node.keywords if k is not keyword])
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        yield from _other_range(node)


def _without_the_call(node):
    """f(x) becomes x, and x.copy() or x.sum(axis=0) become x; but np.random.normal() no np."""
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    elif not node.args and isinstance(node.func, ast.Attribute):
        yield node.func.value


def _other_axis(node, keyword):
    others = [ast.Constant(None)]
    value = keyword.value
    if isinstance(value, ast.Constant) and type(value.value) is int:
        others.append(ast.Constant(1 if value.value == 0 else value.value - 1))
    elif isinstance(value, ast.UnaryOp):
        others.append(ast.Constant(0))
    for other in others:
        keywords = [ast.keyword("axis", other) if k is keyword else k for k in node.keywords]
        yield _with(node, "keywords", keywords)


def _other_range(node):
    if len(node.args) == 1:
        yield _with(node, "args", [ast.Constant(1), *node.args])
    for position, argument in enumerate(node.args):
        for other in _off_by_one(argument):
            args = [other if i == position else a for i, a in enumerate(node.args)]
            yield _with(node, "args", args)


def _subscript(node):
    yield node.value
    yield from of_index(node)


def of_index(node):
    """Yield a subscript with its index, or a bound of its slice, off by one."""
    for other in _off_by_one(node.slice):
        yield _with(node, "slice", other)
    if isinstance(node.slice, ast.Slice):
        for bound in ("lower", "upper"):
            for other in _off_by_one(getattr(node.slice, bound)):
                yield _with(node, "slice", _with(node.slice, bound, other))


def _off_by_one(node):
    """Names, attributes and calls; a constant varies by itself, and so do the terms of a sum."""
    if isinstance(node, (ast.Name, ast.Attribute, ast.Call)):
        yield ast.BinOp(node, ast.Add(), ast.Constant(1))
        yield ast.BinOp(node, ast.Sub(), ast.Constant(1))


def _either_or(node):
    yield node.body
    yield node.orelse


def _tuple(node):
    """Neighbours swapped: a returned order, a shape, two axes."""
    for i, j in itertools.pairwise(range(len(node.elts))):
        items = list(node.elts)
        items[i], items[j] = items[j], items[i]
        yield _with(node, "elts", items)


def _dictionary(node):
    for i, j in itertools.pairwise(range(len(node.values))):
        values = list(node.values)
        values[i], values[j] = values[j], values[i]
        yield _with(node, "values", values)


def of_statement(node):
    """Yield lists of statements that could stand in place of one."""
    if _may_be_left_out(node):
        yield [ast.Pass()]
    if isinstance(node, ast.AugAssign):
        yield [ast.Assign([node.target], node.value)]
        for kind in OPERATORS.get(type(node.op), ()):
            yield [_with(node, "op", kind())]
    elif isinstance(node, ast.If):
        yield node.body
        yield node.orelse or [ast.Pass()]
    elif isinstance(node, (ast.For, ast.While)):
        yield [_with(node, "body", [*node.body, ast.Break()])]


def of_loop_and_next(loop, following):
    """Yield a loop with the statement behind it moved inside: a `return` indented too far."""
    if isinstance(loop, (ast.For, ast.While)) and isinstance(following, ast.Return):
        yield [_with(loop, "body", [*loop.body, following]), following]


def _may_be_left_out(node):
    """Without the first value of a name nothing runs: too easy to find to be worth a try."""
    if isinstance(node, ast.Assign):
        return not any(_names(target) for target in node.targets)
    return isinstance(node, (ast.AugAssign, ast.Expr, ast.Break, ast.Continue))


def _names(target):
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for item in target.elts for name in _names(item)]
    return [target] if isinstance(target, ast.Name) else []


def _is_transpose(node):
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _with(node, field, value):
    other = copy.copy(node)
    setattr(other, field, value)
    return other


_BY_KIND = {
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _comparison,
    ast.BoolOp: _and_or,
    ast.Constant: _constant,
    ast.Attribute: _attribute,
    ast.Name: _name,
    ast.Call: _call,
    ast.Subscript: _subscript,
    ast.IfExp: _either_or,
    ast.Tuple: _tuple,
    ast.List: _tuple,
    ast.Dict: _dictionary,
}
