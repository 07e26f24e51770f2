"""The Linden Group as tests know it. Its facts are told in wellserved/linden; here are the names to call them by.

Two sites matter most: Linden House, where most stories happen, and Linden Quay, the other hotel, whose people
must not see them. Maren owns everything; Sam is a colleague with no site at all, a stranger to every matter.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.actions import add_staff
from wellserved.ground.accounts.models import House, Site, Staff, Team
from wellserved.ground.customers.actions import note_preference, recognise
from wellserved.ground.customers.models import Company, Customer, Identity, Preference
from wellserved.ground.journal.actor import SYSTEM
from wellserved.linden import company, founding
from wellserved.linden.regulars import REGULARS, Regular
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.standards import reads as standards
from wellserved.serving.standards.models import Standard

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

    standards: list[Standard] = field(default_factory=list)
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
    """The company with its people, hours, mailboxes, starter standards and a few customers."""
    group = founding.found(at)
    business = accounts.house()
    assert business
    world = World(business, standards=standards.standards(at))
    for slug, place in group.places.items():
        world.sites[slug] = place.row
        world.mailboxes[slug] = group.mailboxes[place.facts.mailbox]
        setattr(world, NAMES_OF_SITES[slug], place.row)
    world.front_desk, world.housekeeping = world.house.teams.order_by("name")
    for name, staff in group.staff.items():
        if _first(name) in World.__annotations__:
            setattr(world, _first(name), staff)
    world.sam = add_staff("sam.fisher@linden.example", name="Sam Fisher", role="agent", sites=[], at=at)
    for regular in REGULARS:
        if _first(regular.name) in World.__annotations__:
            setattr(world, _first(regular.name), _customer(regular, at))
    return world


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
    for kind, texts in told:
        for text in texts:
            note_preference(customer, kind, text, by=SYSTEM, at=at)
    return customer


def _first(name: str) -> str:
    return name.split()[0].lower()
