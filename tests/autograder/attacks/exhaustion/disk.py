"""Files are written until the disk is full."""

EXPECTED = 0, "graded"
SAYS = "No space left"
CELLS = {
    "double": """\
import os

written = 0
for folder in ("/tmp", "/var/tmp", os.path.expanduser("~"), "/dev/shm", "."):
    try:
        for n in range(40):
            with open(os.path.join(folder, f"left-by-an-attack-{n}"), "wb") as file:
                written += file.write(bytes(2**23))
    except OSError as error:
        print(error)
print("tried", written < 2**29)
""",
}
