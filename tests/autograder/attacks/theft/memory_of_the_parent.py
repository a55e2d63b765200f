"""The memory of every process that is there is read and searched for references."""

EXPECTED = 0, "graded"
SAYS = "found []"
CELLS = {
    "double": """\
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
mine, found = os.getpid(), []
needle = b"reference_" + b"double"
for number in (int(n) for n in os.listdir("/proc") if n.isdigit()):
    if number == mine:
        continue
    try:
        with open(f"/proc/{number}/maps") as maps, open(f"/proc/{number}/mem", "rb", 0) as memory:
            for line in maps:
                start, end = (int(n, 16) for n in line.split()[0].split("-"))
                memory.seek(start)
                if needle in memory.read(min(end - start, 1 << 20)):
                    found.append(number)
    except (OSError, ValueError, OverflowError):
        pass
    if libc.syscall(310, number, 0, 0, 0, 0, 0) >= 0:
        found.append(number)
print("found", found)
""",
}
