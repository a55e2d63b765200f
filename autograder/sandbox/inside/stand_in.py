"""What stands for `helpers.checks` while student code runs: it absorbs everything.

The set-up cell runs unchanged, a check in a cell of the student's own goes through, and there
is no answer to be found.
"""

import sys
import types
from pathlib import Path


class Absorbing:
    """Takes any attribute, call or arithmetic and is itself again; shows nothing; counts as 0."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        return self

    __getitem__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __call__
    __truediv__ = __rtruediv__ = __enter__ = __call__

    def __exit__(self, *error):
        return False

    def __setattr__(self, name, value):
        pass

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __float__(self):
        return 0.0

    def __lt__(self, other):
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __repr__(self):
        return ""

    def __format__(self, spec):
        return ""

    def _ipython_display_(self):
        pass


def install():
    """Make `import helpers.checks` find the stand-in; its `drivers` remain the real ones."""
    import helpers

    module = types.ModuleType("helpers.checks")
    module.__path__ = [str(Path(helpers.__path__[0]) / "checks")]
    module.load = lambda *args, **kwargs: Absorbing()
    sys.modules["helpers.checks"] = helpers.checks = module
