"""The facts of the Linden Group: its sites, their hours and doors, and the people who serve. Told once, here."""

from dataclasses import dataclass
from datetime import date, timedelta

Weekly = dict[str, list[list[str]]]

NAME = "Linden Group"
TIME_ZONE = "Europe/London"

HOTELS, HAIR, PANTRY = "Hotels", "Hair", "Shop"


@dataclass(frozen=True)
class SiteFacts:
    """A place that serves. `conversations_a_day` is how many matters begin there on an ordinary day."""

    slug: str
    name: str
    line: str
    mailbox: str
    weekly: Weekly
    teams: tuple[str, ...]
    signature: str
    conversations_a_day: float
    time_zone: str = TIME_ZONE


@dataclass(frozen=True)
class StaffFacts:
    """A person who serves. `pace` multiplies the time they take to write: under 1 is quick."""

    name: str
    role: str  # agent, lead, manager, owner
    sites: tuple[str, ...]  # slugs; an owner needs none
    team: str = ""  # at each of their sites that has a team of this name
    pace: float = 1.0

    @property
    def email(self) -> str:
        first, last = self.name.lower().split()[0], self.name.lower().split()[-1]
        return f"{first}.{last}@linden.example"


@dataclass(frozen=True)
class MailboxFacts:
    """Another address of a site, whose mail belongs to one team there."""

    address: str
    name: str
    site: str
    team: str


def every_day(*intervals: list[str]) -> Weekly:
    return {day: list(intervals) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


SALON_WEEK: Weekly = {
    "tue": [["09:00", "13:00"], ["14:00", "18:00"]],
    "wed": [["09:00", "13:00"], ["14:00", "18:00"]],
    "thu": [["09:00", "13:00"], ["14:00", "20:00"]],
    "fri": [["09:00", "13:00"], ["14:00", "20:00"]],
    "sat": [["08:30", "17:00"]],
}
SHOP_WEEK: Weekly = {
    **{day: [["08:00", "12:00"], ["13:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    "sat": [["09:00", "13:00"]],
}

HOUSE, QUAY = "linden-house", "linden-quay"
MARKET, RIVERSIDE, STATION = "hair-market-street", "hair-riverside", "hair-station"
SHOP = "linden-pantry"

SITES = (
    SiteFacts(
        slug=HOUSE,
        name="Linden House",
        line=HOTELS,
        mailbox="hello@linden.example",
        weekly=every_day(["00:00", "00:00"]),  # somebody is always at the desk
        teams=("Front desk", "Housekeeping"),
        signature="Linden House\n12 Orchard Row, Bath",
        conversations_a_day=1.1,
    ),
    SiteFacts(
        slug=QUAY,
        name="Linden Quay",
        line=HOTELS,
        mailbox="quay@linden.example",
        weekly=every_day(["07:00", "01:00"]),  # past midnight
        teams=("Front desk", "Housekeeping"),
        signature="Linden Quay\nNoordereiland 4, Rotterdam",
        conversations_a_day=1.0,
        time_zone="Europe/Amsterdam",
    ),
    SiteFacts(
        slug=MARKET,
        name="Linden Hair Market Street",
        line=HAIR,
        mailbox="market.street@linden.example",
        weekly=SALON_WEEK,
        teams=("Salon",),
        signature="Linden Hair\n48 Market Street, Bristol",
        conversations_a_day=0.6,
    ),
    SiteFacts(
        slug=RIVERSIDE,
        name="Linden Hair Riverside",
        line=HAIR,
        mailbox="riverside@linden.example",
        weekly=SALON_WEEK,
        teams=("Salon",),
        signature="Linden Hair\nThe Boathouse, Riverside, Bristol",
        conversations_a_day=0.47,
    ),
    SiteFacts(
        slug=STATION,
        name="Linden Hair Station",
        line=HAIR,
        mailbox="station@linden.example",
        weekly={**SALON_WEEK, "mon": [["10:00", "19:00"]]},
        teams=("Salon",),
        signature="Linden Hair\nUnit 3, Station Approach, Bath",
        conversations_a_day=0.6,
    ),
    SiteFacts(
        slug=SHOP,
        name="Linden Pantry",
        line=PANTRY,
        mailbox="pantry@linden.example",
        weekly=SHOP_WEEK,
        teams=("Orders", "Returns"),
        signature="Linden Pantry\nJams, teas and good bread, by post",
        conversations_a_day=1.27,
    ),
)

OTHER_MAILBOXES = (
    MailboxFacts("found@linden.example", "Linden House, lost and found", HOUSE, "Housekeeping"),
    MailboxFacts("returns@linden.example", "Linden Pantry returns", SHOP, "Returns"),
)

OWNER = StaffFacts("Maren Linden", "owner", ())

STAFF = (
    OWNER,
    StaffFacts("Tobias Okafor", "manager", (HOUSE, QUAY)),
    StaffFacts("Priya Raman", "manager", (MARKET, RIVERSIDE, STATION)),
    StaffFacts("Elsie Hart", "manager", (SHOP,)),
    StaffFacts("Ines Duarte", "lead", (HOUSE,), "Front desk", pace=0.7),
    StaffFacts("Callum Reid", "agent", (HOUSE,), "Front desk", pace=0.9),
    StaffFacts("Yuki Tanaka", "agent", (HOUSE,), "Front desk", pace=0.8),
    StaffFacts("Hannah Weiss", "agent", (HOUSE,), "Front desk", pace=1.2),
    StaffFacts("Marta Nowak", "agent", (HOUSE,), "Housekeeping", pace=1.1),
    StaffFacts("Sander Visser", "lead", (QUAY,), "Front desk", pace=1.0),
    StaffFacts("Lotte Bakker", "agent", (QUAY,), "Front desk", pace=1.1),
    StaffFacts("Amir Haddad", "agent", (QUAY,), "Front desk", pace=1.5),
    StaffFacts("Femke Jansen", "agent", (QUAY,), "Housekeeping", pace=1.3),
    StaffFacts("Rosa Marchetti", "lead", (MARKET,), "Salon", pace=0.8),
    StaffFacts("Dele Adeyemi", "agent", (MARKET,), "Salon", pace=1.0),
    StaffFacts("Kirsty Boyd", "agent", (MARKET, RIVERSIDE), "Salon", pace=1.1),
    StaffFacts("Femi Clarke", "lead", (RIVERSIDE,), "Salon", pace=0.9),
    StaffFacts("Nadia Petrova", "agent", (RIVERSIDE,), "Salon", pace=1.2),
    StaffFacts("Gwen Pritchard", "lead", (STATION,), "Salon", pace=0.9),
    StaffFacts("Luca Ferri", "agent", (STATION,), "Salon", pace=1.4),
    StaffFacts("Owen Baxter", "lead", (SHOP,), "Orders", pace=0.8),
    StaffFacts("Zainab Malik", "agent", (SHOP,), "Orders", pace=0.9),
    StaffFacts("Piotr Zielinski", "agent", (SHOP,), "Orders", pace=1.2),
    StaffFacts("Grace Mensah", "agent", (SHOP,), "Returns", pace=1.0),
    StaffFacts("Ruben Acosta", "agent", (SHOP,), "Returns", pace=1.3),
)

CLOSED_ON = ((1, 1), (12, 25), (12, 26))  # month, day
BANK_HOLIDAY_MONTHS = (5, 8)  # their last Monday


def holidays(site: SiteFacts, years: range) -> Weekly:
    """The days on which a site keeps other hours: {"2026-12-25": []}. Hotels know no holidays."""
    if site.line == HOTELS:
        return {}
    days = [date(year, month, day) for year in years for month, day in CLOSED_ON]
    days += [last_monday(year, month) for year in years for month in BANK_HOLIDAY_MONTHS]
    eves: Weekly = {date(year, 12, 24).isoformat(): [["09:00", "13:00"]] for year in years}
    return {**eves, **{day.isoformat(): [] for day in days}}


def last_monday(year: int, month: int) -> date:
    """The last Monday of a month that has 31 days."""
    end = date(year, month, 31)
    return end - timedelta(days=end.weekday())


def site(slug: str) -> SiteFacts:
    """The site of that slug; KeyError if the group has none."""
    return {facts.slug: facts for facts in SITES}[slug]
