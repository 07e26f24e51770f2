"""Figures as a file for a spreadsheet, which must never take a name or a word of a customer for a formula."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@")
BREAKS = ("\t", "\r", "\n")  # at the beginning they may end the cell before it began
NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?( ?%)?", re.ASCII)


def table(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download called `name`.csv: RFC 4180, UTF-8 with a mark that spreadsheets know it by; None is an empty cell.

    A true minus sign becomes the one that is typed, and a dash for "no figure" becomes empty, so that figures written
    for people are numbers there too.
    """
    page = StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow([defused(cell) for cell in head])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    answer = HttpResponse(page.getvalue().encode("utf-8-sig", "replace"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def defused(cell: object) -> str:
    """The cell as text that no spreadsheet runs; numbers stay numbers, without marks between their thousands."""
    if cell is None or cell == "\u2013":
        return ""
    text = str(cell)
    plain = text.replace("\u2212", "-").replace("\u00a0", " ")
    if NUMBER.fullmatch(plain):
        return plain.replace(",", "")
    return f"'{text}" if text.startswith(BREAKS) or _first_seen(text).startswith(FORMULA) else text


def _first_seen(text: str) -> str:
    """The first sign that somebody would see, in its usual width: spreadsheets skip blanks and read wide signs."""
    seen = (sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFKC", next(seen, ""))


def file_name(name: str) -> str:
    """Letters and digits of ASCII, and hyphens between them; never empty."""
    return (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80] or "figures") + ".csv"
