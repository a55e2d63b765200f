"""What runs in the student's process: executes cells, runs drivers, sends plain values back.

Nothing here is trusted once student code has run, and nothing here knows an answer.
"""
