"""A letter is written once, tells what was so, and goes to whom it concerns."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from tests.world import World
from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.actions import recognise
from wellserved.ground.jobs.models import Job
from wellserved.ground.jobs.registry import work_of
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given
from wellserved.learning.improvement.models import Improvement, Step, TrialSite
from wellserved.learning.letters import actions, reads, telling
from wellserved.learning.letters.jobs import send
from wellserved.learning.letters.models import Letter
from wellserved.learning.letters.reads import praise
from wellserved.learning.letters.reads.gathering import gather
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OCTOBER = date(2026, 10, 1)
MIDDLE = datetime(2026, 10, 14, 10, tzinfo=UTC)  # a Wednesday
AFTER = datetime(2026, 11, 1, 9, tzinfo=UTC)


def served(world: World, site: Site, at: datetime, *, who: int, said: Given | None = None) -> Conversation:
    customer = recognise("email", f"guest{at.timestamp():.0f}@mail.example", name="Gina Guest", at=at)
    message = Incoming("email", "guest@mail.example", "Hello", "A question")
    matter, _ = conversations.open(message, customer=customer, site=site, at=at)
    conversations.say(matter, "Of course.", by=staff(who), at=at + HOUR)
    conversations.assign(matter, staff_id=who, by=staff(who), at=at + HOUR)
    conversations.close(matter, by=staff(who), at=at + 2 * HOUR)
    if said:
        invitation = invite(matter, closure_seq=matter.id, by=SYSTEM, at=at + 3 * HOUR)
        assert invitation is not None
        answer(invitation, said, at=at + 4 * HOUR)
    return matter


@pytest.fixture
def october(world: World) -> World:
    """Linden House served three customers, of whom two were delighted; the Quay served nobody."""
    served(world, world.house, MIDDLE, who=world.ines.id, said=Given(2, {}, "Callum found my earring!"))
    served(world, world.house, MIDDLE + DAY, who=world.ines.id, said=Given(1, {}, "So quick, thank you."))
    served(world, world.house, MIDDLE + 2 * DAY, who=world.ines.id, said=Given(-2, {}, "Callum was rude."))
    served(world, world.house, MIDDLE + 25 * DAY, who=world.ines.id)  # in November
    return world


@pytest.fixture
def letter(october: World) -> Letter:
    written = actions.write(october.house, OCTOBER, at=AFTER)
    assert written is not None
    return written


def test_a_letter_tells_the_month_of_its_site(october: World, letter: Letter) -> None:
    figures = letter.figures
    assert (figures.matters, figures.matters_before) == (3, 0)
    assert (figures.overall.n, figures.overall.delighted, figures.overall.dissatisfied) == (3, 2, 1)
    assert figures.overall.low is None
    assert next(each for each in figures.standards if each.of).met == 3
    assert [each.of > 0 for each in figures.weekdays] == [False, False, True, True, True, False, False]
    assert dict(figures.weeks)["2026-10-12"] == pytest.approx(1 / 3)
    assert figures.weeks[-1][0] == "2026-10-19"


def test_what_was_written_stays_and_is_written_once(october: World, letter: Letter) -> None:
    served(october, october.house, MIDDLE + 3 * DAY, who=october.ines.id)
    assert actions.write(october.house, OCTOBER, at=AFTER + DAY) is None
    letter.refresh_from_db()
    assert letter.figures.matters == 3


def test_a_month_that_was_not_lived_as_a_whole_is_no_measure_for_the_next(october: World) -> None:
    written = actions.write(october.house, date(2026, 11, 1), at=AFTER + 30 * DAY)
    assert written is not None
    assert (written.figures.matters, written.figures.matters_before) == (1, 0)
    served(october, october.house, MIDDLE - 30 * DAY, who=october.ines.id)
    assert gather(october.maren, october.house, date(2026, 11, 1)).matters_before == 3


def test_a_month_that_is_not_over_compares_with_none(october: World) -> None:
    served(october, october.house, MIDDLE - 30 * DAY, who=october.ines.id)
    figures = gather(october.tobias, october.house, OCTOBER, until=MIDDLE.date())
    assert (figures.matters, figures.matters_before) == (1, 0)


def test_a_verdict_is_told_in_the_letter_of_the_month_in_which_it_was_given(october: World) -> None:
    november = datetime(2026, 11, 10, tzinfo=UTC)
    tried = Improvement.objects.create(
        title="Two at the desk",
        measure="standard:answer",
        worth=0.05,
        owner=october.tobias,
        state=Improvement.ADOPTED,
        proposed_at=MIDDLE,
        began_at=MIDDLE,
        ended_at=november,
    )
    TrialSite.objects.create(improvement=tried, site=october.house)
    Step.objects.create(improvement=tried, state=Improvement.TRIED, at=MIDDLE)
    Step.objects.create(improvement=tried, state=Improvement.ADOPTED, at=november, known="90 % against 75 %.")
    months = (OCTOBER, date(2026, 11, 1), date(2026, 12, 1))
    told = [telling.changes(gather(october.tobias, october.house, month)) for month in months]
    assert told == [
        ["“Two at the desk” is being tried."],
        ["“Two at the desk” was tried and is kept. 90 % against 75 %."],
        [],
    ]


def test_letters_are_of_one_s_own_sites(october: World, letter: Letter) -> None:
    assert reads.letters(october.tobias) == [letter]
    assert reads.letters(october.sander) == []
    with pytest.raises(Letter.DoesNotExist):
        reads.letter(october.sander, letter.id)


def test_it_goes_to_the_manager_with_its_paper(october: World, letter: Letter) -> None:
    assert reads.readers(october.house) == [october.tobias]
    send({"letter": letter.id, "staff": october.tobias.id, "asked": 1})
    [sent] = mail.outbox
    assert sent.to == [october.tobias.email]
    assert sent.subject == "Linden House, October 2026"
    assert f"/office/quality/letters/{letter.id}/" in sent.body
    name, paper, kind = sent.attachments[0]
    assert (name, kind) == (f"{october.house.slug}-2026-10.pdf", "application/pdf")
    assert paper.startswith(b"%PDF")


def test_who_does_not_want_it_or_may_not_see_it_gets_none(october: World, letter: Letter) -> None:
    actions.wish(october.tobias, october.house, False, at=AFTER)
    actions.wish(october.maren, october.house, True, at=AFTER)
    assert reads.readers(october.house) == [october.maren]
    send({"letter": letter.id, "staff": october.sander.id, "asked": 1})
    send({"letter": letter.id, "staff": 0, "asked": 1})
    assert mail.outbox == []


def test_praise_is_what_the_delighted_said_and_nothing_else(october: World, letter: Letter) -> None:
    told = praise.told(october.tobias, letter.praise)
    assert [(one.words, one.names) for one in told] == [
        ("Callum found my earring!", (october.callum.name,)),
        ("So quick, thank you.", (october.ines.name,)),
    ]
    assert praise.told(october.sander, letter.praise) == []


def test_each_colleague_reads_what_was_said_about_them(october: World) -> None:
    assert [one.words for one in praise.about(october.callum)] == ["Callum found my earring!"]
    assert [one.words for one in praise.about(october.ines)] == ["So quick, thank you."]
    assert praise.about(october.yuki) == praise.about(october.stranger) == []


def run_jobs(kind: str) -> int:
    """The work that is due, done as a worker does it."""
    waiting = Job.objects.filter(kind=kind, done_at=None)
    for job in waiting:
        work_of(kind).run(job.payload)
    return waiting.update(done_at=AFTER)


def test_every_site_s_letter_is_written_and_sent_by_itself_once(
    october: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellserved.ground.clock.now", lambda: AFTER)
    assert actions.write_due() == 1
    assert actions.write_due() == 1  # nobody has written it yet: it is asked for again, and still once
    assert run_jobs(actions.WRITE) == 1
    assert actions.write_due() == 0
    [letter] = Letter.objects.all()
    assert (letter.site, letter.month) == (october.house, OCTOBER)
    assert run_jobs(actions.SEND) == 1
    assert [sent.to for sent in mail.outbox] == [[october.tobias.email]]


def test_what_was_not_written_while_the_machine_was_off_is_written_later_and_only_the_newest_is_sent(
    october: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellserved.ground.clock.now", lambda: datetime(2027, 1, 20, 9, tzinfo=UTC))
    assert actions.write_due() == 2  # December was silent
    run_jobs(actions.WRITE)
    assert [letter.month for letter in Letter.objects.all()] == [date(2026, 11, 1), OCTOBER]
    [job] = Job.objects.filter(kind=actions.SEND)
    assert Letter.objects.get(id=job.payload["letter"]).month == date(2026, 11, 1)


def test_a_letter_sent_twice_by_a_crash_is_the_same_mail(october: World, letter: Letter) -> None:
    [job] = Job.objects.filter(kind=actions.SEND)
    send(job.payload)
    send(job.payload)
    once, again = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert once == again
