"""The folder of the submission is a link to a neighbour's."""

EXPECTED = 0, "not readable"
SAYS = "is no folder, or a link"


def hand_in(folder, notebook):
    folder.rmdir()
    folder.symlink_to(f"../../00-honest/{folder.name}")
