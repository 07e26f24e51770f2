"""A checklist is made of the standards in force."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.inspections import reads, rules
from wellserved.learning.inspections.events import InspectionBegun
from wellserved.learning.inspections.models import Inspection, Item
from wellserved.learning.inspections.rules import NotAllowed, Situation
from wellserved.serving.conversations.moments import CHANNELS


@transaction.atomic
def begin(
    site: Site,
    *,
    title: str,
    channel: str,
    standard_ids: Collection[int],
    by: Actor,
    at: datetime,
    team: Team | None = None,
    topic: str = "",
    group: str = "",
    guest_name: str = "",
    for_guest: bool = False,
) -> Inspection:
    """A walk with these standards as its checklist; NotAllowed says what is missing.

    `team`, `topic` and `group` (of customers) say what is walked into, where it is something special.
    """
    title = " ".join(title.split())[:120]
    if not title:
        raise NotAllowed("Give it a title, such as: Breakfast on a Saturday.")
    if channel not in CHANNELS:
        raise NotAllowed("An inspection is a visit or a call.")
    if team is not None and team.site_id != site.id:
        raise NotAllowed("This team serves at another site.")
    there = reads.inspectable(Situation(site.id, channel, team.id if team else None, topic, group), at)
    chosen = [(one, way) for one, way in there.chosen if one.id in standard_ids]
    if not chosen:
        raise NotAllowed("Choose at least one standard to look at.")
    if len(chosen) > rules.MOST_ITEMS:
        raise NotAllowed(f"Choose at most {rules.MOST_ITEMS} standards; nobody looks at more in one walk.")
    inspection = Inspection(
        site=site,
        title=title,
        channel=channel,
        team=team,
        topic=topic,
        group=group,
        by_staff_id=by.id or 0,
        guest_name=" ".join(guest_name.split())[:120] if for_guest else "",
        guest_until=at + rules.GUEST_LASTS if for_guest else None,
        started_at=at,
    )
    inspection.save(force_insert=True)
    items = [Item(inspection=inspection, standard=one, place=n, way=way) for n, (one, way) in enumerate(chosen)]
    Item.objects.bulk_create(items)
    begun = InspectionBegun(
        at=at, by=by, site_id=site.id, inspection_id=inspection.id, items=len(items), guest=for_guest
    )
    record(begun)
    return inspection
