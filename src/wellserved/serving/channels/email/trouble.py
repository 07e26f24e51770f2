"""What went wrong with a mail server, told to somebody who can do something about it."""

import socket
import ssl
from dataclasses import dataclass
from datetime import timedelta

from imapclient.exceptions import IMAPClientError, LoginError

from wellserved.ground.safety.outbound import Refused
from wellserved.ground.safety.vault import Unopenable
from wellserved.serving.channels.email.oauth.exchange import Unavailable, Withdrawn

# A server that says these will take the same password later (RFC 5530); others count failures and lock the account.
PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
# Of the usual ten wrong passwords within an hour this makes four.
REFUSED_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Trouble:
    """`wait` is how long to leave the server in peace; None if the usual back-off will do."""

    words: str
    wait: timedelta | None = None


def trouble(error: Exception, server: str, folder: str = "") -> Trouble:
    """What an IMAP session ended with; `server` as host:port."""
    match error:
        case Withdrawn() | Unopenable():
            return Trouble(str(error), REFUSED_WAIT)
        case Unavailable() | Refused():
            return Trouble(str(error))
        case LoginError() if not any(code in str(error) for code in PASSING):
            minutes = int(REFUSED_WAIT.total_seconds() / 60)
            return Trouble(
                f"{server} refuses the user name or password ({_plain(error)}). It is tried again every {minutes} "
                "minutes only, so that the account is not locked; saving this mailbox tries at once.",
                REFUSED_WAIT,
            )
        case IMAPClientError() if folder and str(error).startswith("select failed"):
            return Trouble(f"{server} has no folder {folder} ({_plain(error)}). Make it there, or name another.")
        case ssl.SSLError():
            return Trouble(f"{server} cannot be spoken to securely ({_plain(error)}). Check port and encryption.")
        case socket.gaierror():
            return Trouble(f"{server} is not known to the name server. Check its spelling.")
        case TimeoutError():
            return Trouble(f"{server} does not answer. It is tried again.")
        case OSError():
            return Trouble(f"{server} cannot be reached ({_plain(error)}). It is tried again.")
        case IMAPClientError():
            return Trouble(f"{server} broke off ({_plain(error)}). It is tried again.")
    return Trouble(f"{type(error).__name__}: {error}")


def _plain(error: Exception) -> str:
    """The server's own words: imaplib shows some of them as bytes."""
    return str(error).removeprefix("b").strip("'\" ")[:200] or type(error).__name__
