"""Why somebody is on the list, in words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellserved.learning.retention.rules import Reason, Why


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
            return _("silent for %(times).1f times their usual %(days)s days") % {
                "times": reason.number,
                "days": rhythm.days if rhythm else 0,
            }
        case Why.UNANSWERED:
            days = int(reason.number)
            said = ngettext(
                "they wait for our answer since %(days)s day",
                "they wait for our answer since %(days)s days",
                days,
            )
            return said % {"days": days}
