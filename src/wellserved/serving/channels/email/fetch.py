"""Fetching, always: one thread a mailbox that sweeps, waits for more by IDLE, and reconnects whatever happens.

Of several workers the one that holds a mailbox's lease fetches it.
"""

import logging
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import close_old_connections
from imapclient import IMAPClient

from wellserved.ground import clock
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions.leases import lease, leave, renew
from wellserved.serving.channels.email.imap import Stumbles, connected, sweep
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.trouble import trouble

log = logging.getLogger("wellserved.email.fetch")

# Long before servers and firewalls hang up on a silence (10 minutes at some), and the most that a mail can wait whose
# arrival the server told in the middle of another answer.
RENEW_IDLE_SECONDS = 120
SWEEP_SECONDS = 60  # where the server cannot tell of new mail
LOOK_SECONDS = 2  # how soon a stop is noticed
LOOK_FOR_MAILBOXES_SECONDS = 15
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 2.0, 300.0
LEASE = timedelta(seconds=60)
RENEWALS = 4  # within a lease


class Fetcher(threading.Thread):
    """Keeps one mailbox fetched while it has its lease, until it is stopped. Whoever started it renews the lease."""

    def __init__(self, mailbox: Mailbox, span: timedelta = LEASE) -> None:
        super().__init__(name=f"imap-{mailbox.address}", daemon=True)
        self.mailbox = mailbox
        self.span = span
        self.holder = secrets.token_hex(16)
        self.holds = False
        self.is_troubled = False
        self.stumbles: Stumbles = Counter()
        self.stopping = threading.Event()
        self.again = threading.Event()  # ends a wait

    def run(self) -> None:
        wait = FIRST_WAIT_SECONDS
        while not self.stopping.is_set():
            began = time.monotonic()
            pause = wait
            self.is_troubled = False
            try:
                if self._leases():
                    self._session()
                else:
                    pause, wait = min(LOOK_SECONDS, self.span.total_seconds() / RENEWALS), FIRST_WAIT_SECONDS
            except Exception as error:
                pause = self._tell(error, wait)
                wait = min(wait * 2, LONGEST_WAIT_SECONDS)
            finally:
                close_old_connections()
            # A session that held for a while was a good one: begin with short waits again.
            wait = FIRST_WAIT_SECONDS if time.monotonic() - began > LONGEST_WAIT_SECONDS else wait
            self.again.clear()
            if not self.stopping.is_set():
                self.again.wait(pause)
        self._leave()

    def stop(self) -> None:
        self.stopping.set()
        self.again.set()

    def _leases(self) -> bool:
        now = clock.now()
        self.holds = lease(self.mailbox, self.holder, at=now, until=now + self.span)
        return self.holds

    def _goes_on(self) -> bool:
        return self.holds and not self.stopping.is_set()

    def _session(self) -> None:
        self.mailbox.refresh_from_db()
        with connected(self.mailbox) as client:
            while self._goes_on():
                sweep(client, self.mailbox, goes_on=self._goes_on, stumbles=self.stumbles)
                close_old_connections()
                self._wait_for_more(client)

    def _wait_for_more(self, client: IMAPClient) -> None:
        if not client.has_capability("IDLE"):
            self.again.wait(SWEEP_SECONDS)
            client.noop()
            return
        client.idle()
        until = time.monotonic() + RENEW_IDLE_SECONDS
        while self._goes_on() and (began := time.monotonic()) < until:
            if client.idle_check(timeout=LOOK_SECONDS):
                break
            # To the library a closed connection is one that has nothing to say, at once.
            if time.monotonic() - began < LOOK_SECONDS / 2:
                raise ConnectionResetError("the server hung up")
        client.idle_done()

    def _tell(self, error: Exception, wait: float) -> float:
        """Note what went wrong; returns after how many seconds to try again."""
        box = self.mailbox
        told = trouble(error, f"{box.imap_host}:{box.imap_port}", box.imap_folder)
        log.warning("%s: %s (%s)", box.address, told.words, type(error).__name__)
        try:
            actions.fetch_failed(box, told.words)
            self.is_troubled = True
        except Exception:
            log.exception("%s: not even the failure could be noted", box.address)
        return told.wait.total_seconds() if told.wait else wait

    def _leave(self) -> None:
        with suppress(Exception):  # the lease runs out by itself
            leave([self.holder])
        close_old_connections()


class Fetchers:
    """A Fetcher for every mailbox that is to be fetched, those added, changed and removed later included."""

    def __init__(self, span: timedelta = LEASE) -> None:
        self.span = span
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
            fetcher.stop()
        until = time.monotonic() + timeout_seconds
        for fetcher in [*self.running.values(), *self.leaving]:
            fetcher.join(max(0.0, until - time.monotonic()))
        with suppress(Exception):  # leases run out by themselves
            leave([fetcher.holder for fetcher in [*self.running.values(), *self.leaving] if fetcher.is_alive()])

    def _watch(self) -> None:
        while not self.stopping.is_set():
            try:
                self._renew()
                self._match(Mailbox.objects.fetched())
            except Exception:
                log.exception("the mailboxes could not be listed")
            finally:
                close_old_connections()
            self.stopping.wait(min(LOOK_FOR_MAILBOXES_SECONDS, self.span.total_seconds() / RENEWALS))

    def _renew(self) -> None:
        holding = [fetcher for fetcher in self.running.values() if fetcher.holds]
        still = renew([fetcher.holder for fetcher in holding], until=clock.now() + self.span)
        for fetcher in holding:
            fetcher.holds = fetcher.holder in still

    def _match(self, mailboxes: Iterable[Mailbox]) -> None:
        wanted = {_access(mailbox): mailbox for mailbox in mailboxes}
        self.leaving = [fetcher for fetcher in self.leaving if fetcher.is_alive()]
        for access in self.running.keys() - wanted.keys():
            gone = self.running.pop(access)
            gone.stop()
            self.leaving.append(gone)
        for access in self.running.keys() & wanted.keys():
            if self.running[access].is_troubled and not wanted[access].fetch_error:
                self.running[access].again.set()  # somebody looked after it
        for access in wanted.keys() - self.running.keys():
            fetcher = self.running[access] = Fetcher(wanted[access], self.span)
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
        mailbox.oauth_provider,
        mailbox.oauth_client,
    )
