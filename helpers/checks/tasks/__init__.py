"""The tasks, one package an exercise, one file a task."""
