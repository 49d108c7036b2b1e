"""The two steps of grading that differ from nbgrader's own.

A submission that hangs, floods or dies is graded for what it holds, and never
stops the grading of the others.
"""

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute, OverwriteCells
from nbgrader.utils import is_grade

MAX_OUTPUT = 20_000
"""Characters of printed text that one cell may leave in the graded notebook."""

MAX_PICTURE = 1_000_000
"""Characters that one picture or table may have there."""


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
        """Keep a limited amount of output, and do not take a warning for an error."""
        content = msg["content"]
        if msg["msg_type"] == "stream":
            # nbgrader gives 0 to a test with anything on stderr, so also for a numpy warning.
            content["name"] = "stdout"
            room = MAX_OUTPUT - sum(len(out.get("text", "")) for out in outs)
            if room <= 0:
                return None
            content["text"] = _shorten(content["text"], room)
        elif msg["msg_type"] == "error":
            content["evalue"] = _shorten(content["evalue"], MAX_OUTPUT)
            content["traceback"] = [_shorten(line, MAX_OUTPUT) for line in content["traceback"]]
        elif sum(len(str(value)) for value in content.get("data", {}).values()) > MAX_PICTURE:
            content["data"] = {"text/plain": "... left out, too large ..."}
        return super().output(outs, msg, display_id, cell_index)


class RestoreCells(OverwriteCells):
    """Put tampered cells back, and deleted ones too."""

    add_missing_cells = True

    def add_missing_grade_cells(self, nb, resources):
        """Insert each missing cell after its nearest predecessor that is still there."""
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        if not {cell.name for cell in source.source_cells} & set(map(_grade_id, nb.cells)):
            raise ValueError("No cell of the assignment is left, or nbgrader's marks were stripped")
        after = 0
        for cell in source.source_cells:
            places = [i for i, other in enumerate(nb.cells) if _grade_id(other) == cell.name]
            if places:
                after = places[0] + 1
            elif restored := self._restored(cell, source):
                self.log.warning("Cell %s was missing and is put back", cell.name)
                nb.cells.insert(after, restored)
                after += 1
        return nb, resources

    def _restored(self, cell, source):
        """Make a cell with points, or a locked one, again; an answer is not ours to make."""
        points = {graded.name: graded.max_score for graded in source.grade_cells}
        if cell.name in points:
            answers = {answer.name for answer in source.solution_cells}
            is_answer = cell.name in answers
            return self.missing_cell_transform(cell, points[cell.name], is_solution=is_answer)
        if not cell.locked:
            return None
        restored = self.missing_cell_transform(cell, 0)
        restored.metadata["nbgrader"].update(grade=False, locked=True)
        del restored.metadata["nbgrader"]["points"]
        return restored


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _lost(reason):
    message = "An earlier cell ended the kernel or could not be stopped, so this one did not run."
    return new_output("error", ename=reason, evalue=message, traceback=[f"{reason}: {message}"])


def _shorten(text, room):
    return text if len(text) <= room else text[:room] + "\n... cut off ..."
