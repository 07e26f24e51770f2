"""How a mailbox fares, in words: its fetching, and the test mail that is on its way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.models import Mailbox, Trial
from wellserved.serving.channels.email.providers.known import PROVIDERS
from wellserved.ui.times import ago

WORKER_TAKES = timedelta(seconds=20)
SLOW = timedelta(minutes=1)
GIVEN_UP = timedelta(minutes=15)


@dataclass(frozen=True)
class Line:
    """`tone` is good, warn, bad or "" while it goes on."""

    tone: str
    text: str


@dataclass(frozen=True)
class Watched:
    """The steps of a test mail so far; `goes_on` while there may be more."""

    steps: tuple[Line, ...]
    goes_on: bool


def fetching(box: Mailbox, now: datetime) -> Line:
    """The door that this mailbox's mail comes by, and how it is with it."""
    if not box.is_active:
        return Line("warn", _("Not in use: its mail is neither fetched nor taken."))
    if box.fetch_error:
        return Line("bad", box.fetch_error)
    if not box.imap_host and box.provider:
        return Line("", _("%(title)s brings its mail.") % {"title": PROVIDERS[box.provider].title})
    if not box.imap_host:
        return Line("", _doors())
    if box.fetched_until is None or box.fetched_until < now:
        return Line(
            "warn", _("No worker fetches it just now. Is one running? The command wellserved run starts one.")
        )
    if box.fetched_at is None:
        return Line("", _("A worker is signing in."))
    told = {"host": box.imap_host, "folder": box.imap_folder, "ago": ago(box.fetched_at, now)}
    return Line("good", _("Fetched from %(host)s, folder %(folder)s; last look %(ago)s.") % told)


def _doors() -> str:
    ports = {"SMTP": settings.LISTEN_SMTP, "LMTP": settings.LISTEN_LMTP}
    open_ports = [f"{name} {settings.LISTEN_HOST}:{port}" for name, port in ports.items() if port]
    if open_ports:
        return _("Your mail server hands its mail in: %(doors)s.") % {"doors": ", ".join(open_ports)}
    return _("Nothing is fetched: mail comes by the command wellserved receive-mail.")


def watched(box: Mailbox, trial: Trial | None, now: datetime) -> Watched:
    """What became of the test mail, step by step, and what to do where it stopped."""
    if trial is None:
        return Watched((), goes_on=False)
    since = now - trial.begun_at
    if trial.error:
        return Watched((Line("bad", _failed(trial)),), goes_on=False)
    if trial.sent_at is None:
        if since < WORKER_TAKES:
            return Watched((Line("", _("Waiting for the worker to send it.")),), goes_on=True)
        words = _("The worker has not taken it up. Is one running? The command wellserved run starts one.")
        return Watched((Line("warn", words),), goes_on=since < GIVEN_UP)
    if trial.way == "outbox":
        words = _(
            "Nothing leaves this house: no mail server is set up, so the mail is a file in the folder %(folder)s. "
            "Tell a server for sending mail above."
        )
        return Watched((Line("warn", words % {"folder": settings.OUTBOX}),), goes_on=False)
    told = {"way": trial.way, "seconds": _seconds(trial.sent_at - trial.begun_at)}
    handed = Line("good", _("Handed to %(way)s after %(seconds)s.") % told)
    if trial.arrived_at is not None:
        door = reads.door_of(trial).upper() or "?"
        told = {"door": door, "seconds": _seconds(trial.arrived_at - trial.sent_at)}
        arrived = Line("good", _("Arrived by %(door)s, %(seconds)s later. Mail leaves and comes.") % told)
        return Watched((handed, arrived), goes_on=False)
    return Watched((handed, _waiting(box, since)), goes_on=since < GIVEN_UP)


def _failed(trial: Trial) -> str:
    if not trial.way:
        return trial.error
    told = {"way": trial.way, "error": trial.error}
    return _("%(way)s did not take it: %(error)s. Check the part about sending mail above.") % told


def _waiting(box: Mailbox, since: timedelta) -> Line:
    if box.fetch_error:
        return Line("bad", _("It cannot arrive: %(error)s") % {"error": box.fetch_error})
    if since < SLOW:
        return Line("", _("Waiting for it to arrive: %(seconds)s.") % {"seconds": _seconds(since)})
    if box.imap_host:
        words = _("It is not there yet. Look into the mailbox itself, its spam folder too.")
    else:
        words = _("It is not there yet. Does your mail server hand mail to %(address)s over to Wellserved?")
    return Line("warn", words % {"address": box.address} if not box.imap_host else words)


def _seconds(span: timedelta) -> str:
    seconds = max(0.0, span.total_seconds())
    return _("%(n)s s") % {"n": f"{seconds:.1f}" if seconds < 10 else f"{seconds:.0f}"}
