"""Plain Markdown out of MyST text, block by block."""

import base64
import html
import mimetypes
import re
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from tools.notebooks.errors import SourceError
from tools.notebooks.markdown import blocks, directives, inline, roles
from tools.notebooks.markdown.labels import equation_label

BARE_AMS = re.compile(r"\\begin\{(align|equation|gather|multline|eqnarray)\*?\}")


def convert(page, text, line):
    """Return a text as plain Markdown; `line` is where it begins in the source, from 1.

    Raises:
        SourceError: at the place of anything that has no plain form.
    """
    lines, new, done = text.splitlines(), [], 0
    for block in blocks.parse(text):
        new += lines[done : block.start]
        new += _replacement(page, lines, block, line + block.start)
        done = block.end
    return _tidy(new + lines[done:])


def _replacement(page, lines, block, line):
    old = lines[block.start : block.end]
    if block.kind in ("label", "comment"):
        return []
    if block.kind in ("prose", "heading"):
        return _prose(page, "\n".join(old), line).splitlines()
    if block.kind == "footnote":
        raise _error(page, line, "footnotes are not plain Markdown; use a margin note")
    indent = _indent(page, old[0], block, line)
    if block.kind == "math":
        new = _equation(page, block.content.strip("\n"), block, line)
    else:
        new = _directive(page, old, block, line)
    return [(indent + row).rstrip() for row in new.splitlines()]


def _indent(page, first, block, line):
    """The spaces that hold a block inside its list item."""
    indent = first[: len(first) - len(first.lstrip())]
    if not first.lstrip().startswith((":", "`", "~", "$")):
        what = f"{{{block.name}}}" if block.kind == "directive" else "a displayed equation"
        raise _error(page, line, f"{what} can't begin on the line of a list mark or in a quote")
    return indent


def _prose(page, text, line):
    def at(offset):
        return line + text.count("\n", 0, offset)

    def role(name, content, offset):
        try:
            return roles.replace(page, name, content, at(offset))
        except roles.RoleError as error:
            raise _error(page, at(offset), str(error)) from error

    def link(is_image, label, target, offset):
        if is_image:
            return f"![{label}]({_image_address(page, target, at(offset))})"
        try:
            return roles.link(page, _prose(page, label, at(offset)), target)
        except roles.RoleError as error:
            raise _error(page, at(offset), str(error)) from error

    def refuse(what, offset):
        raise _error(page, at(offset), f"the course does not use {what}")

    if match := BARE_AMS.match(text.lstrip()):
        raise _error(page, line, f"{match[0]} stands outside math; put $$ around it")
    return inline.replace(text, role, link, refuse)


def _equation(page, tex, block, line):
    """A displayed equation, with its number if it has a label."""
    tex = _aligned(tex.strip())
    label = equation_label(block)
    if label:
        tex += f" \\tag{{{page.labels.find(label).number}}}"
    return f"$$\n{tex}\n$$"


def _aligned(tex):
    """The site aligns the lines of an equation by itself; a notebook has to be told."""
    has_lines = "\\\\" in tex and "\\begin" not in tex
    return f"\\begin{{aligned}}\n{tex}\n\\end{{aligned}}" if has_lines else tex


def _directive(page, old, block, line):
    fence = old[-1].strip()
    if len(old) < 2 or len(fence) < 3 or set(fence) - {old[0].lstrip()[0]}:
        raise _error(page, line, f"{{{block.name}}} is not closed")
    try:
        parsed = directives.parse(block)
    except directives.DirectiveError as error:
        raise _error(page, line, str(error)) from error
    return _converter(block.name)(page, block, parsed, line)


def _converter(name):
    if name in directives.ADMONITIONS:
        return _quote
    return _statement if name in directives.STATEMENTS else DIRECTIVES[name]


def _body(page, parsed, line):
    return convert(page, "\n".join(parsed.body), line + parsed.offset)


def _quote(page, block, parsed, line):
    """An admonition or a margin note: a quote with its title in bold."""
    title = directives.ADMONITIONS.get(block.name) or _prose(page, parsed.argument, line)
    return _quoted(title, _body(page, parsed, line))


def _quoted(title, body):
    text = f"**{title}**\n\n{body}" if title else body
    return "\n".join(f"> {row}".rstrip() for row in text.splitlines())


def _statement(page, block, parsed, line):
    """A theorem or the like, or a proof: a quote that begins with its kind and number."""
    label = _numbered(page, block, parsed, line) if block.name != "proof" else None
    title = f"{directives.STATEMENTS[block.name]} {label.number}" if label else "Proof"
    if parsed.argument:
        title += f" ({_prose(page, parsed.argument, line)})"
    return _quoted(title, _body(page, parsed, line))


def _numbered(page, block, parsed, line):
    """The label of something that is numbered; it needs a name."""
    if "name" not in parsed.options:
        raise _error(page, line, f"{{{block.name}}} needs :name:, by which it is referred to")
    label = page.labels.find(parsed.options["name"])
    if label is None:
        raise _error(page, line, f"{{{block.name}}} in an exercise; only chapters number things")
    return label


def _caption(page, block, parsed, line):
    """The caption of the picture that the cell above draws."""
    label = _numbered(page, block, parsed, line)
    return f"**Figure {label.number}** {_body(page, parsed, line)}"


def _dropdown(page, block, parsed, line):
    title = _as_html(_prose(page, parsed.argument, line))
    return folded(title, _body(page, parsed, line), opened="open" in parsed.options)


def folded(title, body, *, opened=False):
    """Return text under a title that unfolds it; the title is HTML, the body Markdown."""
    tag = "<details open>" if opened else "<details>"
    return f"{tag}\n<summary>{title}</summary>\n\n{body}\n\n</details>"


def _as_html(markdown):
    """A line of Markdown as HTML, its math left to the notebook."""
    parts = re.split(r"(\$[^$]+\$)", markdown)
    return "".join(
        html.escape(part, quote=False) if at % 2 else MarkdownIt().renderInline(part)
        for at, part in enumerate(parts)
    )


def _task(page, parsed, line):
    if parsed.argument not in page.tasks:
        known = ", ".join(page.tasks) or "none"
        raise _error(page, line, f"no task {parsed.argument!r}; there are {known}")
    return page.tasks[parsed.argument]


def _choice(page, block, parsed, line):
    statement = getattr(_task(page, parsed, line), "statement", None)
    if statement is None:
        raise _error(page, line, f"{parsed.argument!r} is no multiple-choice question")
    return statement


def _hints(page, block, parsed, line):
    hints = enumerate(_task(page, parsed, line).hints, start=1)
    return "\n\n".join(folded(f"Hint {number}", hint.strip()) for number, hint in hints)


def _figure(page, block, parsed, line):
    image = _image(page, block, parsed, line)
    caption = _body(page, parsed, line)
    if not caption:
        return image
    label = page.labels.find(parsed.options.get("name", ""))
    number = f"**Figure {label.number}** " if label else ""
    return f"{image}\n\n{number}{caption}"


def _image(page, block, parsed, line):
    alt = _alt(page, block, parsed, line)
    return f"![{alt}]({_image_address(page, parsed.argument, line)})"


def _alt(page, block, parsed, line):
    if not parsed.options.get("alt", "").strip():
        raise _error(page, line, f"{{{block.name}}} needs :alt:, a text that says what it shows")
    return re.sub(r"([\[\]])", r"\\\1", " ".join(parsed.options["alt"].split()))


def _interactive(page, block, parsed, line):
    name = parsed.argument
    address = _image_address(page, f"/book/_static/figures/{name}.svg", line)
    link = f"[Try it on the website]({page.site(page.source.docname, f'figure-{name}')})"
    parts = [f"![{_alt(page, block, parsed, line)}]({address})", _body(page, parsed, line), link]
    return "\n\n".join(part for part in parts if part)


def _image_address(page, target, line):
    """A picture that stands under `book/_static`, written out as a data address.

    So it shows in Jupyter, offline, and on Colab, which knows neither files nor attachments.
    """
    if target.startswith(("https://", "attachment:")):
        return target
    folder = PurePosixPath("/", page.source.name).parent
    path = PurePosixPath(*_resolved(folder / target))
    if not path.is_relative_to("book/_static"):
        raise _error(page, line, f"picture {target} must stand under book/_static")
    if not (file := page.project.root / path).is_file():
        raise _error(page, line, f"there is no picture {path}")
    kind, _ = mimetypes.guess_type(file)
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _resolved(path):
    parts = []
    for part in path.parts[1:]:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return parts


def _code(page, block, parsed, line):
    body = "\n".join(parsed.body)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", body)), 3)
    return f"{fence}{parsed.argument}\n{body}\n{fence}"


def _math(page, block, parsed, line):
    return _equation(page, "\n".join(parsed.body), block, line)


def _bibliography(page, block, parsed, line):
    """The works cited so far on this page."""
    return page.bibliography.listing(page.cited)


DIRECTIVES = {
    "admonition": _quote,
    "bibliography": _bibliography,
    "caption": _caption,
    "choice": _choice,
    "code-block": _code,
    "dropdown": _dropdown,
    "figure": _figure,
    "hints": _hints,
    "image": _image,
    "interactive": _interactive,
    "margin": _quote,
    "math": _math,
    "proof": _statement,
    "sidebar": _quote,
}


def _tidy(lines):
    """Join lines; what vanished leaves no run of blank lines outside code."""
    kept, fence = [], ""
    for line in lines:
        mark = re.match(r"\s*(?:> ?)*(`{3,}|~{3,})", line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        if line.strip() or fence or (kept and kept[-1].strip()):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _error(page, line, message):
    return SourceError(page.source.name, line, message)
