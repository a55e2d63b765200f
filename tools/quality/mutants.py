"""Mutants: a function or class with one small change, made from its syntax tree."""

import ast
import inspect
import math
import sys
import textwrap
import warnings
from dataclasses import dataclass

from helpers.checks.drivers.stop import Stop
from tools.quality import mutations

_GUARD = "_count_a_round"


class RunsAway(Stop):
    """A mutant's loops went on too long. What runs student code lets it pass."""


class Rounds:
    """Counts the rounds of all loops; the one past the limit raises `RunsAway`."""

    def __init__(self, limit=math.inf):
        self.limit, self.count = limit, 0

    def __call__(self):
        self.count += 1
        if self.count > self.limit:
            raise RunsAway(f"more than {self.limit:,} rounds")


@dataclass(frozen=True)
class Mutant:
    """A function or class with one change.

    line: the changed line as it was; becomes: as it is now; source: the whole, with the change.
    """

    line: str
    becomes: str
    source: str
    name: str
    module: str

    def build(self, rounds):
        """Return the changed object; it counts its loops' `Rounds`."""
        return _built(self.source, self.name, self.module, rounds)


def counted(thing, rounds):
    """Return a function or class as it is, but it counts its loops' `Rounds`."""
    return _built(_source(thing), thing.__name__, thing.__module__, rounds)


def _built(source, name, module, rounds):
    tree = ast.fix_missing_locations(_Guarded().visit(ast.parse(source)))
    namespace = {**vars(sys.modules[module]), _GUARD: rounds}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mutant may well compare with `is`
        exec(compile(tree, "<mutant>", "exec"), namespace)
    return namespace[name]


def _source(thing):
    return textwrap.dedent(inspect.getsource(thing))


def mutants(thing):
    """Return the mutants of a function or class, in the order of its source, none twice."""
    tree = ast.parse(_source(thing))
    whole, found = ast.unparse(tree), {}
    for line, becomes in _changes(tree):
        source = ast.unparse(tree)
        if source != whole and source not in found:
            found[source] = Mutant(line, becomes, source, thing.__name__, thing.__module__)
    return list(found.values())


def _changes(tree):
    """Make one change after the other in the tree, and yield (line, changed line) while it is."""
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        order = _names_in_order(function)
        for block, position in _statements(function):
            yield from _changes_of_statement(block, position)
            yield from _changes_of_expressions(block[position], order)
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        yield from _changes_of_expressions(function, [])


def _statements(function):
    """Yield (block, position) of each statement of a function that a student would write."""
    blocks = [function.body]
    while blocks:
        block = blocks.pop(0)
        for position, statement in enumerate(block):
            if _given(statement):
                continue
            yield block, position
            if not isinstance(statement, ast.FunctionDef):
                blocks += [b for b in _blocks(statement) if b]


def _blocks(statement):
    return [getattr(statement, field, []) for field in ("body", "orelse", "finalbody")]


def _given(statement):
    """Docstrings, and the guards of a library function, which no exercise asks for."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant) or _called(statement.value, "require")
    if isinstance(statement, ast.If) and not statement.orelse:
        return all(isinstance(inner, ast.Raise) for inner in statement.body)
    return isinstance(statement, (ast.Raise, ast.Assert, ast.Import, ast.ImportFrom))


def _called(node, beginning):
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id.lstrip("_").startswith(beginning)


def _changes_of_statement(block, position):
    statement = block[position]
    line = _first_line(statement)
    for others in mutations.of_statement(statement):
        with _replaced(block, position, others):
            yield line, _told(line, others)
    if position + 1 < len(block):
        following = block[position + 1]
        for others in mutations.of_loop_and_next(statement, following):
            with _replaced(block, position, others):
                yield line, f"{line} ... {_first_line(following)}"
    if _rebinds(statement):
        with _replaced(block, position, [ast.Pass()]):
            yield line, "(left out)"


def _told(line, others):
    if isinstance(others[0], ast.Pass):
        return "(left out)"
    text = _first_line(others[0])
    return f"{text} (first round only)" if text == line else text


def _rebinds(statement):
    """``x = f(x)``: without it x exists all the same."""
    if not isinstance(statement, ast.Assign):
        return False
    bound = {n.id for t in statement.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return any(isinstance(n, ast.Name) and n.id in bound for n in ast.walk(statement.value))


def _changes_of_expressions(statement, order):
    line = _first_line(statement)
    for parent, field, index, node in _slots(statement):
        for other in _others(parent, node, order):
            with _in_place(parent, field, index, other):
                yield line, _first_line(statement)


def _others(parent, node, order):
    yield from mutations.of_expression(node)
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        yield from mutations.of_index(node)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in order:
        called = isinstance(parent, ast.Call) and node is parent.func
        yield from () if called else _neighbours(node, order)


def _neighbours(node, order):
    """The names bound just before and just after, and those that differ by a digit only."""
    at = order.index(node.id)
    stem = node.id.strip("0123456789")
    near = [order[i] for i in (at - 1, at + 1) if 0 <= i < len(order)]
    alike = [name for name in order if name.strip("0123456789") == stem]
    for name in dict.fromkeys([*near, *alike]):
        if name != node.id:
            yield ast.Name(name, ast.Load())


def _names_in_order(function):
    """Return the function's parameters and variables in the order in which they are bound."""
    names = [a.arg for a in [*function.args.posonlyargs, *function.args.args] if a.arg != "self"]
    names += [a.arg for a in function.args.kwonlyargs]
    stored = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
    stored = [n for n in stored if isinstance(n.ctx, ast.Store)]
    stored.sort(key=lambda n: (n.lineno, n.col_offset))
    return list(dict.fromkeys([*names, *(n.id for n in stored)]))


def _slots(statement):
    """Yield (parent, field, index or None, node) for each expression of a statement's own line."""
    parents = [statement]
    while parents:
        parent = parents.pop(0)
        for field, value in ast.iter_fields(parent):
            if field in ("body", "orelse", "finalbody", "handlers") and parent is statement:
                continue
            if field in ("annotation", "returns", "decorator_list", "bases"):
                continue
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.expr):
                    yield parent, field, index, node
                if isinstance(node, ast.AST) and not isinstance(node, ast.JoinedStr):
                    parents.append(node)


class _replaced:
    """A statement of a block replaced by others, for a while."""

    def __init__(self, block, position, others):
        self.block, self.position, self.others = block, position, others

    def __enter__(self):
        self.before = list(self.block)
        self.block[self.position : self.position + 1] = self.others

    def __exit__(self, *error):
        self.block[:] = self.before


class _in_place:
    """A node replaced by another, for a while."""

    def __init__(self, parent, field, index, other):
        self.holder = parent.__dict__ if index is None else getattr(parent, field)
        self.key = field if index is None else index
        self.other = other

    def __enter__(self):
        self.before, self.holder[self.key] = self.holder[self.key], self.other

    def __exit__(self, *error):
        self.holder[self.key] = self.before


def _first_line(statement):
    """The line as `ast.unparse` writes it; of a loop or a condition its head."""
    return ast.unparse(ast.fix_missing_locations(statement)).partition("\n")[0]


class _Guarded(ast.NodeTransformer):
    """Counts the rounds of each loop."""

    def visit_For(self, node):
        self.generic_visit(node)
        call = ast.Expr(ast.Call(ast.Name(_GUARD, ast.Load()), [], []))
        node.body.insert(0, call)
        return node

    visit_While = visit_For
