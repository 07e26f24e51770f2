from datetime import UTC, date, datetime, timedelta
from email import policy
from email.parser import BytesParser
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from wellserved.linden import company, letters, people, rhythm
from wellserved.linden.matters import MATTERS
from wellserved.linden.post import Letter, mail

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def test_the_same_seed_gives_the_same_people_each_with_an_address_of_their_own() -> None:
    once, again = people.population(Random(7), 400), people.population(Random(7), 400)
    assert once == again
    assert len({person.email for person in once}) == 400
    assert once[0].name == "Alice Carter"


def test_every_matter_of_every_line_can_be_written_and_leaves_no_slot_open() -> None:
    rng = Random(1)
    alice = people.population(rng, 1)[0]
    met = set()
    for _ in range(800):
        site = rng.choice(company.SITES)
        begun = letters.begin(site, alice, AT, rng)
        met.add((site.line, begun.matter.name))
        assert "{" not in f"{begun.subject}{begun.opening}{begun.answer}{begun.turns}"
        assert letters.address_for(begun.matter, site).endswith("@linden.example")
    assert met == {(line, matter.name) for line, offered in MATTERS.items() for matter in offered}


def test_a_mail_is_real_mime_with_its_picture_and_what_it_quotes() -> None:
    alice = people.population(Random(1), 1)[0]
    letter = Letter(
        alice,
        to="hello@linden.example",
        subject="Zwei Nächte?",
        text="Grüße\n\nAlice",
        at=AT,
        in_reply_to="<a@linden.example>",
        quoted="Dear Alice",
        picture="parcel.png",
    )
    read = BytesParser(policy=policy.default).parsebytes(mail(letter, Random(1)))
    assert read["Subject"] == "Zwei Nächte?"
    assert read["From"].addresses[0].addr_spec == alice.email
    assert read["In-Reply-To"] == "<a@linden.example>"
    body = read.get_body(("plain",))
    assert body is not None
    assert "Grüße" in body.get_content()
    assert "> Dear Alice" in body.get_content()
    (picture,) = read.iter_attachments()
    assert picture.get_filename() == "parcel.png"
    assert picture.get_content().startswith(b"\x89PNG")


@given(st.integers(0, 10_000), st.sampled_from(company.SITES), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_arrivals_are_in_order_and_on_their_local_day(seed: int, site: company.SiteFacts, day: date) -> None:
    moments = rhythm.arrivals(site, day, Random(seed), size=3)
    assert moments == sorted(moments)
    assert {moment.astimezone(ZoneInfo(site.time_zone)).date() for moment in moments} <= {day}


def test_a_poisson_number_has_its_mean_even_a_large_one() -> None:
    rng = Random(3)
    for expected in (0.4, 5, 900):
        numbers = [rhythm.poisson(expected, rng) for _ in range(2000)]
        assert abs(sum(numbers) / 2000 - expected) < 4 * (expected / 2000) ** 0.5


@given(st.integers(0, 366 * 24 * 60), st.integers(0, 99))
def test_nobody_writes_in_their_sleep(minutes: int, seed: int) -> None:
    at = AT + timedelta(minutes=minutes)
    zone = ZoneInfo("Europe/Amsterdam")
    awake = rhythm.while_awake(at, zone, Random(seed))
    assert awake >= at - timedelta(hours=1)
    assert awake.astimezone(zone).hour >= 7
