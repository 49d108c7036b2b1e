"""How this course is graded. nbgrader reads this file when it runs in this folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

c = get_config()

c.CourseDirectory.course_id = "kl-divergence"
# A student's own copy of the package never takes the place of the installed one.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "kl_helpers",
    "as_handed_in",
]

# Everybody has creatures of their own. With a name here, everybody has those of this name.
c.OwnCreatures.name_for_all = ""
# Whose notebook says another name than the learning platform: {"Ada King_12345": "Ada Lovelace"}
c.OwnCreatures.also_called = {}

# With True, an answer that only imports or calls what a package offers gets no marks.
c.OwnWork.required = False

# A release as nbgrader makes it, with the name for all, if there is one.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "grading_steps.OwnCreatures",
]

# Sanitize, then grade, as nbgrader does, with steps of our own (see grading_steps.py).
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "grading_steps.RestoreCells",
    "nbgrader.preprocessors.CheckCellMetadata",
    "grading_steps.OwnCreatures",
]
c.Autograde.autograde_preprocessors = [
    "grading_steps.ExecuteSubmission",
    "grading_steps.OwnWork",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A cell that takes longer than this many seconds is stopped and counts as wrong.
c.ExecuteSubmission.timeout = 20
c.ExecuteSubmission.iopub_timeout = 20
# An error shows its message, the hint, and not the lines of the test around it.
c.ExecuteSubmission.extra_arguments = [
    "--InteractiveShell.xmode=Minimal",
    "--HistoryManager.enabled=False",
    "--IPKernelApp.log_level=40",
]

# Students read the feedback: the hidden tests stay out of it.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    "nbgrader.preprocessors.ClearHiddenTests",
]
