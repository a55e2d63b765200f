"""How much a submission may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one submission. Times in seconds, sizes in bytes.

    cpu and wall are for one cell or check, the totals for all of them together. A loop that
    works ends after `cpu`, one that sleeps after `wall`, and one that swallows the interruption
    when the grader kills the process, a little later.
    """

    cpu: float = 10
    wall: float = 30
    total_cpu: float = 90
    total_wall: float = 240
    memory: int = 3 * 2**30
    processes: int = 64
    open_files: int = 128
    file_size: int = 32 * 2**20
    disk: int = 64 * 2**20
    traffic: int = 512 * 2**20
    start: float = 60
    grace: float = 3
