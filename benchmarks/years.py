"""Three years of a busy house of six sites, as sums and as single rows, by plain SQL."""

from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from benchmarks.rows import analyse, fill

END = date(2026, 11, 21)
SITES, TEAMS, PEOPLE, STANDARDS = 6, 3, 8, 20  # teams of a site, people of a team
YEARS = 3
CONVERSATIONS, ANSWERS = 1_000_000, 200_000  # and of each team, standard and day 23 to 30 measurements: ten millions


def world() -> Any:
    """Sites with teams and people, standards, and an owner who sees all."""
    from wellserved.ground.accounts.actions import add_site, add_staff, add_team, found_house
    from wellserved.ground.customers.models import Customer
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.standards.actions import add_standard
    from wellserved.serving.standards.models import DIMENSIONS

    at = datetime(2023, 1, 1, tzinfo=UTC)
    found_house("Bench", time_zone="UTC", at=at)
    owner = add_staff("owner@bench.example", name="Olga Owner", role="owner", sites=[], at=at)
    for number in range(SITES):
        site = add_site(f"Site {number}", time_zone="UTC", at=at)
        for team in range(TEAMS):
            add_team(site, f"Team {team}")
            for person in range(PEOPLE):
                address = f"p{number}-{team}-{person}@bench.example"
                add_staff(address, name=f"Person {number} {team} {person}", role="agent", sites=[site], at=at)
    for number in range(STANDARDS):
        add_standard(
            f"standard-{number}",
            statement=f"Standard {number}",
            dimension=DIMENSIONS[number % 5],
            rule={"kind": "first reply", "within": "4 h", "hours": "always"},
            by=SYSTEM,
            at=at,
        )
    Customer.objects.create(name="Gil Guest", created_at=at)
    return owner


def filled(size: float) -> int:
    """Sums and single rows of three years; returns how many rows of sums there are.

    Of single days the cuts are filled in as far back as the pages look, of longer spans all.
    """
    from wellserved.learning.insight.models import CutOfPerception, CutOfStandard, DayOfPerception, DayOfStandard
    from wellserved.learning.insight.rules import SPANS

    days, teams = round(YEARS * 365 * size), SITES * TEAMS
    cells = teams * STANDARDS
    kept = {
        "standard_id": f"{_first('standards_standard')} + n % {STANDARDS}",
        "met": "20 + n % 7",
        "missed": "n % 5",
    }
    fill(DayOfStandard, 1, days * cells, day=_day(f"n / {cells}"), **_place(f"n % {cells} / {STANDARDS}"), **kept)
    said = {"dimension": _dimension("n % 6"), "scale": "'comparison'", "answers": "2", "gap_sum": "n % 5 - 2"}
    said |= {"gap_squares": "3", "satisfied": "1", "delighted": "1"}
    fill(DayOfPerception, 1, days * teams * 6, day=_day(f"n / {teams * 6}"), **_place(f"n % {teams * 6} / 6"), **said)
    rows = 0
    for model, each, counts in ((CutOfStandard, STANDARDS, kept), (CutOfPerception, 6, said)):
        first = 1
        for span, whole in product(SPANS, (False, True)):
            spans = min(days, 400) if span == 1 else days // span
            first = _cuts(model, first, each, counts, span=span, spans=spans, whole=whole)
        rows += first - 1
    _single(size)
    analyse()
    return rows + days * cells + days * teams * 6


def _cuts(model: Any, first: int, each: int, counts: dict[str, str], *, span: int, spans: int, whole: bool) -> int:
    """Rows from the id `first` on, `each` of them for a value of a cut; returns the id after the last."""
    places = SITES if whole else SITES * TEAMS
    for cut, values in VALUES.items():
        values = min(span, 7) if cut == "weekday" else values * TEAMS if whole and cut == "staff" else values
        n, of_place = f"(n - {first})", values * each
        place, value = f"{n} % {places * of_place} / {of_place}", f"{n} % {of_place} / {each}"
        beyond = first + spans * places * of_place
        fill(
            model,
            first,
            beyond,
            days=str(span),
            of="'site'" if whole else "'team'",
            day=_day(f"{n} / {places * of_place}", span),
            cut=f"'{cut}'",
            value=_value(cut, f"({place}) * {values} + ({value})", value),
            **(_place(f"({place}) * {TEAMS}") | {"team_id": "0"} if whole else _place(place)),
            **{name: text.replace("n %", f"{n} %") for name, text in counts.items()},
        )
        first = beyond
    return first


VALUES = {"all": 1, "staff": PEOPLE, "channel": 3, "weekday": 7, "hour": 12, "topic": 5, "group": 2}


def _single(size: float) -> None:
    """Conversations, a fifth of them answered, and the measurements of the latest eighth."""
    from wellserved.learning.feedback.models import Rating, Response
    from wellserved.serving.conversations.models import Conversation
    from wellserved.serving.standards.models import Measurement

    matters, answers = round(CONVERSATIONS * size), round(ANSWERS * size)
    guest, standard, staff = (_first(name) for name in ("customers_customer", "standards_standard", "accounts_staff"))
    every = matters // answers
    moment = _moment("n", matters)
    fill(
        Conversation,
        1,
        matters + 1,
        reference="'B' || n",
        customer_id=str(guest),
        site_id=_place("n % 18")["site_id"],
        channel="'email'",
        status="'closed'",
        opened_at=moment,
        latest_at=moment,
    )
    fill(
        Response,
        1,
        answers + 1,
        conversation_id=f"n * {every}",
        **_place(f"n * {every} % 18"),
        staff_id=f"{staff} + 1 + n % 144",
        comparison="n * 7 % 5 - 2",
        answered_at=_moment(f"n * {every}", matters),
        changed_at=_moment(f"n * {every}", matters),
    )
    fill(
        Rating,
        1,
        answers * 5 + 1,
        response_id="1 + (n - 1) / 5",
        dimension=_dimension("1 + (n - 1) % 5"),
        comparison="(n / 5 * 7 + n * n % 11 % 2) % 5 - 2",
    )
    behind = matters // 8
    fill(
        Measurement,
        1,
        behind * 5 + 1,
        standard_id=f"{standard} + (n - 1) % 5 * 4",
        conversation_id=f"{matters - behind} + 1 + (n - 1) / 5",
        **_place(f"({matters - behind} + 1 + (n - 1) / 5) % 18"),
        staff_id=f"{staff} + 1 + n % 144",
        started_seq="n",
        started_at=_moment(f"({matters - behind} + (n - 1) / 5)", matters),
        at=_moment(f"({matters - behind} + (n - 1) / 5)", matters),
        verdict="CASE WHEN n * 7 % 10 = 0 THEN 'missed' ELSE 'met' END",
    )


def _first(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MIN(id) FROM {table}")
        return int(cursor.fetchone()[0])


def _place(team: str) -> dict[str, str]:
    return {
        "site_id": f"{_first('accounts_site')} + ({team}) / {TEAMS}",
        "team_id": f"{_first('accounts_team')} + ({team})",
    }


def _value(cut: str, person: str, value: str) -> str:
    told = {"all": "''", "staff": f"{_first('accounts_staff')} + 1 + {person}", "hour": f"8 + ({value})"}
    text = told.get(cut, value)
    return text if text == "''" else f"CAST({text} AS TEXT)"


def _dimension(number: str) -> str:
    names = ("overall", "tangibles", "reliability", "responsiveness", "assurance", "empathy")
    cases = " ".join(f"WHEN {place} THEN '{name}'" for place, name in enumerate(names))
    return f"CASE {number} {cases} END"


def _day(number: str, span: int = 1) -> str:
    """SQL of the day on which the span of so many days begins that is so many spans before the last one."""
    from django.db import connection

    from wellserved.learning.insight.rules import first_of

    last = first_of(span, END)
    if connection.vendor == "sqlite":
        return f"date('{last}', '-' || (({number}) * {span}) || ' days')"
    return f"DATE '{last}' - CAST(({number}) * {span} AS integer)"


def _moment(number: str, matters: int) -> str:
    """SQL of the moment of the matter of that number; the last one is at the end."""
    from django.db import connection

    minutes = f"(({matters} - {number}) * {YEARS * 365 * 1440} / {matters})"
    if connection.vendor == "sqlite":
        return f"strftime('%Y-%m-%d %H:%M:%S', '{END} 20:00', '-' || {minutes} || ' minutes')"
    return f"TIMESTAMPTZ '{END} 20:00Z' - {minutes} * INTERVAL '1 minute'"
