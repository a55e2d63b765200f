"""Property tests repeat exactly, and are bounded by a number of examples instead of a clock."""

from hypothesis import settings

settings.register_profile("helpers", max_examples=50, deadline=None, derandomize=True)
settings.load_profile("helpers")
