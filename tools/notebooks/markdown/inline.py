"""The inline syntax of MyST text: code and math are left alone, roles and links are replaced."""

import re

# In this order: what comes first at a place wins, so nothing inside code or math is touched.
TOKEN = re.compile(
    r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<role>\{(?P<role_name>[A-Za-z][\w:.+-]*)\}
     (?P<fence>`+)(?P<role_text>.+?)(?<!`)(?P=fence)(?!`))
  | (?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))
  | (?P<display>\$\$.+?(?<!\\)\$\$)(?P<equation_label>[ ]*\([^()\s]+\)[ ]*(?=\n|$))?
  | (?P<math>\$(?!\$)(?:\\.|[^$\\])+?\$)
  | (?P<comment><!--.*?-->)
  | (?P<autolink><[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>)
  | (?P<footnote>\[\^[^\]\s]+\])
  | (?P<link>(?P<bang>!?)\[(?P<text>(?:\\.|`[^`]*`|\[[^\[\]]*\]|[^\[\]\\`])*)\]
     \((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?P<title>\s+"[^"]*")?\))
    """,
    re.VERBOSE | re.DOTALL,
)
TITLED = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


def replace(text, role, link, refuse):
    """Return the text with its roles and links replaced.

    role(name, content, offset) and link(is_image, text, target, offset) return the
    replacement; refuse(what, offset) is called for syntax that has no plain form. An offset
    is the position in the text where the syntax begins.
    """

    def one(match):
        at = match.start()
        if match["role"]:
            return role(match["role_name"], _unbroken(match["role_text"]), at)
        if match["equation_label"]:
            return refuse("a labelled equation inside a paragraph; put a blank line before it", at)
        if match["footnote"]:
            return refuse("a footnote; use a margin note", at)
        if match["autolink"] and match["autolink"].startswith("<project:"):
            return refuse(f"{match['autolink']}; use {{ref}}", at)
        if match["link"]:
            return link(bool(match["bang"]), match["text"], match["target"], at)
        return match[0]

    return TOKEN.sub(one, text)


def titled(content):
    """Split ``text <target>`` into (text, target); a bare target has the text None."""
    match = TITLED.match(content)
    return (match["text"], match["target"].strip()) if match else (None, content.strip())


def _unbroken(text):
    return re.sub(r"\s*\n[\s>]*", " ", text)
