"""Downloads: what a spreadsheet gets is what the page shows, and nothing in it runs."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.surfaces.csv import BREAKS, FORMULA, NUMBER, defused, table


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+49 30 1", "'+49 30 1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        ("\uff20SUM(A1)", "'\uff20SUM(A1)"),
        (" =1", "' =1"),
        ("\u200b\u00a0@SUM(A1)", "'\u200b\u00a0@SUM(A1)"),
        ("a = b", "a = b"),
        ("\r=1", "'\r=1"),
        ("-0.4", "-0.4"),
        ("\u22120.4", "-0.4"),
        ("+0.4", "+0.4"),
        ("1,204", "1204"),
        ("1,204,000.5", "1204000.5"),
        ("92\u00a0%", "92 %"),
        (-3, "-3"),
        (0.5, "0.5"),
        ("\u2013", ""),
        (None, ""),
        ("Linden Quay", "Linden Quay"),
        ("-1\n=cmd()", "'-1\n=cmd()"),
        ("-\u0661", "'-\u0661"),
    ],
)
def test_no_cell_is_a_formula(cell: object, written: str) -> None:
    assert defused(cell) == written


@settings(max_examples=60)
@given(st.text())
def test_whatever_somebody_is_called_nothing_runs(name: str) -> None:
    cell = defused(name)
    assert NUMBER.fullmatch(cell) or not cell.startswith((*FORMULA, *BREAKS))


def test_a_table_comes_as_a_file_in_the_usual_form() -> None:
    answer = table(
        "Standards met: Linden Quay/..", ("Standard", "Met"), [('said "hi", twice', 3), ("two\nlines", None)]
    )
    assert answer["Content-Disposition"] == 'attachment; filename="standards-met-linden-quay.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    assert text == 'Standard,Met\r\n"said ""hi"", twice",3\r\n"two\nlines",\r\n'
    assert len(list(csv.reader(StringIO(text, newline="")))) == 3


def test_a_name_of_no_letters_is_still_a_name() -> None:
    assert 'filename="figures.csv"' in table("…", ("A",), [])["Content-Disposition"]
