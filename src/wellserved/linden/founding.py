"""The Linden Group set up as any house is: sites, hours, colleagues, mailboxes and standards, by the real actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.ground.accounts.actions import add_site, add_staff, add_team, found_house
from wellserved.ground.accounts.models import Site, Staff, Team
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.hours.reads import hours_of
from wellserved.ground.hours.rules import Hours
from wellserved.ground.journal.actor import SYSTEM
from wellserved.linden import company
from wellserved.linden.company import SiteFacts
from wellserved.serving.channels.email.actions import add_mailbox
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.standards.starter import add_starter


@dataclass(frozen=True)
class Place:
    """A site as it is told and as it is kept."""

    facts: SiteFacts
    row: Site
    hours: Hours


@dataclass(frozen=True)
class Group:
    """The founded house: places by slug, teams by slug and name, staff by name, mailboxes by address."""

    places: dict[str, Place]
    teams: dict[tuple[str, str], Team]
    staff: dict[str, Staff]
    mailboxes: dict[str, Mailbox]


def found(at: datetime) -> Group:
    """Set the group up as of `at`; accounts.rules.Refused when there is a house already."""
    found_house(company.NAME, time_zone=company.TIME_ZONE, at=at)
    places, teams = {}, {}
    for facts in company.SITES:
        places[facts.slug] = _place(facts, at)
        for team in facts.teams:
            teams[facts.slug, team] = add_team(places[facts.slug].row, team, at=at)
    staff = {person.name: _hire(person, places, teams, at) for person in company.STAFF}
    mailboxes = {
        address: add_mailbox(address, name=name, site=places[slug].row, team=teams[slug, team], at=at)
        for address, name, slug, team in _mailboxes()
    }
    add_starter(by=SYSTEM, at=at)
    return Group(places, teams, staff, mailboxes)


def _place(facts: SiteFacts, at: datetime) -> Place:
    row = add_site(
        facts.name, slug=facts.slug, line=facts.line, time_zone=facts.time_zone, signature=facts.signature, at=at
    )
    holidays = company.holidays(facts, range(at.year, at.year + 2))
    set_hours(row, weekly=facts.weekly, holidays=holidays, by=SYSTEM, at=at)
    return Place(facts, row, hours_of(row.id, at + timedelta(seconds=1)))


def _hire(
    person: company.StaffFacts, places: dict[str, Place], teams: dict[tuple[str, str], Team], at: datetime
) -> Staff:
    mine = [teams[slug, person.team] for slug in person.sites if (slug, person.team) in teams]
    sites = [places[slug].row for slug in person.sites]
    return add_staff(person.email, name=person.name, role=person.role, sites=sites, teams=mine, at=at)


def _mailboxes() -> list[tuple[str, str, str, str]]:
    """Address, display name, slug of the site, name of the team."""
    main = [(site.mailbox, site.name, site.slug, site.teams[0]) for site in company.SITES]
    return main + [(box.address, box.name, box.site, box.team) for box in company.OTHER_MAILBOXES]
