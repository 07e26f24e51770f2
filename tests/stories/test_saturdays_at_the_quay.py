"""The Quay answers slower on Saturdays, and guests feel it. One improvement is proven, another refuted."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actor import staff
from wellserved.learning.feedback.models import Response
from wellserved.learning.improvement import actions
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.tests.figures import weeks_of_standard
from wellserved.learning.improvement.tests.trials import draft, guest, judge, write

pytestmark = pytest.mark.django_db
HERE = "/office/quality/improvements/"
BEFORE, SINCE = 15, 9  # finished weeks on either side of the one in which the trials began
QUAY_BEFORE = [30, 29, 31, 30, 28, 31, 30, 29, 32, 30, 29, 31, 30, 28, 31]
QUAY_SINCE = [37, 36, 38, 36, 37, 38, 37, 36, 38]
HOUSE = [34, 35, 33, 34, 36, 34, 33, 35, 34, 34, 33, 35, 36, 34, 34, 35, 33, 34, 35, 34, 33, 34, 36, 35, 34]


@pytest.fixture
def began_at() -> datetime:
    """A Tuesday, with nine weeks finished since."""
    now = clock.now()
    monday = now - timedelta(days=now.weekday())
    return monday - timedelta(weeks=SINCE + 1) + timedelta(days=1)


@pytest.fixture
def lived(world: World, began_at: datetime) -> World:
    """Weeks of forty mails at either hotel, from fifteen before the trials."""
    first = (began_at - timedelta(days=1, weeks=BEFORE)).date()

    def weeks(site: Site, met: Sequence[int]) -> None:
        weeks_of_standard(site, met, of=40, first=first)

    weeks(world.quay, [*QUAY_BEFORE, 34, *QUAY_SINCE])
    weeks(world.house, HOUSE)
    return world


def sentence(page: str) -> str:
    """What the page leads with."""
    [told, *_] = re.findall(r"data-sentence>(.*?)</p>", page, re.DOTALL)
    return unescape(told)


def test_what_is_worth_doing_next(world: World, as_staff: Callable[[Any], Client]) -> None:
    """Who waited on a Saturday says so; the page tells what that costs, and offers to improve it."""
    saturday = clock.now() - timedelta(days=clock.now().weekday() + 2)
    first = saturday.date() - timedelta(days=5)
    weeks_of_standard(world.quay, [12], of=24, first=first)
    for number in range(24):
        late = number % 2 == 0
        matter = write(world, guest(number, saturday), saturday + timedelta(minutes=number))
        judge(matter, met=not late, at=saturday)
        Response(
            conversation=matter,
            site=world.quay,
            comparison=-1 - number % 4 // 2 if late else 1,
            answered_at=saturday + timedelta(days=1),
            changed_at=saturday + timedelta(days=1),
        ).save(force_insert=True)
    page = as_staff(world.sander).get(HERE).content.decode()
    assert sentence(page).startswith("Most is lost here: Whoever writes an e-mail has a first answer")
    assert f'href="{HERE}new/?standard=email-first-reply"' in page
    assert "30" in page  # 12 misses of 2.5 points each
    assert "Nobody was dissatisfied" in as_staff(world.ines).get(HERE).content.decode()


def test_an_improvement_is_proven_at_one_site(
    lived: World, began_at: datetime, as_staff: Callable[[Any], Client]
) -> None:
    by = staff(lived.maren.id)
    compared = draft(lived, design="sites", treated=frozenset([lived.quay.id]), compared=frozenset([lived.house.id]))
    one = actions.propose(compared, by=by, at=began_at - timedelta(days=7))
    actions.begin(one, by=by, at=began_at)
    client = as_staff(lived.maren)
    told = sentence(client.get(f"{HERE}{one.id}/").content.decode())
    assert "75\u00a0% before (480 measurements); 92\u00a0% since (360 measurements)" in told
    assert re.search(r"It works: 18 points better, between \d+ points better and \d+ points better", told)
    client.post(f"{HERE}{one.id}/verdict/", {"verdict": "adopted", "words": "Both stay."})
    page = client.get(f"{HERE}{one.id}/").content.decode()
    assert "Both stay." in page
    [known] = Improvement.objects.get().steps.filter(state="adopted").values_list("known", flat=True)
    assert known in unescape(page)
    chart = f"/office/quality/charts/standard/email-first-reply/?site={lived.quay.id}"
    assert "Two at the desk on Saturdays" in client.get(chart).content.decode()


def test_who_sees_one_side_only_is_told_too_little(
    lived: World, began_at: datetime, as_staff: Callable[[Any], Client]
) -> None:
    by = staff(lived.maren.id)
    compared = draft(lived, design="sites", treated=frozenset([lived.quay.id]), compared=frozenset([lived.house.id]))
    one = actions.propose(compared, by=by, at=began_at)
    actions.begin(one, by=by, at=began_at)
    told = sentence(as_staff(lived.sander).get(f"{HERE}{one.id}/").content.decode())
    assert "elsewhere" not in told
    assert "It works" not in told


def test_another_is_refuted(lived: World, began_at: datetime, as_staff: Callable[[Any], Client]) -> None:
    by = staff(lived.tobias.id)
    hoped = draft(
        lived,
        title="Letters of welcome",
        design="before",
        owner_id=lived.tobias.id,
        treated=frozenset([lived.house.id]),
        worth=0.2,
    )
    one = actions.propose(hoped, by=by, at=began_at)
    actions.begin(one, by=by, at=began_at)
    client = as_staff(lived.tobias)
    told = sentence(client.get(f"{HERE}{one.id}/").content.decode())
    assert "It is refuted: whatever it does, it is less than the 20 points that would be worth it." in told
    client.post(f"{HERE}{one.id}/verdict/", {"verdict": "dropped"})
    assert "dropped" in client.get(HERE).content.decode()


def test_before_the_planned_time_nobody_decides(
    lived: World, began_at: datetime, as_staff: Callable[[Any], Client]
) -> None:
    by = staff(lived.sander.id)
    longer = draft(lived, design="before", planned_weeks=20)
    one = actions.propose(longer, by=by, at=began_at)
    actions.begin(one, by=by, at=began_at)
    told = sentence(as_staff(lived.sander).get(f"{HERE}{one.id}/").content.decode())
    assert "do not decide on that yet" in told
    assert re.search(r"when the planned time is over: \d+ weeks to go", told)
    new = actions.propose(draft(lived, design="before"), by=by, at=clock.now())
    actions.begin(new, by=by, at=clock.now())
    assert "Nothing was measured since it began." in as_staff(lived.sander).get(f"{HERE}{new.id}/").content.decode()
