"""A thread gives `check` a new meaning again and again, behind the cell's back."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import threading, time

class Full:
    double = staticmethod(lambda function: 2.0)
    total = staticmethod(lambda function: 3.0)

def later(names):
    while True:
        time.sleep(0.001)
        names["check"] = Full()

threading.Thread(target=later, args=(get_ipython().user_ns,), daemon=True).start()
print("tried")
""",
}
