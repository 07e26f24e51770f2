"""Fetching, always: one thread a mailbox that sweeps, waits for more by IDLE, and reconnects whatever happens."""

import logging
import threading
import time
from collections.abc import Iterable
from typing import Any

from django.db import close_old_connections
from imapclient import IMAPClient

from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.imap import connected, sweep
from wellserved.serving.channels.email.models import Mailbox

log = logging.getLogger("wellserved.email.fetch")

# Long before servers and firewalls hang up on a silence (10 minutes at some), and the most that a mail can wait whose
# arrival the server told in the middle of another answer.
RENEW_IDLE_SECONDS = 120
SWEEP_SECONDS = 60  # where the server cannot tell of new mail
LOOK_SECONDS = 2  # how soon a stop is noticed
LOOK_FOR_MAILBOXES_SECONDS = 15
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 2.0, 300.0


class Fetcher(threading.Thread):
    """Keeps one mailbox fetched until it is stopped."""

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__(name=f"imap-{mailbox.address}", daemon=True)
        self.mailbox = mailbox
        self.stopping = threading.Event()

    def run(self) -> None:
        wait = FIRST_WAIT_SECONDS
        while not self.stopping.is_set():
            began = time.monotonic()
            try:
                self._session()
            except Exception as error:
                log.warning("%s: %s: %s", self.mailbox.address, type(error).__name__, error)
                self._tell(f"{type(error).__name__}: {error}")
            finally:
                close_old_connections()
            # A session that held for a while was a good one: begin with short waits again.
            wait = FIRST_WAIT_SECONDS if time.monotonic() - began > LONGEST_WAIT_SECONDS else wait
            self.stopping.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)

    def _session(self) -> None:
        self.mailbox.refresh_from_db()
        with connected(self.mailbox) as client:
            while not self.stopping.is_set():
                sweep(client, self.mailbox)
                close_old_connections()
                self._wait_for_more(client)

    def _wait_for_more(self, client: IMAPClient) -> None:
        if not client.has_capability("IDLE"):
            self.stopping.wait(SWEEP_SECONDS)
            client.noop()
            return
        client.idle()
        until = time.monotonic() + RENEW_IDLE_SECONDS
        while not self.stopping.is_set() and (began := time.monotonic()) < until:
            if client.idle_check(timeout=LOOK_SECONDS):
                break
            # To the library a closed connection is one that has nothing to say, at once.
            if time.monotonic() - began < LOOK_SECONDS / 2:
                raise ConnectionResetError("the server hung up")
        client.idle_done()

    def _tell(self, error: str) -> None:
        try:
            actions.fetch_failed(self.mailbox, error)
        except Exception:
            log.exception("%s: not even the failure could be noted", self.mailbox.address)


class Fetchers:
    """A Fetcher for every mailbox that is to be fetched, those added, changed and removed later included."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.running: dict[tuple[Any, ...], Fetcher] = {}
        self.leaving: list[Fetcher] = []  # asked to stop while others go on
        self.thread = threading.Thread(target=self._watch, name="imap", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self, timeout_seconds: float = 10) -> None:
        """Returns when all have stopped, or after the time-out."""
        self.stopping.set()
        self.thread.join(timeout_seconds)
        for fetcher in self.running.values():
            fetcher.stopping.set()
        until = time.monotonic() + timeout_seconds
        for fetcher in [*self.running.values(), *self.leaving]:
            fetcher.join(max(0.0, until - time.monotonic()))

    def _watch(self) -> None:
        while not self.stopping.is_set():
            try:
                self._match(Mailbox.objects.fetched())
            except Exception:
                log.exception("the mailboxes could not be listed")
            finally:
                close_old_connections()
            self.stopping.wait(LOOK_FOR_MAILBOXES_SECONDS)

    def _match(self, mailboxes: Iterable[Mailbox]) -> None:
        wanted = {_access(mailbox): mailbox for mailbox in mailboxes}
        self.leaving = [fetcher for fetcher in self.leaving if fetcher.is_alive()]
        for access in self.running.keys() - wanted.keys():
            gone = self.running.pop(access)
            gone.stopping.set()
            self.leaving.append(gone)
        for access in wanted.keys() - self.running.keys():
            fetcher = self.running[access] = Fetcher(wanted[access])
            fetcher.start()


def _access(mailbox: Mailbox) -> tuple[Any, ...]:
    """What a connection depends on: when it changes, another Fetcher takes over."""
    return (
        mailbox.id,
        mailbox.imap_host,
        mailbox.imap_port,
        mailbox.imap_security,
        mailbox.imap_user,
        mailbox.imap_secret,
        mailbox.imap_folder,
    )
