"""Where the fold looks up standards and hours."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property, lru_cache

from django.db import connection

from wellserved.ground.hours.notation import moment
from wellserved.ground.hours.reads import SiteHours, hours_at_site
from wellserved.ground.hours.rules import Hours
from wellserved.serving.standards import facts
from wellserved.serving.standards.facts import Scope, Terms
from wellserved.serving.standards.intended import Intended
from wellserved.serving.standards.wording import meant

TERMS = (
    "SELECT id, key, CAST(rule AS text), CAST(channels AS text), CAST(sites AS text), CAST(teams AS text), "
    "CAST(topics AS text), CAST(groups AS text), CAST(valid_from AS text), CAST(valid_until AS text) "
    "FROM standards_standard ORDER BY id"
)
EDITION = "SELECT token FROM standards_edition WHERE id = 1"
NOTHING = Intended(())


class Book:
    """Standards and hours for the fold: each is looked up when it is first needed, and once."""

    def __init__(self) -> None:
        self._hours: dict[int, SiteHours] = {}

    @cached_property
    def _intended(self) -> Intended:
        # Asked at nearly every message, hence in plain SQL, and read again only when the edition has changed.
        with connection.cursor() as cursor:
            cursor.execute(EDITION)
            row = cursor.fetchone()
            return _intended(row[0]) if row else NOTHING

    @property
    def terms(self) -> Mapping[int, Terms]:
        return self._intended.terms

    def by_kind(self, kind: str) -> list[Terms]:
        return [one for one in self.terms.values() if one.kind == kind]

    def starting(self, moment: str, watch: facts.Watch) -> Sequence[Terms]:
        return self._intended.starting(moment, watch)

    def observed(self, key: str, watch: facts.Watch) -> Sequence[Terms]:
        return self._intended.observed(key, watch)

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        if site_id not in self._hours:
            self._hours[site_id] = hours_at_site(site_id)
        return self._hours[site_id].at(at, around_the_clock=terms.around_the_clock)


@lru_cache(maxsize=16)
def _intended(edition: str) -> Intended:
    """All standards; nothing older than that edition."""
    with connection.cursor() as cursor:
        cursor.execute(TERMS)
        rows = cursor.fetchall()
    return Intended(
        meant(
            json.loads(rule),
            id=id,
            key=key,
            scope=Scope(*(frozenset(json.loads(one)) for one in scope)),
            valid_from=moment(valid_from),
            valid_until=moment(valid_until) if valid_until else None,
        )
        for id, key, rule, *scope, valid_from, valid_until in rows
    )
