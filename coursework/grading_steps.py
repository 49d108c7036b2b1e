"""The two steps of grading that differ from nbgrader's own.

A submission that hangs, floods or dies is graded for what it holds, and never
stops the grading of the others.
"""

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute, OverwriteCells
from nbgrader.utils import is_grade, is_solution

MAX_OUTPUT = 20_000
"""Characters of printed text that one cell may leave in the graded notebook."""


class ExecuteSubmission(Execute):
    """Run a submission to its end, whatever its cells do."""

    def preprocess(self, nb, resources, km=None):
        """Run all cells in one kernel that is still alive at the start."""
        self.failure = None
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        """Run one cell; once the kernel is lost, mark the rest as failed."""
        if is_grade(cell):
            # A tag could make nbclient skip a test, and a test without output gets full marks.
            cell.metadata.pop("tags", None)
        if self.failure is None:
            try:
                return super().preprocess_cell(cell, resources, index)
            except (CellTimeoutError, DeadKernelError) as error:
                self.failure = type(error).__name__
                self.log.error("Cell %d: %s. The cells after it count as failed.", index, error)
        if cell.cell_type == "code":
            cell.outputs = [_lost(self.failure)]
        return cell, resources

    def output(self, outs, msg, display_id, cell_index):
        """Keep a limited amount of text, and do not take a warning for an error."""
        if msg["msg_type"] == "stream":
            # nbgrader gives 0 to a test with anything on stderr, so also for a numpy warning.
            msg["content"]["name"] = "stdout"
            room = MAX_OUTPUT - sum(len(out.get("text", "")) for out in outs)
            if room <= 0:
                return None
            if len(msg["content"]["text"]) > room:
                msg["content"]["text"] = msg["content"]["text"][:room] + "\n... cut off ..."
        return super().output(outs, msg, display_id, cell_index)


class RestoreCells(OverwriteCells):
    """Put tampered cells back, and deleted ones too."""

    add_missing_cells = True

    def add_missing_grade_cells(self, nb, resources):
        """Insert each missing cell that carries points after its nearest surviving predecessor."""
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        points = {cell.name: cell.max_score for cell in source.grade_cells}
        answers = {cell.name for cell in source.solution_cells}
        after = 0
        for cell in source.source_cells:
            places = [i for i, other in enumerate(nb.cells) if _grade_id(other) == cell.name]
            if places:
                after = places[0] + 1
            elif cell.name in points:
                self.log.warning("Cell %s was missing and is put back", cell.name)
                restored = self.missing_cell_transform(
                    cell, points[cell.name], is_solution=cell.name in answers
                )
                nb.cells.insert(after, restored)
                after += 1
        return nb, resources


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _lost(reason):
    message = "An earlier cell ended the kernel or could not be stopped, so this one did not run."
    return new_output("error", ename=reason, evalue=message, traceback=[f"{reason}: {message}"])
