"""A frame holds an array of objects, whose bytes would be addresses."""

from tests.autograder.attacks.parts import CHANNEL

EXPECTED = 0, "ended early"
SAYS = "no answer"
CELLS = {
    "double": CHANNEL
    + """\
answer = {"value": ["a", "O", [2, 3]]}
header = json.dumps({"answers": ["l", answer, answer], "outputs": ["l"], "late": False}).encode()
os.write(channel, struct.pack(">II", len(header), 48) + header + b"A" * 48)
""",
}
