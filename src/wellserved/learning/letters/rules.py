"""Which month is told when, and who gets it. Pure."""

from datetime import date, datetime, timedelta

from wellserved.ground.accounts.rules import Role

READY_HOUR = 6  # on the first, in the site's own time: the night's figures are summed up by then
TOLD_BACK = 3  # months: what could not be written while the machine was off is written later


def month_to_tell(local: datetime) -> date:
    """The first day of the latest month that is over and ready; `local` is the site's time."""
    this = local.date().replace(day=1)
    if local.date() == this and local.hour < READY_HOUR:
        this = before(this)
    return before(this)


def months_to_tell(local: datetime) -> list[date]:
    """The months of which there should be a letter by now, the newest first."""
    months = [month_to_tell(local)]
    while len(months) < TOLD_BACK:
        months.append(before(months[-1]))
    return months


def before(month: date) -> date:
    """The month before."""
    return (month - timedelta(days=1)).replace(day=1)


def last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def gets_it(role: Role | str, *, has_manager: bool, wish: bool | None) -> bool:
    """By mail, unless they said otherwise: a site's managers; its owners only where it has no manager, so that every
    letter is somebody's and nobody who owns fifty sites gets fifty letters."""
    if wish is not None:
        return wish
    return role == Role.MANAGER or (role == Role.OWNER and not has_manager)
