"""A thread sends frames with full marks all the time."""

from tests.autograder.attacks.parts import CHANNEL

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": CHANNEL
    + """\
def later():
    while True:
        time.sleep(0.001)
        os.write(channel, full)

threading.Thread(target=later, daemon=True).start()
""",
}
