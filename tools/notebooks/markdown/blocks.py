"""The block structure of MyST text: which lines are a directive, math, a label, or prose."""

from dataclasses import dataclass
from functools import cache

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

# The syntax of the site; `_config.yml` switches on the same.
EXTENSIONS = {"colon_fence", "dollarmath"}


@dataclass(frozen=True)
class Block:
    """Lines `start` to `end` (from 0, end excluded) of a text, and what they are.

    kind is "prose", "heading", "directive", "math", "label", "comment" or "footnote".
    Everything else (plain code, HTML, rules) is left alone and yields no block.
    """

    kind: str
    start: int
    end: int
    name: str = ""  # of the directive, or the label itself
    argument: str = ""
    content: str = ""


def parse(text):
    """Return the blocks of a text in order, those inside lists and quotes included.

    The content of a directive is not parsed; it is a text of its own.
    """
    blocks, skip_until = [], 0
    for token in _parser().parse(text):
        if token.map is None or token.map[0] < skip_until:
            continue
        block = _block(token)
        if block:
            blocks.append(block)
            skip_until = block.end
    return blocks


@cache
def _parser():
    config = MdParserConfig(enable_extensions=EXTENSIONS, disable_syntax=["inline"])
    return create_md_parser(config, RendererHTML)


KINDS = {
    "paragraph_open": "prose",
    "table_open": "prose",
    "heading_open": "heading",
    "math_block": "math",
    "math_block_label": "math",
    "myst_target": "label",
    "myst_line_comment": "comment",
    "footnote_reference_open": "footnote",
}


def _block(token):
    start, end = token.map
    if token.type in ("fence", "colon_fence"):
        return _directive(token, start, end)
    if token.type not in KINDS:
        return None
    name = token.content if token.type == "myst_target" else token.info
    return Block(KINDS[token.type], start, end, name.strip(), content=token.content)


def _directive(token, start, end):
    name, _, argument = token.info.strip().partition(" ")
    if name.startswith("{") and name.endswith("}"):
        return Block("directive", start, end, name[1:-1], argument.strip(), token.content)
    if token.type == "colon_fence":
        return Block("directive", start, end, name, argument.strip(), token.content)
    return None
