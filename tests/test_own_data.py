"""The reader's own data: every format is read right, or refused with what to do."""

import io
import subprocess
import sys
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType, SimpleNamespace

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ipywidgets import interact
from scipy.optimize import minimize
from scipy.stats import betabinom

import kl_helpers as kl
from kl_helpers.models import fit_beta_binomial, fit_binomial
from kl_helpers.own_data import read_data, same_outcomes
from kl_helpers.own_numbers import whole_number
from kl_helpers.worms import TEETH_COUNTS

GOOD = "spots,moths\n0,4\n1,9\n2,3\n"
BESIDE = {"counts": "moths", "outcomes": "spots"}
MOTHS = BESIDE | {"largest": 2}
RAW = "spots\n1\n0\n2\n1\n0\n1\n"
SEEN = {"observations": "spots", "largest": 2}
NAMED = "colour,moths\nred,4\nblue,9\ngreen,3\n"
COLOURS = {"counts": "moths", "outcomes": "colour"}
BIG = "spots;moths\n0;1.000\n1;2.000\n"


def excel(*sheets):
    """Write each table of cells into a sheet of its own."""
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="openpyxl") as book:
        for number, sheet in enumerate(sheets):
            pd.DataFrame(sheet).to_excel(book, sheet_name=f"s{number}", header=False, index=False)
    return file.getvalue()


CELLS = [["spots", "moths"], [0, 4], [1, 9], [2, 3]]

READ = {
    # how columns are separated
    "commas": (GOOD, MOTHS, [4, 9, 3]),
    "semicolons": (GOOD.replace(",", ";"), MOTHS, [4, 9, 3]),
    "tabs": (GOOD.replace(",", "\t"), MOTHS, [4, 9, 3]),
    "bars": (GOOD.replace(",", "|"), MOTHS, [4, 9, 3]),
    "spaces": (GOOD.replace(",", "   "), MOTHS, [4, 9, 3]),
    "aligned with spaces": ("spots moths\n    0     4\n    1     9\n", BESIDE | {"largest": 1},
        [4, 9]),
    "commas and spaces": (GOOD.replace(",", " , "), MOTHS, [4, 9, 3]),
    "a line sep=;": ("sep=;\n" + GOOD.replace(",", ";"), MOTHS, [4, 9, 3]),
    "a line sep=tab": ("sep=\t\n" + GOOD.replace(",", "\t"), MOTHS, [4, 9, 3]),
    "trailing commas": (GOOD.replace("\n", ",\n"), MOTHS, [4, 9, 3]),
    "trailing semicolons": (GOOD.replace(",", ";").replace("\n", ";;\n"), MOTHS, [4, 9, 3]),
    "trailing commas below the names": ("spots,moths\n0,4,\n1,9,\n2,3,\n", MOTHS, [4, 9, 3]),
    "empty rows of a spreadsheet": (GOOD + ",\n,\n", MOTHS, [4, 9, 3]),
    # lines
    "ends of lines of Windows": (GOOD.replace("\n", "\r\n"), MOTHS, [4, 9, 3]),
    "ends of lines of old Macs": (GOOD.replace("\n", "\r"), MOTHS, [4, 9, 3]),
    "no last end of line": (GOOD.rstrip("\n"), MOTHS, [4, 9, 3]),
    "blank lines around": ("\n\n" + GOOD + "\n\n", MOTHS, [4, 9, 3]),
    "blank lines between": (GOOD.replace("\n", "\n\n"), MOTHS, [4, 9, 3]),
    "comments above": ("# moths of 1912\n# by hand\n" + GOOD, MOTHS, [4, 9, 3]),
    "other order of columns": ("moths,spots\n4,0\n9,1\n3,2\n", MOTHS, [4, 9, 3]),
    "a third column": ("spots,note,moths\n0,a,4\n1,,9\n2,c,3\n", MOTHS, [4, 9, 3]),
    # encodings
    "UTF-8 with its mark": (b"\xef\xbb\xbf" + GOOD.encode(), MOTHS, [4, 9, 3]),
    "UTF-16": (GOOD.encode("utf-16"), MOTHS, [4, 9, 3]),
    "UTF-16, big end first": (b"\xfe\xff" + GOOD.encode("utf-16-be"), MOTHS, [4, 9, 3]),
    "Excel's Unicode text": (GOOD.replace(",", "\t").encode("utf-16"), MOTHS, [4, 9, 3]),
    # quotes and names
    "quotes": (GOOD.replace("9", '"9"').replace("spots", '"spots"'), MOTHS, [4, 9, 3]),
    "quoted end of line in a name": ('"spots\non it",moths\n0,4\n1,9\n', {"counts": "moths",
        "outcomes": "spots on it", "largest": 1}, [4, 9]),
    "separator in quotes": ('"red, dark",4\n'.join(["colour,moths\n", "blue,9\n"]),
        COLOURS, {"red, dark": 4, "blue": 9}),
    "capitals": (GOOD.replace("moths", "Moths").replace("spots", "SPOTS"), MOTHS, [4, 9, 3]),
    "blanks around the names": (GOOD.replace("moths", " moths "), MOTHS, [4, 9, 3]),
    "names of R's rows": ('"","spots","moths"\n"1",0,4\n"2",1,9\n', BESIDE | {"largest": 1},
        [4, 9]),
    "value_counts, saved": (",count\n1,40\n0,25\n", {"counts": "count", "outcomes": "",
        "largest": 1}, [25, 40]),
    "a code for missing, dropped": (RAW + "999\n", SEEN | {"drop": [999]}, [2, 3, 1]),
    "names in Chinese": ("颜色,数量\n红,4\n蓝,9\n", {"counts": "数量", "outcomes": "颜色"},
        {"红": 4, "蓝": 9}),
    # numbers
    "floats of pandas": (GOOD.replace("4", "4.0").replace("9", "9.0"), MOTHS, [4, 9, 3]),
    "German floats": ("spots;moths\n0;4,0\n1;9,00\n2;3,0\n", MOTHS, [4, 9, 3]),
    "German thousands, said": (BIG, BESIDE | {"largest": 1, "thousands": "."}, [1000, 2000]),
    "three decimals, said": (BIG, BESIDE | {"largest": 1, "thousands": ""}, [1, 2]),
    "American thousands, said": (BIG.replace(".", ","), BESIDE | {"largest": 1, "thousands": ","},
        [1000, 2000]),
    "French thousands, said": (BIG.replace(".", "\u202f"), BESIDE | {"largest": 1,
        "thousands": " "}, [1000, 2000]),
    "Swiss thousands, said": (BIG.replace(".", "’"), BESIDE | {"largest": 1, "thousands": "’"},
        [1000, 2000]),
    "Swiss thousands and decimals": (BIG.replace(".000", "'000.00"), BESIDE | {"largest": 1,
        "thousands": "'"}, [1000, 2000]),
    "Arabic digits": ("spots,moths\n٠,٤\n١,٩\n", BESIDE | {"largest": 1}, [4, 9]),
    "Devanagari digits": ("spots,moths\n०,४\n१,९\n", BESIDE | {"largest": 1}, [4, 9]),
    "digits of full width": ("spots,moths\n０,４\n１,１２\n", BESIDE | {"largest": 1}, [4, 12]),
    "the largest count": ("spots,moths\n0,9007199254740992\n1,1\n", BESIDE | {"largest": 1},
        [2**53, 1]),
    "negative outcomes": ("goals,games\n-1,4\n0,9\n1,3\n", {"counts": "games",
        "outcomes": "goals", "largest": 1}, {-1: 4, 0: 9, 1: 3}),
    "a minus sign of print": ("goals,games\n−1,4\n0,9\n1,3\n", {"counts": "games",
        "outcomes": "goals", "largest": 1}, {-1: 4, 0: 9, 1: 3}),
    # outcomes
    "as value_counts writes them": ("spots,moths\n1,40\n0,25\n2,9\n3,2\n",
        BESIDE | {"largest": 3}, [25, 40, 9, 2]),
    "gaps": ("spots,moths\n0,4\n3,9\n", BESIDE | {"largest": 4}, [4, 0, 0, 9, 0]),
    "from 1 on": ("spots,moths\n1,4\n2,9\n", BESIDE | {"largest": 2}, {1: 4, 2: 9}),
    "from 1 on, 0 possible": ("spots,moths\n1,4\n2,9\n", MOTHS | {"smallest": 0}, [0, 4, 9]),
    "one outcome": ("spots,moths\n3,4\n", BESIDE | {"largest": 3}, {3: 4}),
    "observations": (RAW, SEEN, [2, 3, 1]),
    "observations, more possible": (RAW, SEEN | {"largest": 4}, [2, 3, 1, 0, 0]),
    "observations as floats": (RAW.replace("1", "1.0"), SEEN, [2, 3, 1]),
    "observations, one missing": (RAW + "NA\n", SEEN | {"drop": ["NA"]}, [2, 3, 1]),
    "observations, one blank": ("id,spots\n1,1\n2,0\n3,\n4,1\n", {"observations": "spots",
        "largest": 1, "drop": [""]}, [1, 2]),
    "counts alone, numbered": ("moths\n4\n9\n3\n", {"counts": "moths", "outcomes": range(1, 4)},
        {1: 4, 2: 9, 3: 3}),
    "names": (NAMED, COLOURS, {"red": 4, "blue": 9, "green": 3}),
    "names in given order": ("colour\nred\nblue\nred\n", {"observations": "colour",
        "outcomes": ["blue", "red", "green"]}, {"blue": 1, "red": 2, "green": 0}),
    "true and false": ("fits\nTRUE\nFALSE\nTRUE\n", {"observations": "fits"},
        {"TRUE": 2, "FALSE": 1}),
    "numbers that are names": ("spots,moths\n10115,4\n80331,9\n", BESIDE | {"named": True},
        {"10115": 4, "80331": 9}),
    "more at the end, as names": (GOOD + "3 or more,1\n", BESIDE | {"named": True},
        {"0": 4, "1": 9, "2": 3, "3 or more": 1}),
    "classes": ("age,people\n0-9,4\n10-19,9\n", {"counts": "people", "outcomes": "age"},
        {"0-9": 4, "10-19": 9}),
    "a total, dropped": (GOOD + "Total,16\n", MOTHS | {"drop": ["Total"]}, [4, 9, 3]),
    "a footer, dropped": (GOOD + "Source: by hand\n", MOTHS | {"drop": ["Source: by hand"]},
        [4, 9, 3]),
    "an outcome that is called all": ("answer,people\nnone,4\nall,9\n", {"counts": "people",
        "outcomes": "answer", "drop": []}, {"none": 4, "all": 9}),
    # spreadsheets
    "a spreadsheet": (excel(CELLS), MOTHS, [4, 9, 3]),
    "a spreadsheet with texts": (excel([[str(c) for c in row] for row in CELLS]), MOTHS, [4, 9, 3]),
    "a spreadsheet with blank rows": (excel([[None, None], *CELLS, [None, None]]), MOTHS,
        [4, 9, 3]),
    "a spreadsheet with floats": (excel([["spots", "moths"], [0.0, 4.0], [1.0, 1000.0]]),
        BESIDE | {"largest": 1}, [4, 1000]),
    "an outcome called None in a spreadsheet": (excel([["pets", "people"], ["None", 4],
        ["one", 9]]), {"counts": "people", "outcomes": "pets"}, {"None": 4, "one": 9}),
    "an empty second sheet": (excel(CELLS, []), MOTHS, [4, 9, 3]),
}  # fmt: skip

REFUSED = {
    # which table, which column
    "nothing": ("", MOTHS, "my.csv is empty"),
    "comments only": ("# nothing\n", MOTHS, "no line below its names"),
    "names only": ("spots,moths\n", MOTHS, "no line below its names"),
    "neither said": (GOOD, {}, "say what the numbers are: counts="),
    "both said": (GOOD, {"counts": "moths", "observations": "spots"}, "say what the numbers are"),
    "no such column": (GOOD, MOTHS | {"counts": "moth"}, "the columns are 'spots', 'moths'"),
    "two columns of one name": ("spots,moths,moths\n0,4,1\n1,9,2\n", MOTHS, "2 columns named"),
    "two that differ in capitals": ("spots,Moths,MOTHS\n0,4,1\n1,9,2\n", MOTHS, "2 columns named"),
    "no names": ("0,4\n1,9\n2,3\n", MOTHS, 'header=None, names=["...", "..."]'),
    "no names, and one asked for": ("1\n0\n2\n1\n", {"observations": "1", "largest": 2},
        "which looks like data"),
    "observations in rows": ("1,0,2,1\n0,0,1,3\n", {"observations": "1"}, "which looks like data"),
    "no name above names": ("red\nblue\nred\n", {"observations": "red"}, "also holds 'red'"),
    "names once more in the middle": (GOOD + GOOD, MOTHS, "column 'moths' also holds 'moths'"),
    "a title above a spreadsheet": (excel([["Moths", None], *CELLS]), MOTHS, "skiprows=1"),
    "a title above": ("Moths of 1912\n" + GOOD, MOTHS, "skiprows=1"),
    "R's file with too few names": ("spots,moths\n1,0,4\n2,1,9\n", MOTHS, "Name every column"),
    "two names on top": ("spots,moths\n,in 1912\n0,4\n", MOTHS, "an outcome is missing"),
    "two separators fit": ("spots;of it,moths\n0;4,9\n1;2,3\n", MOTHS, "separated by ',' or ';'"),
    "a quotation mark not closed": ('spots,moths\n0,"4\n1,9\n', MOTHS, "quotation mark"),
    "two sheets": (excel(CELLS, CELLS), MOTHS, "choose one"),
    "no sheet with cells": (excel([]), MOTHS, "no sheet with cells"),
    "a broken spreadsheet": (b"PK\x03\x04 and nothing", MOTHS, "no spreadsheet"),
    # encodings
    "Windows-1252": ("spots,mötten\n0,4\n".encode("cp1252"), MOTHS,
        "'spots,mötten 0,4' reads well"),
    "UTF-16 without its mark": (GOOD.encode("utf-16-le"), MOTHS, "utf-16-le"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), MOTHS,
        "save it as CSV"),
    # numbers that are none, or two
    "1.000": (BIG, BESIDE | {"largest": 1}, "thousands='.' makes it 1000, thousands=\"\" makes it"),
    "1,000": ('spots,moths\n0,"1,000"\n', BESIDE | {"largest": 0}, "thousands=',' makes it 1000"),
    "1,000 without quotes": ("spots,moths\n0,1,000\n1,4\n", MOTHS, "write 1,234 as 1234"),
    "1 000": ("spots;moths\n0;1 000\n", MOTHS, "a sign between thousands is named"),
    "1'000": ("spots;moths\n0;1'000\n", MOTHS, "a sign between thousands is named"),
    "12,34,567": ('spots;moths\n0;12,34,567\n', MOTHS, "a sign between thousands is named"),
    "1.00 with thousands": (BIG.replace("1.000", "1.00"), BESIDE | {"thousands": "."},
        "does not stand between thousands"),
    "1e5": (GOOD.replace("9", "1e5"), MOTHS, "not in digits alone"),
    "1_000": (GOOD.replace("9", "1_000"), MOTHS, "which is not a number"),
    "a word": (GOOD.replace("9", "nine"), MOTHS, "the count of outcome 1 is 'nine'"),
    "a superscript": (GOOD.replace("9", "9²"), MOTHS, "which is not a number"),
    "an estimate": (GOOD.replace("9", "~9"), MOTHS, "which is not a number"),
    "fraction": (GOOD.replace("9", "9.5"), MOTHS, "not a whole number; shares are given"),
    "fraction in a spreadsheet": (excel([["spots", "moths"], [0, 1.125], [1, 3]]), MOTHS,
        "is 1.125, which is not a whole number"),
    "cumulated counts": (GOOD.replace("moths", "cum. n"), MOTHS | {"counts": "cum. n"},
        "seems to hold shares or sums"),
    "shares": ("spots,moths\n0,0.25\n1,0.75\n", MOTHS, "not a whole number; shares are given"),
    "percentages": (GOOD.replace("9", "9%"), MOTHS, "a percentage"),
    "a column of percentages": (GOOD.replace("moths", "moths in %"), MOTHS | {"counts":
        "moths in %"}, "seems to hold shares"),
    "negative": (GOOD.replace("9", "-9"), MOTHS, "is -9; it must be from 0"),
    "too large": (GOOD.replace("9", "9007199254740993"), MOTHS, "from 0 to 2^53"),
    "infinite": (GOOD.replace("9", "inf"), MOTHS, "which is not a number"),
    # missing
    "no count": (GOOD.replace("9", ""), MOTHS, "the count of outcome 1 is missing"),
    "no count at the end": ("spots,moths\n0,4\n1\n", MOTHS, "the count of outcome 1 is missing"),
    "NA for a count": (GOOD.replace("9", "NA"), MOTHS, "is missing ('NA'); write 0"),
    "a blank line among counts": ("moths\n4\n\n3\n", {"counts": "moths", "outcomes": range(3)},
        "the count of outcome 1 is missing"),
    "no outcome": (GOOD.replace("1,9", ",9"), MOTHS, "an outcome is missing: ''"),
    "a missing observation": (RAW + "NA\n", SEEN, "drop=['NA'] leaves it out"),
    "a blank line among observations": ("spots\n1\n\n1\n", SEEN, "drop=[''] leaves it out"),
    "all zero": ("spots,moths\n0,0\n1,0\n", BESIDE | {"largest": 1}, "nothing to divide by"),
    "nothing left": ("spots,moths\n0,4\n", MOTHS | {"drop": ["0"]}, "no outcome left"),
    # totals and footers
    "a total": (GOOD + "Total,16\n", MOTHS, "drop=['Total'] leaves it out"),
    "a total of names": (NAMED + "Gesamt,16\n", COLOURS, "drop=['Gesamt'] leaves it out"),
    "a grand total": (NAMED + "Grand Total:,16\n", COLOURS, "may be the sum"),
    "a subtotal": ("colour,moths\nred,4\nSubtotal,4\nblue,9\n", COLOURS, "drop=['Subtotal']"),
    "a total and of what": (NAMED + "Total of 1912,20\n", COLOURS, "drop=['Total of 1912']"),
    "a sum in Chinese": (NAMED + "合计,16\n", COLOURS, "may be the sum"),
    "a sum with another name": (NAMED + "moths,16\n", COLOURS, "may be the sum of the others"),
    "a sum without a name": (GOOD + ",16\n", MOTHS, "drop=[''] leaves it out"),
    "a sum below counts": ("moths\n4\n9\n3\n16\n", {"counts": "moths", "outcomes": range(4)},
        "may be the sum of the others"),
    "a footer": (GOOD + "Source: by hand\n", MOTHS, "'Source: by hand' is no number"),
    "a comment below": (GOOD + "# by hand\n", MOTHS, "drop=['# by hand'] leaves it out"),
    "drop what is not there": (GOOD, MOTHS | {"drop": ["Total"]}, "drop names 'Total'"),
    # which outcomes
    "no outcomes said": (GOOD, {"counts": "moths"}, "range(3) numbers them from 0, outcomes="),
    "no largest": (GOOD, BESIDE, "add largest=2; otherwise the largest possible"),
    "no largest for observations": (RAW, {"observations": "spots"}, "add largest=2; otherwise"),
    "a largest that is too small": (GOOD, MOTHS | {"largest": 1}, "outcome 2 is not between"),
    "a code for missing": (RAW + "999\n", SEEN, "drop=[999] leaves it out"),
    "a largest that is no number": (GOOD, MOTHS | {"largest": "many"}, "largest is 'many'"),
    "a smallest that is too large": (GOOD, MOTHS | {"smallest": 1}, "outcome 0 is not between 1"),
    "more at the end": (GOOD + "3 or more,1\n", MOTHS, "'3 or more' is no number, the others are"),
    "an outcome twice": (GOOD + "2,5\n", MOTHS, "outcome 2 stands twice"),
    "2 and 02": (GOOD + "02,5\n", MOTHS, "outcome 2 stands twice"),
    "2 and 2.0": (GOOD + "2.0,5\n", MOTHS, "outcome 2 stands twice"),
    "names in two ways": (NAMED + "Red ,5\n", COLOURS, "'red' and 'Red' are one"),
    "accents in two ways": ("colour,moths\ncafe\u0301,4\nCAFÉ,9\n", COLOURS, "are one"),
    "names in letters of full width": (NAMED + "ｒｅｄ,5\n", COLOURS, "'red' and 'ｒｅｄ' are one"),
    "observed in two ways": ("colour\nred\nRed\nred\n", {"observations": "colour"}, "are one"),
    "counts and outcomes exchanged": ("spots,moths\n0,40\n1,25\n2,9\n", {"counts": "spots",
        "outcomes": "moths", "largest": 40}, "Exchange the two columns"),
    "outcomes for counts": (GOOD, MOTHS | {"counts": "spots"}, "one column for both"),
    "outcomes for observations": (GOOD, SEEN, "every one of the 3 observations is another"),
    "numbers of lines": ("id,spots\n7,1\n8,1\n9,0\n", SEEN | {"observations": "id"}, "every one"),
    "a column beside observations": (RAW, SEEN | {"outcomes": "spots"}, "goes with counts"),
    "measured": ("cm\n1.5\n2.5\n1.5\n", {"observations": "cm", "largest": 3}, "cut into classes"),
    "codes of places": ("spots,moths\n10115,4\n80331,9\n", BESIDE | {"largest": 80331},
        "named=True takes numbers for names"),
    "a name that is not possible": ("colour\nred\nred\n", {"observations": "colour",
        "outcomes": ["blue"]}, "'red' is not among the outcomes blue"),
    "bounds of names": (NAMED, COLOURS | {"largest": 3}, "outcomes=[...] lists all possible"),
    "other number of outcomes": (GOOD, {"counts": "moths", "outcomes": range(2)}, "3 counts and 2"),
}  # fmt: skip


@pytest.fixture
def read(tmp_path):
    """Write a file and read it."""

    def write_and_read(content, **options):
        path = tmp_path / "my.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_data(path, **options)

    return write_and_read


def as_dict(data):
    return dict(zip(data.outcomes, data.counts.tolist(), strict=True))


@pytest.mark.parametrize(("content", "options", "expected"), READ.values(), ids=READ.keys())
def test_what_is_read(read, content, options, expected):
    data = read(content, **options)
    assert as_dict(data) == (dict(enumerate(expected)) if isinstance(expected, list) else expected)


@pytest.mark.parametrize(("content", "options", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_says_what_to_do(read, content, options, words):
    with pytest.raises(ValueError) as raised:  # noqa: PT011, the words are compared below
        read(content, **options)
    assert words in str(raised.value)


DEATHS = pd.Series([1, 0, 2, 1, 0, 1], name="deaths")
LISTS = {
    "a mapping": ({"counts": {0: 4, 2: 3}, "largest": 3}, {0: 4, 1: 0, 2: 3, 3: 0}),
    "a mapping of names": ({"counts": {"red": 4, "blue": 3}}, {"red": 4, "blue": 3}),
    "a list and its outcomes": ({"counts": [4, 9], "outcomes": range(1, 3)}, {1: 4, 2: 9}),
    "an array": ({"counts": np.array([4.0, 9.0]), "outcomes": [0, 1]}, {0: 4, 1: 9}),
    "observations": ({"observations": [0, 2, 2], "largest": 2}, {0: 1, 1: 0, 2: 2}),
    "observations and all outcomes": (
        {"observations": [0, 2, 2], "outcomes": range(4)},
        {0: 1, 1: 0, 2: 2, 3: 0},
    ),
    "an array of observations": (
        {"observations": np.array([0, 2, 2], np.int8), "largest": 2},
        {0: 1, 1: 0, 2: 2},
    ),
    "true and false": ({"observations": [True, False, True]}, {"True": 2, "False": 1}),
    "a Series of observations": ({"observations": DEATHS, "largest": 2}, {0: 2, 1: 3, 2: 1}),
    "value_counts": ({"counts": DEATHS.value_counts(), "largest": 3}, {0: 2, 1: 3, 2: 1, 3: 0}),
    "a table": (
        {"source": pd.DataFrame({"k": [2, 0], "n": [9, 4]}), "counts": "n", "outcomes": "k"}
        | {"largest": 2},
        {0: 4, 1: 0, 2: 9},
    ),
    "an open file": ({"source": io.StringIO(GOOD)} | MOTHS, {0: 4, 1: 9, 2: 3}),
    "an open file of bytes": ({"source": io.BytesIO(GOOD.encode())} | MOTHS, {0: 4, 1: 9, 2: 3}),
    "what Colab's upload gives": ({"source": GOOD.encode()} | MOTHS, {0: 4, 1: 9, 2: 3}),
    "what FileUpload gives": ({"source": memoryview(excel(CELLS))} | MOTHS, {0: 4, 1: 9, 2: 3}),
    "missing ones, dropped": (
        {"observations": pd.Series([1, None, 1, pd.NA]), "largest": 1, "drop": [""]},
        {1: 2},
    ),
}
WRONG_LISTS = {
    "a list without outcomes": ({"counts": [4, 9, 3]}, ValueError, "range(3) numbers them from 0"),
    "a Series that pandas numbered": ({"counts": DEATHS}, ValueError, "range(6) numbers them"),
    "nothing": ({}, ValueError, "observations=[0, 1, 1], largest=1 if each number is one"),
    "no counts": ({"counts": {}}, ValueError, "there is no outcome"),
    "no observations": ({"observations": []}, ValueError, "there is no outcome"),
    "NaN": ({"observations": [1, 1, float("nan")], "largest": 1}, ValueError, "drop=['']"),
    "masked": (
        {"observations": np.ma.array([1, 1, 1], mask=[0, 0, 1]), "largest": 1},
        ValueError,
        "an outcome is missing",
    ),
    "measured": ({"observations": [1.5, 1.5], "largest": 2}, ValueError, "cut into classes"),
    "fractions of an outcome": ({"counts": {0: 0.5, 1: 0.5}, "largest": 1}, ValueError, "shares"),
    "a number": ({"counts": 4, "outcomes": [0]}, TypeError, "a list or a Series, not 4"),
    "a text": ({"observations": "spots"}, TypeError, "a list or a Series, not 'spots'"),
    "a table for a column": (
        {"observations": pd.DataFrame({"k": [1, 1]})},
        TypeError,
        "give the table first",
    ),
    "a place for a column": ({"source": io.StringIO(GOOD), "counts": 1}, TypeError, "in quotes"),
    "drop without a list": ({"counts": {0: 4}, "drop": "Total"}, TypeError, "drop=['Total']"),
    "a name that is no text": ({"counts": {0: 4}, "largest": 0, "name": 3}, TypeError, "not 3"),
    "no file at all": ({"source": 3, "counts": "moths"}, TypeError, "a file's path or a table"),
}


@pytest.mark.parametrize(("options", "expected"), LISTS.values(), ids=LISTS.keys())
def test_lists_mappings_and_what_pandas_holds(options, expected):
    assert as_dict(read_data(**options)) == expected


@pytest.mark.parametrize(
    ("options", "error", "words"), WRONG_LISTS.values(), ids=WRONG_LISTS.keys()
)
def test_lists_that_are_refused(options, error, words):
    with pytest.raises(error) as raised:
        read_data(**options)
    assert words in str(raised.value)


def test_no_such_file_says_which_there_are(tmp_path, monkeypatch):
    (tmp_path / "moths.csv").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=f"'moth.csv' in '{tmp_path.name}'.*moths.csv"):
        read_data("moth.csv", **MOTHS)


SENTENCES = [
    (
        GOOD,
        MOTHS,
        "16 moths, outcomes 0 to 2 from column 'spots', counts from column 'moths'; n = 2 trials.",
    ),
    (
        "SPOTS,n\n3,4\n1,9\n",
        {"outcomes": "spots", "counts": "N", "largest": 4, "name": " moths "},
        "13 moths, outcomes 1 to 4 from column 'SPOTS', counts from column 'n'; n = 3 trials, "
        "counted from 1. Not listed, so counted 0: 2, 4.",
    ),
    (
        RAW + "NA\n",
        SEEN | {"drop": ["NA"], "name": "moths"},
        "6 moths, outcomes 0 to 2 counted in column 'spots'; n = 2 trials. Left out: 'NA' (1).",
    ),
    (
        NAMED + "Total,16\n",
        COLOURS | {"drop": ["Total"]},
        "16 moths, 3 named outcomes from column 'colour', counts from column 'moths': red, blue, "
        "green. Left out: 'Total' (16).",
    ),
]


@pytest.mark.parametrize(("content", "options", "sentence"), SENTENCES)
def test_one_sentence_says_what_was_understood(read, content, options, sentence):
    assert str(read(content, **options)) == sentence


@given(st.lists(st.integers(-20, 20), min_size=1), st.integers(0, 5))
def test_observations_are_counted_as_python_counts(values, room):
    values += [values[0]]  # so that not every one is another
    data = read_data(observations=values, largest=max(values) + room)
    assert {k: n for k, n in as_dict(data).items() if n} == Counter(values)
    assert list(data.outcomes) == list(range(min(values), max(values) + room + 1))
    assert data.pmf.sum() == pytest.approx(1)


@given(
    st.dictionaries(st.integers(0, 99), st.integers(1, 2**40), min_size=1, max_size=8),
    st.randoms(),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_the_order_of_lines_and_the_signs_of_a_file_make_no_difference(counts, random, sep, code):
    numbers = sorted(counts.values())
    assume(numbers[-1] - numbers[0] != len(set(numbers)) - 1)  # looks like outcomes
    lines = [f"{outcome}{sep}{count}" for outcome, count in counts.items()]
    random.shuffle(lines)
    file = io.BytesIO("\n".join([f"k{sep}Freq", *lines]).encode(code))
    options = {"outcomes": "k", "counts": "Freq", "largest": 99, "drop": []}
    data = read_data(file, **options)
    assert {k: n for k, n in as_dict(data).items() if n} == counts


@given(st.text("0123456789.,' -e%", min_size=1, max_size=7))
def test_a_number_is_read_as_python_reads_it_or_refused(text):
    try:
        number = whole_number(text.strip(), "it")
    except ValueError:
        return
    assert number == float(text.replace(",", "."))
    assert not (text.strip("-")[0] != "0" and text[-4:-3] in {".", ","})


def test_data_cannot_be_changed():
    data = read_data(counts={0: 4, 1: 9}, largest=1)
    with pytest.raises(ValueError, match="read-only"):
        data.counts[0] = 1
    with pytest.raises(AttributeError):
        data.name = "moths"
    assert (data.start, data.labels, data.named) == (0, ["0", "1"], False)


def test_two_columns_are_compared_over_the_same_outcomes():
    p = read_data(counts={1: 4, 2: 9}, largest=2, name="P")
    q = read_data(counts={3: 5}, largest=3, name="Q")
    p, q = same_outcomes(p, q)
    assert as_dict(p) == {1: 4, 2: 9, 3: 0}
    assert as_dict(q) == {1: 0, 2: 0, 3: 5}
    assert str(q).endswith("Added for the comparison, with 0: 1, 2.")
    red, blue = (read_data(counts={name: 1}) for name in ("red", "blue"))
    assert [as_dict(data) for data in same_outcomes(red, blue)] == [
        {"red": 1, "blue": 0},
        {"red": 0, "blue": 1},
    ]
    with pytest.raises(ValueError, match="one of the two has numbers"):
        same_outcomes(p, red)


def test_pandas_is_loaded_only_where_a_file_is_read():
    script = (
        "import sys; from kl_helpers.own_data import read_data; "
        "read_data(counts={0: 4, 1: 9}, largest=1); read_data(observations=[0, 0], largest=1); "
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


FOLDER = Path(__file__).parent.parent / "notebooks"


def test_saxon_families_as_geissler_counted_them():
    options = {"counts": "families", "outcomes": "boys", "drop": ["Total"], "largest": 12}
    data = read_data(FOLDER / "data" / "saxon_families.csv", **options)
    published = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7]
    assert data.counts.tolist() == published
    assert fit_binomial(data.pmf) == pytest.approx(0.519215, abs=5e-7)

    def loss(logs):
        return -np.dot(published, betabinom.logpmf(range(13), 12, *np.exp(logs)))

    found = minimize(loss, np.log([30, 30]), method="Nelder-Mead", options={"xatol": 1e-9}).x
    alpha_beta = fit_beta_binomial(data.pmf)
    assert alpha_beta == pytest.approx(np.exp(found), rel=1e-4)
    assert alpha_beta == pytest.approx((34.10286, 31.57823), abs=5e-5)  # to 40 digits with mpmath


def test_horse_kicks_as_bortkiewicz_counted_them():
    path = FOLDER / "data" / "horse_kicks.csv"
    everywhere = read_data(path, observations="deaths", largest=4)
    assert everywhere.counts.tolist() == [144, 91, 32, 11, 2]
    table = pd.read_csv(path, sep=";", skiprows=1)
    usual = table[~table.corps.isin(["Guard", "I", "VI", "XI"])]  # without what he left out
    ten_corps = read_data(usual, observations="deaths", largest=4)
    assert ten_corps.counts.tolist() == [109, 65, 22, 3, 1]


def test_worms_are_read_from_their_file():
    options = {"counts": "worms", "outcomes": "teeth", "largest": 10}
    data = read_data(FOLDER / "data" / "worms.csv", **options)
    assert data.counts.tolist() == TEETH_COUNTS.tolist()


def test_a_public_address(tmp_path):
    (tmp_path / "my.csv").write_text(GOOD)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.log_message = lambda *_: None
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        data = read_data(f"http://127.0.0.1:{server.server_port}/my.csv", **MOTHS)
        server.shutdown()
    assert data.counts.tolist() == [4, 9, 3]


def test_a_public_address_in_the_browsers_python(monkeypatch):
    pages = {"https://example.org/my.csv": io.StringIO(GOOD)}
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setitem(sys.modules, "pyodide", ModuleType("pyodide"))
    monkeypatch.setitem(sys.modules, "pyodide.http", SimpleNamespace(open_url=pages.get))
    assert read_data("https://example.org/my.csv", **MOTHS).counts.tolist() == [4, 9, 3]


def test_the_readers_own_slider_moves(capsys):
    notebook = nbformat.read(FOLDER / "12_your_own_data.ipynb", as_version=4)
    (cell,) = [cell.source for cell in notebook.cells if cell.id == "interact-code"]
    own = read_data(counts={0: 1, 1: 3}, largest=1)
    names = {"own": own, "interact": interact, "kl": kl}
    exec(cell, names)
    assert len([line for line in cell.splitlines() if line]) == 3
    capsys.readouterr()
    names["show"].widget.children[0].value = 0.75
    assert capsys.readouterr().out.endswith("binomial with p = 0.75) = 0.0000 nats\n")
