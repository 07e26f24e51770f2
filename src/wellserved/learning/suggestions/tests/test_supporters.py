"""Who supports a suggestion hears once what became of it, at an address that they confirmed."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.customers.models import Identity
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.actor import staff
from wellserved.learning.suggestions import actions, links, reads, rules
from wellserved.learning.suggestions.models import Suggestion, Support
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.transport import Outbox, Rejected
from wellserved.serving.conversations.models import Conversation

Run = Callable[[datetime], int]
ANN = "ann.lee@post.example"


@pytest.fixture
def bikes(world: World) -> Suggestion:
    """Promised for May."""
    return planned(world, "Bicycles")


def planned(world: World, title: str) -> Suggestion:
    suggestion = actions.suggest(world.quay, f"{title}!", at=clock.now())
    stands(suggestion, world, "planned", f"{title} come in May.")
    return suggestion


def stands(suggestion: Suggestion, world: World, state: str, answer: str, *, tell: bool = True) -> None:
    title, by = suggestion.title or suggestion.words.strip("!"), staff(world.sander.id)
    actions.decide(suggestion, state=state, title=title, answer=answer, tell=tell, by=by, at=clock.now())


def supported_by(suggestion: Suggestion, address: str, voice: str) -> None:
    """Somebody leaves an address in their browser, and presses the link in the mail."""
    wish = links.Wish(suggestion.id, address, voice)
    actions.confirm(suggestion, wish, at=clock.now())


def mails() -> list[EmailMessage]:
    kept = sorted(Path(settings.OUTBOX).glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in kept]


def later(run_jobs: Run) -> None:
    run_jobs(clock.now() + rules.HEARS_AFTER + timedelta(seconds=1))


def test_an_address_is_confirmed_and_hears_once(bikes: Suggestion, world: World, run_jobs: Run) -> None:
    actions.support(bikes, "her browser", at=clock.now())
    for _ in range(2):
        actions.ask_to_confirm(bikes, " Ann.Lee@post.example", "her browser", at=clock.now())
    assert ANN not in str(list(Job.objects.values_list("payload", "key")))
    run_jobs(clock.now())
    (mail,) = mails()
    assert (mail["To"], mail["From"].addresses[0].addr_spec) == (ANN, world.mailboxes["linden-quay"].address)
    assert not Identity.objects.filter(value=ANN).exists(), "nothing is kept of an address nobody confirmed"
    link = re.search(r"/hear/([\w-]+)/", mail.get_content())
    assert link
    wish = links.wish_of(link[1], clock.now())
    assert wish
    for _ in range(2):
        actions.confirm(bikes, wish, at=clock.now())
    assert reads.whole(world.sander, bikes.id).voices == 2, "her browser and her address are one voice"
    assert reads.whole(world.sander, bikes.id).waiting == 1

    stands(bikes, world, "planned", "They come in June.")
    later(run_jobs)
    assert len(mails()) == 1, "that is not the end of it"
    stands(bikes, world, "done", "They are here.")
    stands(bikes, world, "done", "They are here, all six.")
    later(run_jobs)
    stands(bikes, world, "done", "There are seven.")
    later(run_jobs)
    _, told = mails()
    assert (told["To"], told["Subject"]) == (ANN, "Bicycles")
    assert "You wanted this too: Bicycles They are here, all six." in " ".join(told.get_content().split())
    assert "/hears/" in told["List-Unsubscribe"]
    assert not Conversation.objects.exists(), "nobody at the desk waits for her"


def test_a_slip_is_mended_before_anybody_hears(bikes: Suggestion, world: World, run_jobs: Run) -> None:
    supported_by(bikes, ANN, "a")
    stands(bikes, world, "declined", "No.")
    stands(bikes, world, "planned", "In May, we meant.")
    later(run_jobs)
    assert mails() == []
    stands(bikes, world, "done", "Here they are.", tell=False)
    later(run_jobs)
    assert mails() == []


def test_who_would_rather_not_hears_nothing(bikes: Suggestion, world: World, run_jobs: Run) -> None:
    supported_by(bikes, ANN, "a")
    supported_by(planned(world, "Kayaks"), ANN, "a")
    support = Support.objects.order_by("id").first()
    assert support
    assert support.customer_id
    assert reads.hears(support.customer_id) == (2, 0)
    assert actions.hear_no_more(support.customer_id, at=clock.now()) == 2
    stands(bikes, world, "done", "Here they are.")
    later(run_jobs)
    assert mails() == []
    assert actions.hear_again(support.customer_id) == 2
    supported_by(bikes, ANN, "a")  # done already, so that she hears it now
    later(run_jobs)
    assert [mail["Subject"] for mail in mails()] == ["Bicycles"]


def test_everybody_hears_once_of_what_was_merged(bikes: Suggestion, world: World, run_jobs: Run) -> None:
    cycles = planned(world, "Cycles")
    actions.suggest(world.quay, "Bikes?", email="tom@post.example", at=clock.now())
    toms = Suggestion.objects.latest("id")
    for suggestion, address, voice in ((bikes, ANN, "a"), (cycles, ANN, "a"), (cycles, "tom@post.example", "b")):
        supported_by(suggestion, address, voice)
    for one in (cycles, toms):
        actions.merge(one, bikes, by=staff(world.sander.id), at=clock.now())
    whole = reads.whole(world.sander, bikes.id)
    assert (whole.voices, whole.waiting, whole.addressed) == (5, 2, 1)
    bikes.refresh_from_db()
    stands(bikes, world, "done", "Here they are.")
    later(run_jobs)
    assert sorted(mail["To"] for mail in mails()) == [ANN, "tom@post.example"]


def test_without_a_mailbox_they_stay_to_be_told(bikes: Suggestion, world: World, run_jobs: Run) -> None:
    supported_by(bikes, ANN, "a")
    mailbox = world.mailboxes["linden-quay"]
    Mailbox.objects.filter(id=mailbox.id).update(is_active=False)
    stands(bikes, world, "done", "Here they are.")
    later(run_jobs)
    assert mails() == []
    whole = reads.whole(world.sander, bikes.id)
    assert (whole.waiting, whole.has_mailbox) == (1, False)
    Mailbox.objects.filter(id=mailbox.id).update(is_active=True)
    run_jobs(clock.now() + rules.TRIED_AGAIN_AFTER + timedelta(seconds=1))
    assert [mail["To"] for mail in mails()] == [ANN]
    assert reads.whole(world.sander, bikes.id).waiting == 0


def test_whose_server_takes_no_mail_is_not_called_told(
    bikes: Suggestion, world: World, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    supported_by(bikes, ANN, "a")
    stands(bikes, world, "done", "Here they are.")

    def refuses(*told: object) -> list[str]:
        raise Rejected("550 5.1.1 no such user", [ANN])

    with monkeypatch.context() as server:
        server.setattr(Outbox, "send", refuses)
        later(run_jobs)
    support = Support.objects.get(suggestion=bikes)
    assert (support.told_at, reads.whole(world.sander, bikes.id).waiting) == (None, 0)
    assert Identity.objects.get(value=ANN).unreachable_since
    later(run_jobs)
    assert mails() == [], "nobody tries for ever"


def test_two_in_one_house_are_two_voices_once_each_confirms(bikes: Suggestion, world: World) -> None:
    for address in (ANN, "tom@post.example", ANN):
        supported_by(bikes, address, "their network")
    assert reads.whole(world.sander, bikes.id).waiting == 2
    assert reads.whole(world.sander, bikes.id).voices == 3


def test_a_link_holds_for_a_week_and_cannot_be_made(bikes: Suggestion, at: datetime) -> None:
    wish = links.Wish(bikes.id, ANN, "a")
    token = links.wish_token(wish, at)
    assert ANN not in token
    assert links.wish_of(token, at + timedelta(days=6)) == wish
    assert links.wish_of(token, at + timedelta(days=8)) is None
    for forged in (token[:-2], "", "nonsense", links.hearing_token(7)):
        assert links.wish_of(forged, at) is None
    assert links.who_hears(links.hearing_token(7)) == 7
    assert links.who_hears("7.forged") is None
