import socket
from collections.abc import Iterator

from django.conf import settings
from imapclient import SocketTimeout, exceptions

from wellserved.console.checking import Finding
from wellserved.ground.safety.outbound import Refused
from wellserved.ground.safety.vault import Unopenable
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.imap import connected
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth.exchange import Unavailable, Withdrawn
from wellserved.serving.channels.email.providers.known import PROVIDERS

PATIENCE_SECONDS = 8
PATIENCE = SocketTimeout(connect=PATIENCE_SECONDS, read=PATIENCE_SECONDS)


def look() -> Iterator[Finding]:
    mailboxes = reads.active_mailboxes()
    if not mailboxes:
        yield Finding("there is no mailbox yet", "add one under Settings, Mailboxes")
    for mailbox in mailboxes:
        if mailbox.imap_host:
            yield _fetched(mailbox)
    piped = [mailbox.address for mailbox in mailboxes if not (mailbox.imap_host or mailbox.provider)]
    for mailbox in mailboxes:
        if mailbox.provider:
            yield Finding(f"{mailbox.address}: {PROVIDERS[mailbox.provider].title} brings its mail")
    ports = {"SMTP": settings.LISTEN_SMTP, "LMTP": settings.LISTEN_LMTP}
    open_ports = {name: port for name, port in ports.items() if port}
    for name, port in open_ports.items():
        yield _listening(name, port)
    if piped:
        how = " and ".join([f"by {name} on port {port}" for name, port in open_ports.items()] + ["by receive-mail"])
        yield Finding(f"{', '.join(piped)}: mail comes {how}")


def _fetched(mailbox: Mailbox) -> Finding:
    server = f"{mailbox.imap_host}:{mailbox.imap_port}"
    try:
        with connected(mailbox, PATIENCE) as client:
            client.select_folder(mailbox.imap_folder, readonly=True)
    except (Withdrawn, Unavailable) as fault:
        return Finding(f"{mailbox.address}: {fault}", "connect it under Settings, Mailboxes")
    except Unopenable as error:
        return Finding(f"{mailbox.address}: {error}", "enter its password again under Settings, Mailboxes")
    except exceptions.LoginError as error:
        return Finding(f"{mailbox.address}: {server} refuses the login ({error})", "correct its user and password")
    except Refused as refused:
        return Finding(f"{mailbox.address}: {refused}", "correct its server, or allow its network")
    except (exceptions.IMAPClientError, OSError) as error:
        return Finding(
            f"{mailbox.address}: {server} does not serve it ({error})", "correct its server, port or folder"
        )
    if mailbox.fetch_error:
        return Finding(
            f"{mailbox.address}: the last fetch failed ({mailbox.fetch_error[:120]})", "see the worker's log"
        )
    return Finding(f"{mailbox.address}: fetched from {server}")


def _listening(name: str, port: int) -> Finding:
    try:
        with socket.create_connection((settings.LISTEN_HOST, port), timeout=PATIENCE_SECONDS) as line:
            greeting = line.recv(200)
    except OSError as error:
        return Finding(f"nobody answers on the {name} port {port} ({error})", "start the worker: wellserved run")
    if not greeting.startswith(b"220"):
        return Finding(f"port {port} is used by something that is no {name} server", "choose another port")
    return Finding(f"the {name} listener answers on port {port}")
