"""The directives that the course uses, what they accept, and how they are read."""

from dataclasses import dataclass
from functools import cache

from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives import unchanged
from docutils.parsers.rst.states import MarkupError
from myst_parser.parsers.directives import parse_directive_text


@dataclass(frozen=True)
class Form:
    """What a directive accepts: no argument, an optional one, or one that it needs."""

    argument: str = "none"  # "none", "optional" or "needed"
    options: frozenset = frozenset()
    container: bool = False  # whether its body is MyST text


ADMONITIONS = {
    "attention": "Attention",
    "caution": "Caution",
    "danger": "Danger",
    "error": "Error",
    "hint": "Hint",
    "important": "Important",
    "note": "Note",
    "seealso": "See also",
    "tip": "Tip",
    "warning": "Warning",
}
# Numbered within their chapter; book/_ext/statements.py shows them on the site.
STATEMENTS = {
    "algorithm": "Algorithm",
    "corollary": "Corollary",
    "definition": "Definition",
    "example": "Example",
    "exercise": "Exercise",
    "lemma": "Lemma",
    "theorem": "Theorem",
}
IMAGE = frozenset({"alt", "width", "height", "align", "name", "class"})

FORMS = {
    **{name: Form("none", frozenset({"class", "name"}), True) for name in ADMONITIONS},
    **{name: Form("optional", frozenset({"name"}), True) for name in STATEMENTS},
    "admonition": Form("needed", frozenset({"class", "name"}), True),
    "bibliography": Form("none", frozenset({"filter", "style"})),
    "caption": Form("none", frozenset({"name"}), True),
    "choice": Form("needed"),
    "code-block": Form("optional", frozenset({"caption", "emphasize-lines"})),
    "dropdown": Form("needed", frozenset({"open", "name", "icon", "color", "animate"}), True),
    "figure": Form("needed", IMAGE, True),
    "hints": Form("needed"),
    "image": Form("needed", IMAGE),
    "interactive": Form("needed", frozenset({"alt", "state"}), True),
    "margin": Form("optional", frozenset(), True),
    "math": Form("none", frozenset({"label"})),
    "proof": Form("optional", frozenset(), True),
    "sidebar": Form("optional", frozenset(), True),
}
CONTAINERS = frozenset(name for name, form in FORMS.items() if form.container)


@dataclass(frozen=True)
class Parsed:
    """A directive's argument, options and body; the body begins `offset` lines below its fence."""

    argument: str
    options: dict
    body: list
    offset: int


class DirectiveError(ValueError):
    """A directive that the course does not use, or does not use like this."""


def parse(block):
    """Read a directive as the site reads it.

    Raises:
        DirectiveError: if it is unknown, or has an argument or option that it does not take.
    """
    if block.name not in FORMS:
        raise DirectiveError(f"unknown directive {{{block.name}}}; known: {', '.join(FORMS)}")
    try:
        found = parse_directive_text(_class(block.name), block.argument, block.content)
    except MarkupError as error:
        raise DirectiveError(f"{{{block.name}}}: {error}") from error
    if found.warnings:
        raise DirectiveError(f"{{{block.name}}}: {found.warnings[0].msg}")
    return Parsed(" ".join(found.arguments), found.options, found.body, found.body_offset + 1)


@cache
def _class(name):
    form = FORMS[name]
    settings = {
        "required_arguments": int(form.argument == "needed"),
        "optional_arguments": int(form.argument == "optional"),
        "final_argument_whitespace": True,
        "has_content": True,
        "option_spec": dict.fromkeys(form.options, unchanged),
    }
    return type(name, (Directive,), settings)
