"""A picture is fetched from the student's server, which thereby learns who looks, and when."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "why": """\
![x](https://evil.example/left-by-an-attack.png) !![x](https://evil.example/left-by-an-attack.png)
![x][ref] ![![x](attachment:a.png)](https://evil.example/left-by-an-attack.png)
<img src="https://evil.example/left-by-an-attack.png">

[ref]: https://evil.example/left-by-an-attack.png
""",
}
