"""`wellserved check` says what is in place, and of what is not what to do."""

import socket
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.world import AT, World
from wellserved.console import check
from wellserved.console.checking import Finding, carefully, clock, database, disk, jobs, mail_dns, mail_in, mail_out
from wellserved.ground.jobs.actions import enqueue
from wellserved.ground.jobs.models import Job
from wellserved.ground.jobs.work import drain
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.dns.lookup import Unreachable
from wellserved.serving.channels.email.models import Mailbox


def amiss(findings: list[Finding]) -> str:
    return " | ".join(f"{finding.says} -> {finding.do}" for finding in findings if not finding.in_place)


def test_a_good_database_and_clock_are_said_to_be_good(world: World) -> None:
    assert amiss(carefully(clock.look)) == ""
    assert amiss(carefully(database.look)) == ""


def test_keys_that_others_may_read_are_told(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    (keys / "signing").touch(mode=0o600)
    assert amiss(carefully(disk.look)) == ""
    (keys / "signing").chmod(0o644)
    assert f"others may read signing -> chmod -R go= {keys}" in amiss(carefully(disk.look))


def test_a_folder_that_is_not_there_is_told(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "gone"
    assert "cannot be written" in amiss(carefully(disk.look))


def test_without_a_worker_somebody_is_told_to_start_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE_SECONDS", 0.05)
    assert "no worker answers -> start one" in amiss(carefully(jobs.look))


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lives_answers(at: datetime) -> None:
    stop = threading.Event()

    def worker() -> None:
        from django.db import connection

        from wellserved.ground.clock import now

        while not stop.wait(0.02):
            drain(now())
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    try:
        assert amiss(carefully(jobs.look)) == ""
    finally:
        stop.set()
        thread.join()


def test_jobs_that_were_given_up_are_told_with_their_reason(
    db: None, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PATIENCE_SECONDS", 0.05)
    enqueue("email.deliver", {}, due_at=at)
    Job.objects.update(parked_at=at, last_error="Traceback ...\nSMTPRecipientsRefused: nobody of that name")
    assert "1 jobs were given up, the latest email.deliver (SMTPRecipientsRefused" in amiss(carefully(jobs.look))


@pytest.fixture
def nobody_listens() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: a connection is refused
        yield taken.getsockname()[1]


def test_mail_servers_that_do_not_answer_are_told(world: World, nobody_listens: int, settings: Any) -> None:
    here = {
        "imap_host": "127.0.0.1",
        "imap_port": nobody_listens,
        "smtp_host": "127.0.0.1",
        "smtp_port": nobody_listens,
    }
    Mailbox.objects.filter(id=world.hello.id).update(**here)
    assert "leads into a private network" in amiss(carefully(mail_in.look))
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    assert "hello@linden.example: 127.0.0.1" in amiss(carefully(mail_in.look))
    assert "hello@linden.example: 127.0.0.1" in amiss(carefully(mail_out.look))


def test_a_house_without_servers_is_told_where_its_mail_goes(world: World, settings: Any) -> None:
    assert amiss(carefully(mail_in.look) + carefully(mail_out.look)) == ""
    assert str(settings.OUTBOX) in str(carefully(mail_out.look))
    settings.LISTEN_SMTP = 1
    assert "nobody answers on the SMTP port 1" in amiss(carefully(mail_in.look))


def test_a_house_without_a_mailbox_is_told_to_add_one(db: None) -> None:
    assert "add one under Settings" in amiss(carefully(mail_in.look))


def test_the_command_ends_with_what_it_found(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.tell({"clock": "clock"})
    assert capsys.readouterr().out.endswith("Everything is in place.\n")


def test_a_look_that_breaks_is_a_finding() -> None:
    def broken() -> Iterator[Finding]:
        yield Finding("first")
        raise OSError("the cable is out")

    first, second = carefully(broken)
    assert first.in_place
    assert "the cable is out" in second.says


def test_records_that_nobody_published_are_ready_to_paste(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.make_key("linden.example", at=AT)
    monkeypatch.setattr(mail_dns, "lookup", lambda name, kind: [])
    told = amiss(carefully(mail_dns.look))
    assert 'publish ws2026._domainkey.linden.example. TXT "v=DKIM1; k=rsa; p=MII' in told
    assert 'publish linden.example. TXT "v=spf1 mx ~all"' in told
    assert "mail is not signed" not in told


def test_a_dns_out_of_reach_is_a_sentence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(name: str, kind: str) -> list[str]:
        raise Unreachable("The DNS can't be reached from here (LifetimeTimeout).")

    monkeypatch.setattr(mail_dns, "lookup", nobody)
    told = amiss(carefully(mail_dns.look))
    assert "The DNS can't be reached from here" in told
    assert "mail is not signed -> wellserved signing-key linden.example" in told


def test_mail_means_all_that_is_about_mail() -> None:
    assert list(check.chosen(["mail"]).values()) == ["mail_in", "mail_out", "mail_dns"]
    assert list(check.chosen(["mail_in", "disk"]).values()) == ["disk", "mail_in"]
    assert "mail_dns" not in check.chosen([]).values()
