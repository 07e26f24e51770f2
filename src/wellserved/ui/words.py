"""Numbers, names and attributes in a reader's words."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from jinja2.filters import do_xmlattr
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context

HUES = 8
NONE = "\u2013"  # an en dash: there is no figure
MINUS = "\u2212"
PERCENT = "\u00a0%"  # on the line of its number


def percent(share: float | None, digits: int = 0) -> str:
    """0.917 -> 92 %, which no line breaks; never 100 % unless it is, nor 0 %."""
    if share is None:
        return NONE
    text = f"{share * 100:.{digits}f}"
    if share < 1 and float(text) == 100:
        return f">\u00a099{PERCENT}"
    if share > 0 and float(text) == 0:
        return f"<\u00a01{PERCENT}"
    return f"{text}{PERCENT}"


def number(value: float | None) -> str:
    """Three figures that matter: 0.25, 12.3, 1,204; a true minus sign below zero."""
    if value is None:
        return NONE
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return text.replace("-", MINUS)


def short(value: float | None) -> str:
    """The same where there is little room: 9,500, then 12 k, 1.5 M, 2 bn."""
    if value is None or abs(value) < 10_000:
        return number(value)
    size, sign = next((size, sign) for size, sign in ((1e9, "bn"), (1e6, "M"), (1e3, "k")) if abs(value) >= size)
    return f"{number(value / size)} {sign}"


def signed(value: float | None, digits: int = 1) -> str:
    """+0.4, 0.0, and a true minus sign below."""
    if value is None:
        return NONE
    text = f"{value:+.{digits}f}"
    return f"{0:.{digits}f}" if float(text) == 0 else text.replace("-", MINUS)


def filesize(size: int) -> str:
    """812 B, 1.5 MB, 23 MB: powers of 1000, as file managers show them."""
    if size < 1000:
        return f"{size} B"
    value = float(size)
    for unit in ("kB", "MB", "GB"):
        value /= 1000
        if value < 999.5 or unit == "GB":
            break
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"


def count(number: int, one: str, many: str = "") -> str:
    """3 answers, 1 answer, 1,204 answers"""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def hue(name: str) -> int:
    """One of the eight colours of an avatar, the same for the same name everywhere."""
    return crc32(name.encode(errors="replace")) % HUES + 1


def initials(name: str) -> str:
    """Ann Lee -> AL; ? when there is no name"""
    return "".join(word[0] for word in name.split()[:2]).upper() or "?"


@pass_eval_context
def attributes(context: EvalContext, given: Mapping[str, Any]) -> str:
    """HTML attributes of a macro's further arguments: hx_get becomes hx-get; True stands alone, False is left out."""
    shown = {
        name.rstrip("_").replace("_", "-"): "" if value is True else value
        for name, value in given.items()
        if value is not None and value is not False
    }
    return do_xmlattr(context, shown)
