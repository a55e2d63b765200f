"""Links of Markdown that run: javascript, data, entities, references, autolinks."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "why": """\
[a](javascript:alert%28'left-by-an-attack'%29) [b](JaVaScRiPt:alert('left-by-an-attack'))
[c](java&#115;cript:alert('left-by-an-attack'))
[d](&#x6A;avascript&colon;alert\\('left-by-an-attack'\\))
[e](data:text/html,<script>alert('left-by-an-attack')</script>) [f][ref]
<javascript:alert('left-by-an-attack')> [g](vbscript:left-by-an-attack) [h](file:///left-by-an-attack)

[ref]: javascript:alert('left-by-an-attack')

$\\href{javascript:alert('left-by-an-attack')}{x}$ $\\style{background:url(left-by-an-attack)}{x}$
""",
}
