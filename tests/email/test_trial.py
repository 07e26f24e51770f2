"""A mailbox tests itself: by real servers, and without becoming anybody's conversation."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.email.dovecot import PASSWORD, Dovecot
from tests.email.peer import Peer
from tests.world import World
from wellserved.ground import clock
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email import actions, reads
from wellserved.serving.channels.email.imap import connected, sweep
from wellserved.serving.channels.email.models import Mailbox, RawMail, Trial
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.trial import mark
from wellserved.serving.conversations.models import Conversation

pytestmark = [pytest.mark.server, pytest.mark.django_db]
USER = "hello@linden.example"


def tried(world: World, run_jobs: Any) -> Trial:
    trial = actions.begin_trial(world.hello, at=clock.now())
    run_jobs(clock.now())
    trial.refresh_from_db()
    return trial


def test_it_leaves_by_smtp_and_arrives_by_imap(
    world: World, peer: Peer, dovecot: Dovecot, settings: Any, run_jobs: Any
) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
    trial = tried(world, run_jobs)
    assert (trial.way, trial.error, trial.arrived_at) == (f"127.0.0.1:{peer.port}", "", None)
    assert trial.sent_at

    box = world.hello
    box.imap_host, box.imap_port, box.imap_security, box.imap_secret = (
        "127.0.0.1", dovecot.port, "none", seal(PASSWORD),
    )  # fmt: skip
    box.save()
    content = peer.mails[0].content
    assert isinstance(content, bytes)
    dovecot.put(USER, content)
    with connected(box) as client:
        sweep(client, box)
    trial.refresh_from_db()
    assert trial.arrived_at
    assert reads.door_of(trial) == "imap"
    assert RawMail.objects.get().state == RawMail.DISCARDED
    assert not Conversation.objects.exists()


def test_a_provider_may_rewrite_its_id(world: World, peer: Peer, settings: Any, run_jobs: Any) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
    trial = tried(world, run_jobs)
    content = peer.mails[0].content
    assert isinstance(content, bytes)
    theirs = content.replace(b"Message-ID: <trial", b"X-Was: <trial").replace(
        b"From:", b"Message-ID: <new@ses>\r\nFrom:"
    )
    actions.receive(world.hello, theirs, via="hook", at=clock.now())
    trial.refresh_from_db()
    assert trial.arrived_at
    assert reads.door_of(trial) == "hook"


def test_only_a_genuine_mark_of_this_mailbox_that_is_awaited_counts(world: World, at: datetime) -> None:
    quay = world.mailboxes["linden-quay"]
    trial = Trial.objects.create(mailbox=world.hello, begun_at=clock.now())
    name = mark(trial.id, world.hello.id)
    for forged in (f"trial-{trial.id}-{'0' * 24}@x", f"trial-{trial.id + 1}-{name[-24:]}@x", f"x{name}@x"):
        actions.receive(world.hello, letter(id=forged), via="smtp", at=at)
    actions.receive(quay, letter(id=f"{name}@x", to=quay.address), via="smtp", at=at)
    assert RawMail.objects.filter(state=RawMail.TAKEN_IN).count() == 4
    actions.receive(world.hello, letter(id=f"{name}@x"), via="smtp", at=at)
    actions.receive(world.hello, letter("again", id=f"{name}@x"), via="smtp", at=at)
    assert RawMail.objects.filter(state=RawMail.DISCARDED).count() == 1


def test_an_old_test_is_a_mail_like_any_other(world: World, at: datetime) -> None:
    trial = Trial.objects.create(mailbox=world.hello, begun_at=clock.now() - timedelta(days=2))
    actions.receive(world.hello, letter(id=f"{mark(trial.id, world.hello.id)}@x"), via="smtp", at=at)
    assert Conversation.objects.count() == 1


def test_what_failed_is_kept_for_whoever_watches(world: World, peer: Peer, settings: Any, run_jobs: Any) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
    peer.refuses[USER] = "550 5.7.1 relaying denied"
    trial = tried(world, run_jobs)
    assert "relaying denied" in trial.error
    Mailbox.objects.filter(id=world.hello.id).update(smtp_host="127.0.0.1", smtp_port=9, smtp_security="none")
    world.hello.refresh_from_db()
    assert "refused" in tried(world, run_jobs).error


def test_a_house_without_a_server_writes_a_file(world: World, settings: Any, run_jobs: Any) -> None:
    trial = tried(world, run_jobs)
    assert trial.way == "outbox"
    assert any(mark(trial.id, world.hello.id) in path.name for path in Path(settings.OUTBOX).iterdir())
