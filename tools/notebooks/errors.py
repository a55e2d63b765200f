"""What stops a build, said so that the author finds the place."""


class BuildError(Exception):
    """A notebook can't be built, checked or adopted; the message says what to do."""


class SourceError(BuildError):
    """Something in a text source, at a line counted from 1."""

    def __init__(self, path, line, message):
        super().__init__(f"{path}:{line}: {message}")
