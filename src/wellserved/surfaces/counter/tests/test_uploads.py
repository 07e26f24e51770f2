import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.surfaces.counter.uploads import NAME_CHARACTERS, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("bill.pdf", "bill.pdf"),
        ("C:\\Users\\alice\\bill.pdf", "bill.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("..", "file"),
        ("", "file"),
        ("Übersicht 2026.pdf", "Übersicht 2026.pdf"),
    ],
)
def test_names_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_any_name_becomes_one_short_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert 1 <= len(safe) <= NAME_CHARACTERS
    assert "/" not in safe
    assert "\\" not in safe
    assert not [c for c in safe if unicodedata.category(c)[0] == "C"]


@given(st.text(alphabet="ab", min_size=200, max_size=300))
def test_a_cut_name_keeps_its_ending(stem: str) -> None:
    assert safe_name(f"{stem}.pdf").endswith(".pdf")
