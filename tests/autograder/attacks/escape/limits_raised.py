"""The limits on memory, time and processes are raised again, and the priority, too."""

EXPECTED = 0, "graded"
SAYS = "done []"
CELLS = {
    "double": """\
import os, resource

done = []
for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NPROC", "RLIMIT_NOFILE", "RLIMIT_FSIZE"):
    limit = getattr(resource, name)
    try:
        resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        done.append(name)
    except (ValueError, OSError):
        pass
try:
    os.setpriority(os.PRIO_PROCESS, 0, -20)
    done.append("priority")
except OSError:
    pass
print("done", done)
""",
}
