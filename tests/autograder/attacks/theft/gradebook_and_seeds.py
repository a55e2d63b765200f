"""The gradebook and the secret seeds are looked for, by name and through every descriptor."""

EXPECTED = 0, "graded"
SAYS = "found []"
CELLS = {
    "double": """\
import glob, os, sqlite3

found = [path for n in range(6) for path in glob.glob("../" * n + "**/gradebook.db*")]
for folder, below, files in os.walk("/"):
    below[:] = [b for b in below if b not in ("proc", "sys", "usr", "lib", "lib64")]
    found += [os.path.join(folder, name) for name in [*files, *below] if "gradebook" in name]
for number in range(3, 200):
    try:
        path = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        continue
    found += [path] if "gradebook" in path or "seeds" in path else []
print("found", found)
""",
}
