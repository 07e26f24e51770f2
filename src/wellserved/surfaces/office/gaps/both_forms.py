"""The direct comparison beside the difference of two levels, in words: which of them to trust, and why. Pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.ui.words import MINUS, NONE, count, percent, signed

if TYPE_CHECKING:  # this loads NumPy
    from wellserved.learning.insight.two_forms import TwoForms

HEAD = (
    *("Dimension", "Compared directly", "From", "To", "Answers"),
    *("Perceived minus desired", "From", "To", "Answers", "Of it real"),
)


def told(forms: Iterable["TwoForms"]) -> list[tuple[str, str]]:
    """The name of each dimension and what both forms say of it."""
    return [(DIMENSIONS[one.dimension][0], _sentence(one)) for one in forms]


def rows(forms: Iterable["TwoForms"]) -> list[tuple[object, ...]]:
    return [
        (
            DIMENSIONS[one.dimension][0],
            *(signed(value, 2) for value in (one.direct.value, one.direct.low, one.direct.high)),
            one.direct.n,
            *(signed(value, 2) for value in (one.difference.value, one.difference.low, one.difference.high)),
            one.difference.n,
            NONE if one.reliability.value is None else percent(one.reliability.value),
        )
        for one in forms
    ]


def _sentence(one: "TwoForms") -> str:
    both = _(
        "Compared directly %(direct)s on %(least)s to +2 (%(direct_n)s); perceived minus desired %(difference)s "
        "levels of eight (%(difference_n)s)."
    ) % {
        "direct": signed(one.direct.value, 2),
        "least": f"{MINUS}2",
        "direct_n": count(one.direct.n, "answer"),
        "difference": signed(one.difference.value, 1),
        "difference_n": count(one.difference.n, "answer"),
    }
    return f"{both} {_trust(one)}"


def _trust(one: "TwoForms") -> str:
    found = one.reliability
    if found.value is None:
        return _("The difference is the same in every answer, so it tells nobody from another.")
    if not found.reliable:
        words = _(
            "About %(real)s of how the difference varies between people is real, the rest is noise: trust the "
            "direct comparison."
        )
    elif found.restricted:
        words = _("About %(real)s of how the difference varies between people is real.")
    else:
        words = _("About %(real)s of how the difference varies between people is real: it may be relied on too.")
    words %= {"real": percent(found.value)}
    if found.restricted:
        words += " " + _("Nearly all desire the same, so the difference only repeats what was perceived.")
    return words
