"""What a page of charts is asked for: the days, the place, and how it is looked at."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.learning.improvement.calendar import Calendar
from wellserved.surfaces.office.charts.looking import Look, look_of
from wellserved.surfaces.office.period import Chosen
from wellserved.surfaces.office.quality import choice_of

A_YEAR = "364"  # fewer weeks are too few for limits


@dataclass(frozen=True)
class Asked:
    """`choice` keeps the look in its addresses; `places` are the sites and teams one may choose from."""

    choice: Chosen
    look: Look
    calendar: Calendar
    places: dict[str, Any]

    @property
    def sites(self) -> list[Site]:
        return list(self.places["sites"])

    def address(self, look: Look, **more: object) -> str:
        """The query of the same days and place, looked at otherwise."""
        return replace(self.choice, kept=look.kept()).query(**more)


def asked(request: HttpRequest) -> Asked:
    choice, places = choice_of(request, A_YEAR)
    look = look_of(request.GET.dict())
    today = timezone.localdate(clock.now())
    calendar = Calendar(choice.start, choice.end, today, look.per)
    return Asked(replace(choice, kept=look.kept()), look, calendar, places)
