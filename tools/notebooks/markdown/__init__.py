"""From MyST Markdown to the plain Markdown that Jupyter, Colab and GitHub all show."""
