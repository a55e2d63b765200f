"""nbgrader's settings, for its own commands and for ours.

nbgrader reads this file when it is started in this folder. What is ours to publish stands at
the top level; students' work, marks and the gradebook stay under `autograder/`, out of git.
"""

from pathlib import Path

COURSE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821  # provided by whoever loads this file

c.CourseDirectory.course_id = "nn-by-hand"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "autograder/submitted"
c.CourseDirectory.autograded_directory = "autograder/autograded"
c.CourseDirectory.feedback_directory = "autograder/feedback"
c.CourseDirectory.solution_directory = "autograder/solution"
c.CourseDirectory.db_url = f"sqlite:///{COURSE / 'autograder' / 'gradebook.db'}"

# A stub that runs, so that *Run all* goes through an unfinished notebook.
c.ClearSolutions.code_stub = {"python": "..."}
c.ClearSolutions.text_stub = "*Write your answer here.*"
