"""What those who manage the Linden Group believe, note, try and decide while its days are lived."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from wellserved.ground.journal.actor import staff
from wellserved.learning.improvement import actions as improvement
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.rules import Draft
from wellserved.learning.improvement.saying import sentences
from wellserved.learning.insight.actions import believe
from wellserved.linden.causes import BELIEVED, NOTHING_CAME_OF, SECOND_COLLEAGUE, SINCE_A_SECOND_COLLEAGUE
from wellserved.linden.company import HOUSE, QUAY, SHOP
from wellserved.linden.founding import Group

DAY = timedelta(days=1)
SATURDAY_HELP = "The bar's colleague helps reception on Saturdays"
Act = Callable[[Group, datetime], object]


def managed(group: Group, first: datetime, until: datetime) -> Iterator[datetime]:
    """Acts at each of its moments and yields the next; what lies before the `first` day never was."""
    dropped = "Whatever it does, it is not what an hour every evening is worth."
    adopted = "The evenings are as quick as the days now. It stays."
    acts: tuple[tuple[int, Act], ...] = (
        (100, lambda group, at: believe(BELIEVED, by=group.staff["Tobias Okafor"], at=at)),
        (66, _card_of_names),
        (62, _second_colleague),
        (58, _begins(NOTHING_CAME_OF)),
        (SINCE_A_SECOND_COLLEAGUE, _begins(SECOND_COLLEAGUE)),
        (22, _happens("The courier is on strike")),
        (12, _happens("The courier drives again")),
        (9, _help_on_saturdays),
        (7, _concludes(NOTHING_CAME_OF, Improvement.DROPPED, dropped)),
        (4, _begins(SATURDAY_HELP)),
        (3, _concludes(SECOND_COLLEAGUE, Improvement.ADOPTED, adopted)),
    )
    for days, act in acts:
        if (at := until - days * DAY) >= first:
            yield at
            act(group, at)


def _card_of_names(group: Group, at: datetime) -> None:
    _propose(
        group,
        at,
        title=NOTHING_CAME_OF,
        change="write a card every evening with the names of tomorrow's guests, and how they are said",
        effect="nearly every guest hears their name on arrival",
        reason="nobody dares to say a name that they cannot pronounce",
        measure="standard:name-used-at-arrival",
        worth=0.3,  # from two guests in three to nearly all: it takes an hour
        owner="Sander Visser",
        treated=(QUAY,),
        compared=(HOUSE,),
    )


def _second_colleague(group: Group, at: datetime) -> None:
    _propose(
        group,
        at,
        title=SECOND_COLLEAGUE,
        change="are two at the desk from five until midnight",
        effect="whoever arrives in the evening is greeted as soon as by day",
        reason="in the evening one person takes the calls, the keys and the bar",
        measure="standard:welcomed-at-the-door",
        owner="Ines Duarte",
        treated=(HOUSE,),
        compared=(QUAY,),
    )


def _help_on_saturdays(group: Group, at: datetime) -> None:
    _propose(
        group,
        at,
        title=SATURDAY_HELP,
        change="call the bar's colleague to reception on Saturdays when three people wait",
        effect="guests of the Quay are greeted on Saturdays as on other days",
        reason="on Saturdays one person serves reception and bar",
        measure="standard:welcomed-at-the-door",
        owner="Sander Visser",
        treated=(QUAY,),
        compared=(HOUSE,),
    )


def _propose(
    group: Group,
    at: datetime,
    *,
    title: str,
    change: str,
    effect: str,
    reason: str,
    measure: str,
    owner: str,
    worth: float = 0.1,
    treated: tuple[str, ...],
    compared: tuple[str, ...],
) -> None:
    draft = Draft(
        title=title,
        change=change,
        effect=effect,
        reason=reason,
        measure=measure,
        better="up",
        worth=worth,
        design=Improvement.SITES,
        owner_id=group.staff[owner].id,
        treated=frozenset(group.places[slug].row.id for slug in treated),
        compared=frozenset(group.places[slug].row.id for slug in compared),
        planned_weeks=6,
    )
    improvement.propose(draft, by=staff(draft.owner_id), at=at)


def _begins(title: str) -> Act:
    def begin(group: Group, at: datetime) -> None:
        for one in Improvement.objects.filter(title=title).select_related("owner"):
            improvement.begin(one, by=staff(one.owner_id), at=at)

    return begin


def _concludes(title: str, verdict: str, words: str) -> Act:
    def conclude(group: Group, at: datetime) -> None:
        from wellserved.learning.improvement.finding import find  # NumPy is loaded when something is weighed

        maren = group.staff["Maren Linden"]
        for one in Improvement.objects.filter(title=title, state=Improvement.TRIED).prefetch_related("sites"):
            known = " ".join(sentences(one, find(maren, one, at.date()))[:2])
            improvement.conclude(one, verdict, words=words, known=known, by=staff(maren.id), at=at)

    return conclude


def _happens(text: str) -> Act:
    def happen(group: Group, at: datetime) -> None:
        place, by = group.places[SHOP].row, staff(group.staff["Elsie Hart"].id)
        improvement.annotate(at.astimezone(place.zone).date(), text, site_id=place.id, by=by, at=at)

    return happen
