"""What happens while grading, as JSON lines for other programs: one object a line, as it happens.

Each has an "event": "start", "warning", for each submission "graded" or, where an earlier run did
that, "skipped", and at last one of "end", "error" and "interrupted". Everything is plain ASCII,
so nothing in it steers a terminal.
"""

import json


class Lines:
    """Writes events to a stream."""

    def __init__(self, stream):
        self._stream = stream

    def tell(self, event, **facts):
        """Write one event; whoever reads a pipe gets it at once."""
        print(json.dumps({"event": event, **facts}), file=self._stream, flush=True)

    def graded(self, event, student, record, done, total):
        """Tell of a submission that is graded. record: see `autograded.record`."""
        tasks = record["tasks"].values()
        score, points = sum(t["score"] for t in tasks), sum(t["points"] for t in tasks)
        self.tell(event, done=done, of=total, student=student, score=score, points=points, **record)


class Silence(Lines):
    """Where nobody asked for events."""

    def __init__(self):
        super().__init__(None)

    def tell(self, event, **facts):
        """Write nothing."""
