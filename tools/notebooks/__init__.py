"""Notebooks are built from text, one way: see `python -m tools.notebooks --help`."""
