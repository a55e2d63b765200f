"""A class that does not exist: submissions of every kind, to see and to test grading with."""
