"""A process forks, leaves its session, and lives on when the run is over."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import os, subprocess, sys, time

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)"])
        os._exit(0)
    subprocess.Popen(["sleep", "601"], start_new_session=True)
except OSError as error:
    print(error)
print("tried")
""",
}
