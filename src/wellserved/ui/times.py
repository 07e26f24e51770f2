"""Moments and durations in a reader's words, in the time zone that the request has activated."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from wellserved.ui import words

SOON = timedelta(hours=1)


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def iso(moment: datetime) -> str:
    """For <time datetime>: RFC 3339 with the zone's offset, to the second."""
    return local(moment).isoformat(timespec="seconds")


def clock_time(moment: datetime) -> str:
    """14:05"""
    return f"{local(moment):%H:%M}"


def day(moment: date, now: datetime | None = None) -> str:
    """3 Nov, with the year when it isn't this one."""
    if isinstance(moment, datetime):
        moment = local(moment).date()
    year = "" if moment.year == local(now or timezone.now()).year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}"


def when(moment: datetime, now: datetime | None = None) -> str:
    """14:05 today; yesterday 14:05; Tue 14:05 within the week either way; 3 Nov, 14:05 beyond."""
    moment, today = local(moment), local(now or timezone.now()).date()
    apart = (moment.date() - today).days
    if apart == 0:
        return f"{moment:%H:%M}"
    if apart in (-1, 1):
        return f"{'yesterday' if apart < 0 else 'tomorrow'} {moment:%H:%M}"
    if -7 < apart < 7:
        return f"{moment:%a %H:%M}"
    return f"{day(moment, now)}, {moment:%H:%M}"


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long since, in one unit: now, 5 min, 3 h, then the weekday, then the day. relative.js says the same."""
    now = now or timezone.now()
    seconds = (now - moment).total_seconds()
    if seconds < 60:
        return "now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    if seconds < 86400:
        return f"{int(seconds // 3600)} h"
    if seconds < 6 * 86400:
        return f"{local(moment):%a}"
    return day(moment, now)


UNITS = ((86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s"))


def duration(length: timedelta | float | None, days: bool = True) -> str:
    """2 h 10 min: the two largest units of a length (a timedelta, or seconds); opening hours make no `days`."""
    if length is None:
        return words.NONE
    seconds = round(length.total_seconds() if isinstance(length, timedelta) else length)
    sign, seconds = (words.MINUS if seconds < 0 else ""), abs(seconds)
    for size, name, smaller, smaller_name in UNITS if days else UNITS[1:]:
        if seconds >= size:
            rest = seconds % size // smaller
            # Nobody plans by the seconds of ten minutes, nor by the hours of a week.
            small = rest and not (size == 60 and seconds >= 600) and seconds < 7 * 86400
            return f"{sign}{seconds // size} {name}" + (f" {rest} {smaller_name}" if small else "")
    return f"{sign}{seconds} s"


def until(moment: datetime, now: datetime | None = None) -> str:
    """due in 40 min; overdue by 2 h 10 min"""
    left = moment - (now or timezone.now())
    return f"due in {duration(left)}" if left > timedelta(0) else f"overdue by {duration(-left)}"


def due_state(moment: datetime, now: datetime | None = None) -> str:
    """ "over", "soon" (within the hour) or "": the class of a due chip."""
    left = moment - (now or timezone.now())
    if left <= timedelta(0):
        return "over"
    return "soon" if left <= SOON else ""
