"""The reader's own file: read as it stands, or refused with the line that is wrong."""

import itertools

import numpy as np
import pytest

from kl_helpers.own_data import read_counts

GOOD = "spots,moths\n0,4\n1,9\n2,3\n"


@pytest.fixture
def read(tmp_path):
    """Write a file and read a column of it."""

    def write_and_read(content, column="moths", **options):
        path = tmp_path / "my.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_counts(path, column, **options)

    return write_and_read


def test_counts_in_the_order_of_the_file(read):
    counts = read(GOOD)
    assert counts.tolist() == [4, 9, 3]
    assert counts.dtype == np.int64
    assert read(GOOD, "spots").tolist() == [0, 1, 2]


AS_PROGRAMS_WRITE_THEM = {
    "ends of lines": GOOD.replace("\n", "\r\n"),
    "no last end": GOOD.rstrip("\n"),
    "byte order mark": "\ufeffmoths,spots\n4,0\n9,1\n3,2\n",
    "blanks": GOOD.replace(",", " , "),
    "floats": GOOD.replace("9", "9.0").replace("4", "4e0"),
    "quotes": GOOD.replace("9", '"9"'),
    "other order": "moths,spots\n4,0\n9,1\n3,2\n",
    "blank lines at the end": GOOD + "\n\n",
}


@pytest.mark.parametrize(
    "content", AS_PROGRAMS_WRITE_THEM.values(), ids=AS_PROGRAMS_WRITE_THEM.keys()
)
def test_files_as_programs_write_them(read, content):
    assert read(content).tolist() == [4, 9, 3]


def test_other_delimiters(read):
    assert read(GOOD.replace(",", ";"), delimiter=";").tolist() == [4, 9, 3]
    assert read(GOOD.replace(",", "\t"), delimiter="\t").tolist() == [4, 9, 3]


def test_path_may_be_a_text(tmp_path, monkeypatch):
    (tmp_path / "moths.csv").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    assert read_counts("moths.csv", "moths").tolist() == [4, 9, 3]


def test_no_such_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    message = f"there is no file 'moth.csv' in '{tmp_path.name}'"
    with pytest.raises(FileNotFoundError, match=message):
        read_counts("moth.csv", "moths")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "my.csv is empty"),
        ("\nmoths\n1\n", "my.csv is empty, or its first line is"),
        ("moths\n1\n\n2\n", "line 3 of my.csv has no count; write 0"),
        (
            "spots,moths\n0,1,234\n",
            "line 2 of my.csv has more cells than columns: '0', '1', '234' in 2; "
            "if 1,234 is one number, write 1234",
        ),
        ('"spots\non it",moths\n0,4\n1,x\n', "line 4 of my.csv holds 'x'"),
        ('"spots\non it",moths\n0,4\n\n1,2\n', "line 4 of my.csv has no count"),
        ("spots,moths\n0,1_0\n", "line 2 of my.csv holds '1_0', which is not a number"),
        ("spots,moths\n", "my.csv has no line below its first"),
        ("a,b\n1,2\n", "my.csv has no column named 'moths'; its columns are 'a', 'b'"),
        ("moths,moths\n1,2\n", "my.csv has two columns named 'moths'"),
        ("spots,moths\n0,4\n1\n", "line 3 of my.csv has no count; write 0"),
        ("spots,moths\n0,4\n1, \n", "line 3 of my.csv has no count; write 0"),
        ("spots,moths\n0,four\n", "line 2 of my.csv holds 'four', which is not a number"),
        ("spots,moths\n0,-4\n", "line 2 of my.csv holds -4; a count is 0 or more"),
        ("spots,moths\n0,nan\n", "line 2 of my.csv holds nan; a count is 0 or more"),
        ("spots,moths\n0,1.5\n", "line 2 of my.csv holds 1.5, which is not a whole number"),
        ("spots,moths\n0,inf\n", "line 2 of my.csv holds inf; the largest count is 2^53"),
        ("spots,moths\n0,9007199254740994\n", "holds 9007199254740994; the largest count"),
        ("spots,moths\n0,0\n1,0\n", "the counts of 'moths' are all zero"),
        (b"spots,moths\n0,\xff\n", "my.csv is not a text file in UTF-8"),
        ("spots,moths\n0," + "1" * 200_000, "my.csv is not a text file in UTF-8"),
    ],
    ids=itertools.count(),
)
def test_what_is_wrong_is_named_with_its_line(read, content, words):
    with pytest.raises(ValueError) as raised:  # noqa: PT011, the words are compared below
        read(content)
    assert words in str(raised.value)


def test_largest_count(read):
    assert read("moths\n9007199254740992\n").tolist() == [2**53]


def test_zero_for_what_was_never_seen(read):
    assert read("moths\n0\n1\n").tolist() == [0, 1]
