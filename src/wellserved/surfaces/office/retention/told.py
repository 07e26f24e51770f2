"""Why somebody is on the list, and who comes again, in words."""

from datetime import timedelta
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellserved.learning.retention.reads.returning import Returning
from wellserved.learning.retention.rules import Reason, Why
from wellserved.ui.words import percent

WEEKS_FROM = timedelta(days=21)  # shorter times are told in days


def told(reason: Reason, rhythm: timedelta | None) -> str:
    """One plain sentence without a full stop."""
    match reason.why:
        case Why.MISSED:
            missed = int(reason.number)
            said = ngettext(
                "we missed what we intend in one of their latest matters",
                "we missed what we intend in %(missed)s of their latest matters",
                missed,
            )
            return said % {"missed": missed} if missed > 1 else said
        case Why.BELOW:
            if reason.number >= 2:
                return _("their latest answer: far below what they expected")
            return _("their latest answer: below what they expected")
        case Why.FALLING:
            return _("their latest answer was lower than what they said before")
        case Why.SILENT:
            usual = rhythm or timedelta()
            return _("they usually come every %(usual)s, and have been silent for %(silent)s") % {
                "usual": _length(usual),
                "silent": _length(usual * reason.number),
            }
        case Why.UNANSWERED:
            days = int(reason.number)
            said = ngettext(
                "they wait for our answer since %(days)s day",
                "they wait for our answer since %(days)s days",
                days,
            )
            return said % {"days": days}


def come_again(found: Returning) -> str:
    """How many have, and how soon; of few, that they are too few."""
    came = ngettext("%(n)s customer came so far", "%(n)s customers came so far", found.n) % {"n": found.n}
    if not found.again:
        return _("%(came)s, and none of them again yet.") % {"came": came}
    said = _("%(came)s, and %(again)s of them again.") % {"came": came, "again": found.again}
    if not found.marks:
        return f"{said} " + _("That is too few, or too short a time, to tell how soon.")
    last = found.marks[-1]
    said += " " + _("Within %(weeks)s weeks %(share)s have (surely between %(low)s and %(high)s).") % {
        "weeks": last.weeks,
        "share": percent(last.share),
        "low": percent(last.low),
        "high": percent(last.high),
    }
    if found.half is not None:
        said += " " + _("It takes %(weeks)s weeks until half have.") % {"weeks": ceil(found.half)}
    return said


def _length(time: timedelta) -> str:
    """12 days, 5 weeks"""
    if time < WEEKS_FROM:
        days = round(time / timedelta(days=1))
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    return _("%(weeks)s weeks") % {"weeks": round(time / timedelta(weeks=1))}
