"""Functions that do something odd while they run, as source code: for here and for the sandbox.

Each defines `student` and may use `right`, a right solution. Those under EARNING do their work all
the same, and get full marks; those under FAILING get none. Beside each: what the report says, a
part of it, or '' where there is nothing to say.
"""

RETURNS = "\n    return right(*args, **kwargs)"
DEF = "def student(*args, **kwargs):\n    "


def _raising(error):
    return DEF + f"raise {error}"


def _patching(*lines):
    return "import builtins, sys, warnings\nimport numpy as np\n" + DEF + "; ".join(lines) + RETURNS


def _before(*lines):
    body = "\n    ".join(["value = right(*args, **kwargs)", *lines, "return value"])
    return "import builtins, sys, warnings\nimport numpy as np\n" + DEF + body


EARNING = {
    "lambda": ("student = lambda *args, **kwargs: right(*args, **kwargs)", ""),
    "partial": ("import functools\nstudent = functools.partial(right)", ""),
    "bound method": (
        "class Solution:\n    def solve(self, *args, **kwargs):\n"
        "        return right(*args, **kwargs)\nstudent = Solution().solve",
        "",
    ),
    "callable object": (
        "class Solution:\n    def __call__(self, *args, **kwargs):\n"
        "        return right(*args, **kwargs)\nstudent = Solution()",
        "",
    ),
    "decorated": (
        "import functools\ndef timed(f):\n    @functools.wraps(f)\n"
        "    def inner(*args, **kwargs):\n        return f(*args, **kwargs)\n"
        "    return inner\nstudent = timed(right)",
        "",
    ),
    "lying signature": (
        "class Solution:\n    __signature__ = 'none of your business'\n"
        "    def __call__(self, *args, **kwargs):\n"
        "        return right(*args, **kwargs)\nstudent = Solution()",
        "",
    ),
    "prints a megabyte": (_patching("print('x' * 10**6)"), "Your code printed: xxx"),
    "prints to stderr": (_patching("print('hm', file=sys.stderr)"), "Your code printed: hm"),
    "stdout replaced": (_patching("sys.stdout = None"), ""),
    "stdout closed": (_patching("sys.stdout.close()"), ""),
    "stdout deleted": (_patching("del sys.stdout"), ""),
    "ten thousand warnings": (
        _patching("[warnings.warn('careful') for _ in range(10_000)]"),
        "Your code gave a warning, which costs nothing: careful",
    ),
    "warnings replaced": (_patching("warnings.showwarning = None"), ""),
    "warning filters": (_patching("warnings.simplefilter('ignore')"), ""),
    "numpy raises": (_before("np.seterr(all='raise')"), ""),
    "numpy patched": (_before("np.abs = np.argwhere = np.asarray = np.errstate = None"), ""),
    "numpy deleted": (_before("del np.ndarray, np.generic, np.array"), ""),
    "builtins patched": (
        _before("builtins.len = builtins.type = builtins.isinstance = builtins.next = None"),
        "",
    ),
    "builtins deleted": (_before("builtins.__dict__.clear()"), ""),
    "recursion limit": (
        _before("sys.setrecursionlimit(len(__import__('inspect').stack()) + 9)"),
        "",
    ),
    "helpers forgotten": (
        _before(
            "for name in [n for n in sys.modules if n.startswith('helpers')]: del sys.modules[name]"
        ),
        "",
    ),
    "counts its calls": ("calls = []\n" + DEF + "calls.append(1)" + RETURNS, ""),
    "last result kept": (
        "last = []\n" + DEF + "last[:] = [right(*args, **kwargs)]\n    return last[0]",
        "",
    ),
}

STATE = "Asked its first question once more at the end, your function gave another answer."
FAILING = {
    "SystemExit": (_raising("SystemExit(3)"), "your code raised SystemExit: 3"),
    "exit": (DEF + "import sys; sys.exit()", "your code raised SystemExit"),
    "GeneratorExit": (_raising("GeneratorExit"), "your code raised GeneratorExit"),
    "StopIteration": (DEF + "next(iter(()))", "your code raised StopIteration"),
    "RecursionError": (DEF + "return student(*args)", "your code raised RecursionError: maximum"),
    "MemoryError": (_raising("MemoryError"), "your code raised MemoryError"),
    "CancelledError": (
        "import asyncio\n" + _raising("asyncio.CancelledError"),
        "your code raised CancelledError",
    ),
    "own BaseException": (
        "class Stop(BaseException):\n    pass\n" + _raising("Stop('here')"),
        "your code raised Stop: here",
    ),
    "group": (
        _raising("BaseExceptionGroup('both', [SystemExit(), ValueError()])"),
        "your code raised BaseExceptionGroup: both (2 sub-exceptions)",
    ),
    "mute": (
        "class Mute(Exception):\n    def __str__(self):\n        raise SystemExit('no')\n"
        + _raising("Mute()"),
        "your code raised Mute",
    ),
    "mute warning": (
        "import warnings\nclass Mute(UserWarning):\n    def __str__(self):\n"
        "        raise SystemExit('no')\n" + DEF + "warnings.warn(Mute())",
        "your code raised SystemExit: no",
    ),
    "message that is no text": (
        "class Odd(Exception):\n    def __str__(self):\n        return 3\n" + _raising("Odd()"),
        "your code raised Odd",
    ),
    "error that lies": (
        "class Meta(type):\n    __name__ = property(lambda kind: 1 / 0)\n"
        "class Odd(Exception, metaclass=Meta):\n"
        "    __traceback__ = property(lambda self: 1 / 0)\n" + _raising("Odd('there')"),
        "your code raised Odd: there",
    ),
    "builtins patched, then error": (
        "import builtins\n" + DEF + "builtins.str = builtins.isinstance = None\n    1 / 0",
        "your code raised ZeroDivisionError: division by zero",
    ),
    "answers patched": (
        "import numpy as np\n" + DEF + "np.abs = lambda *a, **k: 0 * a[0]; "
        "np.allclose = np.array_equal = lambda *a, **k: True\n    return 'wrong'",
        "got 'wrong'",
    ),
    "adds up over its calls": (
        "total = [0]\n" + DEF + "total[0] += 1\n    return 'call %d' % total[0]",
        STATE,
    ),
    "mutable default": (
        "def student(*args, seen=[], **kwargs):\n    seen.append(1)\n"
        "    return float('nan'), len(seen)",
        STATE,
    ),
    "arguments that raise": (
        "class Key:\n    __hash__ = lambda self: 1\n    __eq__ = lambda self, other: 1 / 0\n"
        + DEF
        + "[a.clear() or a.append(Key()) for a in args if type(a) is list]\n"
        "    [a.update({Key(): 1}) for a in args if type(a) is dict]\n    return 'odd'",
        "got 'odd'",
    ),
}
