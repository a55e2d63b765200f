"""How well the checks tell right from wrong: measured here, tested, and published.

`python -m tools.quality` writes the numbers that the site's page for instructors shows.
"""
