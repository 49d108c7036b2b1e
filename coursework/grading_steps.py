"""The steps of grading that differ from nbgrader's own.

A submission that hangs, floods or dies is graded for what it holds, and never
stops the grading of the others. Everybody is graded for creatures of their own.
"""

import re

from creatures import written_out
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, OverwriteCells
from nbgrader.utils import is_grade, is_locked, is_solution
from own_work import handed_on
from repairs import Known, mend, name_of, plain
from traitlets import Bool, Dict, Unicode

MAX_OUTPUT = 20_000
"""Characters of printed text that one cell may leave in the graded notebook."""

MAX_PICTURE = 1_000_000
"""Characters that one picture or table may have there."""

NO_NAME = 'my_name = ""'
"""What stands in a release before a student writes a name."""


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
    """Put tampered cells back, and deleted, copied and moved ones too."""

    add_missing_cells = True

    def preprocess(self, nb, resources):
        """Sort out copies first: the rest can then rely on each cell being there once."""
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            source = gradebook.find_notebook(where["notebook"], where["assignment"])
            known = [_known(cell, source) for cell in source.source_cells]
        nb.cells, done = mend(nb.cells, known)
        for what in done:
            self.log.warning("%s: %s", where["student"], what)
        return super().preprocess(nb, resources)

    def add_missing_grade_cells(self, nb, resources):
        """Insert each missing cell after its nearest predecessor that is still there."""
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        if not any(map(name_of, nb.cells)):
            raise ValueError("No cell of the assignment is left, or nbgrader's marks were stripped")
        after = 0
        for cell in source.source_cells:
            places = [i for i, other in enumerate(nb.cells) if name_of(other) == cell.name]
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


class OwnCreatures(NbGraderPreprocessor):
    """Give every student creatures of their own, drawn from the name of the hand-in."""

    name_for_all = Unicode("", help="Everybody has the creatures of this name.").tag(config=True)
    also_called = Dict(
        help="The name that a student's creatures come from, by the id of the student, "
        "for those whom the learning platform calls otherwise than they call themselves."
    ).tag(config=True)

    def name_of(self, student):
        """Tell from which name a student's creatures come."""
        return self.name_for_all or self.also_called.get(student) or re.sub(r"_\d+$", "", student)

    def preprocess(self, nb, resources):
        """Write the numbers into the locked cells; into a release, the name for all."""
        student = resources["nbgrader"]["student"]
        for cell in nb.cells:
            if student == "." and self.name_for_all:
                cell.source = cell.source.replace(NO_NAME, f"my_name = {self.name_for_all!r}")
            elif student != "." and is_locked(cell):
                cell.source = written_out(cell.source, self.name_of(student))
        return nb, resources


class OwnWork(NbGraderPreprocessor):
    """Give no marks for a function that only hands its job on to a package."""

    required = Bool(False, help="Whether answers have to be one's own work.").tag(config=True)

    def preprocess(self, nb, resources):
        """Put an error with a hint into the tests of each answer that hands its job on."""
        if not self.required:
            return nb, resources
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            source = gradebook.find_notebook(where["notebook"], where["assignment"])
            asked = {cell.name: re.match(r"def (\w+)", cell.source) for cell in source.source_cells}
        own, given, package = [cell.source for cell in nb.cells if _is_own(cell)], [], None
        for cell in nb.cells:
            if cell.cell_type == "code" and is_solution(cell):
                function = asked.get(name_of(cell))
                package = function and handed_on(function[1], own, given)
            elif cell.cell_type == "code" and is_grade(cell) and package:
                cell.outputs = [_not_own(package)]
            elif cell.cell_type == "code" and is_locked(cell):
                given.append(cell.source)
        return nb, resources


def _is_own(cell):
    return cell.cell_type == "code" and not is_locked(cell)


def _not_own(package):
    hint = (
        f"This answer leaves the whole job to {package}. In this course it has to be your own "
        "work: take the formula of the question and write it down with Python and numpy."
    )
    return new_output("error", ename="NotYourOwn", evalue=hint, traceback=[f"NotYourOwn: {hint}"])


def _known(cell, source):
    """Tell what a cell of the gradebook looks like in a notebook."""
    points = {graded.name: graded.max_score for graded in source.grade_cells}
    marks = {
        "grade": cell.name in points,
        "grade_id": cell.name,
        "locked": cell.locked,
        "schema_version": 3,
        "solution": any(answer.name == cell.name for answer in source.solution_cells),
        "task": False,
    }
    if cell.name in points:
        marks["points"] = points[cell.name]
    return Known(cell.name, plain(cell.source), marks)


def _lost(reason):
    message = "An earlier cell ended the kernel or could not be stopped, so this one did not run."
    return new_output("error", ename=reason, evalue=message, traceback=[f"{reason}: {message}"])


def _shorten(text, room):
    return text if len(text) <= room else text[:room] + "\n... cut off ..."
