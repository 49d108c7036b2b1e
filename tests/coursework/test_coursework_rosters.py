"""Marks reach the lists that Moodle and Canvas export, and nobody's are lost."""

import csv
import io

import pytest
from course_grading import run
from marks import Mark, fill_in, read_roster

pytestmark = pytest.mark.course

# The columns of a grading worksheet as Moodle writes it.
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 12345,Ada Lovelace,ada@example.org,"Submitted for grading - ",,20.00,Yes,'
    '"Monday, 2 March 2026, 9:14 PM",-,\r\n'
    "Participant 7,Émilie du Châtelet,emilie@example.org,No submission,,20.00,Yes,-,-,"
    '"a, ""b"""\r\n'
    "Participant 99,Alan Turing,alan@example.org,Submitted,3.00,20.00,Yes,-,-,\r\n"
)

# An exported gradebook of Canvas, with its rows that are no students.
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,ps1 (4711),ps10 (4712),Current Score\n"
    ",,,,,Manual Posting,,(read only)\n"
    "    Points Possible,,,,,20.00,10.00,(read only)\n"
    '"Lovelace, Ada",12345,S1,alovelace,Logic 1,,,90\n'
    '"du Châtelet, Émilie",7,S2,emilie,Logic 1,,,80\n'
    '"Turing, Alan",99,S3,aturing,Logic 2,3,,70\n'
    '"Student, Test",1000,,f00,Logic 1,,,\n'
)


def mark(student, score=16.5):
    return Mark(student, score, 20.0, False, "")


def filled(tmp_path, text, marks, assignment="ps1", encoding="utf-8"):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding, newline="")
    roster = read_roster(path, assignment)
    written, unknown, absent = fill_in(roster, marks)
    return list(csv.reader(io.StringIO(written, newline=""))), unknown, absent


def read_as_moodle(text):
    """Find marks as Moodle's offline import does: three columns by title, the number by its end."""
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    number, grade = head.index("Identifier"), head.index("Grade")
    assert "Last modified (grade)" in head
    return {int(row[number][len("Participant ") :]): row[grade] for row in rows}


def read_as_canvas(text):
    """Find marks as Canvas does: Student, ID, ... Section, then assignments with their number."""
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert "Student" in head[0]
    assert "ID" in head[1]
    assert "Section" in head[4]
    column = next(i for i, title in enumerate(head) if title.endswith("(4711)"))
    return {int(row[1]): row[column] for row in rows if row[1]}


def test_moodle_gets_its_worksheet_back_with_marks_and_nothing_else_changed(tmp_path):
    marks = [mark("Ada Lovelace_12345"), mark("Émilie du Châtelet_7", 20.0)]
    rows, unknown, absent = filled(tmp_path, MOODLE, marks)
    before = list(csv.reader(io.StringIO(MOODLE, newline="")))
    assert (unknown, absent) == ([], ["Alan Turing"])
    assert [row[4] for row in rows] == ["Grade", "16.5", "20", "3.00"]
    assert [row[:4] + row[5:] for row in rows] == [row[:4] + row[5:] for row in before]


def test_the_importers_find_every_mark(tmp_path):
    marks = [mark("Ada Lovelace_12345"), mark("Emilie du Chatelet_7"), mark("Alan Turing_99", 0)]
    for text, read in ((MOODLE, read_as_moodle), (CANVAS, read_as_canvas)):
        path = tmp_path / "roster.csv"
        path.write_text(text, "utf-8", newline="")
        written, unknown, _ = fill_in(read_roster(path, "ps1"), marks)
        assert unknown == []
        found = read(written)
        assert (found[12345], found[7], found[99]) == ("16.5", "16.5", "0")


def test_canvas_rows_about_points_and_other_assignments_stay(tmp_path):
    marks = [mark("lovelaceada_12345"), mark("duchâteletémilie_7"), mark("turingalan_99")]
    rows, unknown, absent = filled(tmp_path, CANVAS, marks)
    before = list(csv.reader(io.StringIO(CANVAS)))
    assert (unknown, absent) == ([], ["Student, Test"])
    assert [row[5] for row in rows[3:]] == ["16.5", "16.5", "16.5", ""]
    assert [row[:5] + row[6:] for row in rows] == [row[:5] + row[6:] for row in before]
    assert rows[:3] == before[:3]


def test_a_longer_title_of_the_column_is_found(tmp_path):
    text = CANVAS.replace("ps1 (4711)", "ps1: one number for a crab (4711)")
    assert filled(tmp_path, text, [mark("turingalan_99")])[0][5][5] == "16.5"


def test_logins_are_found_where_there_is_no_number(tmp_path):
    assert filled(tmp_path, CANVAS, [mark("aturing")])[0][5][5] == "16.5"
    assert filled(tmp_path, MOODLE, [mark("Alan")])[0][3][4] == "16.5"


@pytest.mark.parametrize(
    "stranger",
    [
        "Grace Hopper_5",  # nobody
        "Grace Hopper_99",  # somebody else's number
        "Ada Lovelace_99",  # a number of another assignment
        "hopper",
        "Ada Lovelace",  # no number
        "2345",
    ],
)
def test_who_is_not_in_the_roster_is_named_and_nobody_else_gets_the_mark(tmp_path, stranger):
    for text in (MOODLE, CANVAS):
        rows, unknown, absent = filled(tmp_path, text, [mark(stranger), mark("Alan Turing_99", 1)])
        assert unknown == [stranger]
        assert any("Lovelace" in name for name in absent)
        cells = [cell for row in rows for cell in row]
        assert "16.5" not in cells
        assert "1" in cells


def test_two_for_one_row_are_both_named(tmp_path):
    marks = [mark("Ada Lovelace_12345"), mark("ada", 3)]
    rows, unknown, absent = filled(tmp_path, MOODLE, marks)
    assert unknown == ["Ada Lovelace_12345", "ada"]
    assert "Ada Lovelace" in absent
    assert rows[1][4] == ""


def test_two_of_one_name_are_told_apart_by_number(tmp_path):
    text = MOODLE.replace("Alan Turing", "Ada Lovelace")
    rows, _, _ = filled(tmp_path, text, [mark("Ada Lovelace_99", 2), mark("Ada Lovelace_12345", 1)])
    assert [row[4] for row in rows[1:]] == ["1", "", "2"]


def test_a_worksheet_without_names_is_joined_by_number(tmp_path):
    text = "Identifier,Status,Grade,Last modified (grade)\r\nParticipant 12,Submitted,,-\r\n"
    assert filled(tmp_path, text, [mark("Participant_12")])[0][1][2] == "16.5"


def test_a_byte_order_mark_and_semicolons_are_read(tmp_path):
    text = "Identifier;Full name;Grade\r\nParticipant 1;Ada;\r\n"
    path = tmp_path / "roster.csv"
    path.write_text(text, "utf-8-sig", newline="")
    written, unknown, _ = fill_in(read_roster(path, "ps1"), [mark("Ada_1")])
    assert unknown == []
    assert "Participant 1;Ada;16.5" in written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "neither a grading worksheet"),
        ("Name,Mark\r\nAda,\r\n", "neither a grading worksheet"),
        ("Identifier,Full name\r\nParticipant 1,Ada\r\n", "0 columns for the marks"),
        ("Student,ID,Section,ps2 (5)\r\nAda,1,,\r\n", "0 columns for the marks"),
        ("Student,ID,Section,ps1 (5),ps1 (6)\r\nAda,1,,,\r\n", "2 columns for the marks"),
    ],
)
def test_another_file_is_refused_with_what_it_should_be(tmp_path, text, said):
    with pytest.raises(ValueError, match=said):
        filled(tmp_path, text, [])


def test_hundreds_are_joined_and_every_mark_is_somewhere(tmp_path):
    head = "Identifier,Full name,Grade,Last modified (grade)\r\n"
    lines = [f"Participant {n},Person {n:03d} Name,,-\r\n" for n in range(300)]
    marks = [mark(f"Person {n:03d} Name_{n}", n / 2) for n in range(50, 350)]
    rows, unknown, absent = filled(tmp_path, head + "".join(lines), marks)
    assert {row[1]: row[2] for row in rows[1:]} == {
        f"Person {n:03d} Name": f"{n / 2:g}" if n >= 50 else "" for n in range(300)
    }
    assert len(unknown) == len(absent) == 50


def test_the_command_writes_everybody_and_names_who_is_missing(graded, tmp_path):
    course = graded["ps1"].course
    login = "Identifier,Full name,Email address,Grade,Last modified (grade)\r\n"
    login += (
        "Participant 1,Numpy,numpy@example.org,,-\r\nParticipant 2,Gone,gone@example.org,,-\r\n"
    )
    (tmp_path / "worksheet.csv").write_text(login, newline="")
    result = run(
        ["course.py", "marks", "ps1", "--roster", tmp_path / "worksheet.csv"], course, check=False
    )
    assert result.returncode == 1
    assert "WITHOUT MARKS      Gone" in result.stdout
    assert "NOT IN THE ROSTER  loops" in result.stdout
    with open(course / "grades-ps1-moodle.csv", newline="") as file:
        assert [row[3] for row in csv.reader(file)] == ["Grade", "16", ""]
    with open(course / "grades-ps1.csv", newline="", encoding="utf-8-sig") as file:
        everybody = {row["student"]: row for row in csv.DictReader(file)}
    assert set(everybody) == set(graded["ps1"].totals)
    assert {who: float(row["score"]) for who, row in everybody.items()} == graded["ps1"].totals
    assert "ask for ps1.ipynb" in everybody["not_json"]["remark"]
    assert everybody["loops"]["waiting"] == "True"
