"""Building: notebooks from text, and the site from both."""
