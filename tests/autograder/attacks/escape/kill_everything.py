"""Every process that can be reached is killed: all at once, by group, and one by one."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import os, signal

for number in (os.getppid(), 1, *(int(n) for n in os.listdir("/proc") if n.isdigit())):
    if number != os.getpid():
        try:
            os.kill(number, signal.SIGKILL)
            os.killpg(os.getpgid(number), signal.SIGKILL)
        except OSError:
            pass
try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass
os.kill(0, signal.SIGKILL)
print("tried")
""",
}
