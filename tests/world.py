"""The Linden Group as tests know it. Its facts are told in wellserved/linden; here are the names to call them by.

Two sites matter most: Linden House, where most stories happen, and Linden Quay, the other hotel, whose people
must not see them. Maren owns everything; Sam is a colleague with no site at all, a stranger to every matter.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from wellserved.ground.accounts.actions import add_site, add_staff, add_team, found_house
from wellserved.ground.accounts.models import House, Site, Staff, Team
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Company, Customer, Identity, Preference
from wellserved.ground.hours.models import OpeningHours
from wellserved.linden import company
from wellserved.linden.regulars import REGULARS, Regular
from wellserved.serving.channels.email.models import Mailbox

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
FOUNDED = datetime(2026, 8, 3, 8, 0, tzinfo=UTC)


@dataclass
class World:
    """`world.house`, `world.ines`, `world.alice` ...: everybody and every place by name."""

    business: House
    # the hotels, the salons, the shop
    house: Site = field(init=False)
    quay: Site = field(init=False)
    market_street: Site = field(init=False)
    riverside: Site = field(init=False)
    station: Site = field(init=False)
    pantry: Site = field(init=False)
    front_desk: Team = field(init=False)  # at Linden House
    housekeeping: Team = field(init=False)
    # owner; managers of the hotels, the salons, the shop
    maren: Staff = field(init=False)
    tobias: Staff = field(init=False)
    priya: Staff = field(init=False)
    elsie: Staff = field(init=False)
    # Linden House: lead and agents
    ines: Staff = field(init=False)
    callum: Staff = field(init=False)
    yuki: Staff = field(init=False)
    marta: Staff = field(init=False)
    # Linden Quay: lead and agents
    sander: Staff = field(init=False)
    lotte: Staff = field(init=False)
    amir: Staff = field(init=False)
    # the salons
    rosa: Staff = field(init=False)
    dele: Staff = field(init=False)
    femi: Staff = field(init=False)
    nadia: Staff = field(init=False)
    gwen: Staff = field(init=False)
    luca: Staff = field(init=False)
    # the shop
    owen: Staff = field(init=False)
    zainab: Staff = field(init=False)
    grace: Staff = field(init=False)
    sam: Staff = field(init=False)  # an agent who serves nowhere yet
    # customers: of Linden House, the Quay, Market Street, and two of the shop
    alice: Customer = field(init=False)
    bob: Customer = field(init=False)
    charlotte: Customer = field(init=False)
    dmitri: Customer = field(init=False)
    eleanor: Customer = field(init=False)

    sites: dict[str, Site] = field(default_factory=dict)  # by slug
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)  # by the site's slug

    @property
    def stranger(self) -> Staff:
        """Signed in, and nothing here is theirs."""
        return self.sam

    @property
    def hello(self) -> Mailbox:
        """The mailbox of Linden House."""
        return self.mailboxes[company.HOUSE]

    def email_of(self, customer: Customer) -> str:
        return customer.identities.get(kind=Identity.EMAIL).value


NAMES_OF_SITES = {
    company.HOUSE: "house",
    company.QUAY: "quay",
    company.MARKET: "market_street",
    company.RIVERSIDE: "riverside",
    company.STATION: "station",
    company.SHOP: "pantry",
}


def found(at: datetime = FOUNDED) -> World:
    """The company with its people, hours, mailboxes and a few customers."""
    world = World(found_house(company.NAME, time_zone=company.TIME_ZONE, at=at))
    teams: dict[tuple[str, str], Team] = {}
    for facts in company.SITES:
        site = _site(world, facts, at)
        teams.update({(facts.slug, name): add_team(site, name, at=at) for name in facts.teams})
    world.front_desk = teams[company.HOUSE, "Front desk"]
    world.housekeeping = teams[company.HOUSE, "Housekeeping"]
    for person in company.STAFF:
        if (name := _first(person.name)) in World.__annotations__:
            own = [teams[slug, person.team] for slug in person.sites if (slug, person.team) in teams]
            sites = [world.sites[slug] for slug in person.sites]
            staff = add_staff(person.email, name=person.name, role=person.role, sites=sites, teams=own, at=at)
            setattr(world, name, staff)
    world.sam = add_staff("sam.fisher@linden.example", name="Sam Fisher", role="agent", sites=[], at=at)
    for regular in REGULARS:
        if (name := _first(regular.name)) in World.__annotations__:
            setattr(world, name, _customer(regular, at))
    return world


def _site(world: World, facts: company.SiteFacts, at: datetime) -> Site:
    site = add_site(
        facts.name,
        slug=facts.slug,
        line=facts.line,
        time_zone=facts.time_zone,
        signature=facts.signature,
        at=at,
    )
    years = range(2026, 2028)
    OpeningHours(site=site, valid_from=at, weekly=facts.weekly, holidays=company.holidays(facts, years)).save()
    mailbox: Any = Mailbox(address=facts.mailbox, name=facts.name, site=site, created_at=at)
    mailbox.save()
    setattr(world, NAMES_OF_SITES[facts.slug], site)
    world.sites[facts.slug] = site
    world.mailboxes[facts.slug] = mailbox
    return site


def _customer(regular: Regular, at: datetime) -> Customer:
    customer = recognise(Identity.EMAIL, regular.email, name=regular.name, at=at)
    if regular.company:
        customer.company, _ = Company.objects.get_or_create(name=regular.company)
        customer.save(update_fields=["company"])
    told = (
        (Preference.LIKE, regular.likes),
        (Preference.DISLIKE, regular.dislikes),
        (Preference.NEED, regular.needs),
    )
    Preference.objects.bulk_create(
        Preference(customer=customer, kind=kind, text=text, noted_at=at) for kind, texts in told for text in texts
    )
    return customer


def _first(name: str) -> str:
    return name.split()[0].lower()
