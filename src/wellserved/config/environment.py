"""The environment, read once: every setting with its meaning, default and check. All faults are told at once."""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class WrongSettings(Exception):  # noqa: N818 - a fact, not an accident
    """One sentence for each wrong setting."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Setting:
    """`fault` returns what is wrong with a value, as the end of a sentence, or an empty string."""

    name: str
    default: str
    meaning: str
    fault: Callable[[str], str] = lambda value: ""


def _url(*schemes: str) -> Callable[[str], str]:
    def fault(value: str) -> str:
        try:
            parts = urlsplit(value)
            right = parts.scheme in schemes and bool(parts.hostname)
            _ = parts.port
        except ValueError:
            right = False
        return "" if not value or right else f"must be like {schemes[0]}://host, not {value!r}"

    return fault


def _database(value: str) -> str:
    return "" if not value or value.startswith("sqlite:") else _url("postgresql", "postgres")(value)


def _whole_number(low: int, high: int) -> Callable[[str], str]:
    def fault(value: str) -> str:
        right = value.isascii() and value.isdigit() and low <= int(value) <= high
        return "" if right else f"must be a whole number from {low} to {high}, not {value!r}"

    return fault


def _folder(value: str) -> str:
    """One that is there, or that can be made."""
    path = Path(value).expanduser().absolute()
    there = next(place for place in (path, *path.parents) if place.exists())
    if not there.is_dir():
        return f"must be a folder, and {str(there)!r} is a file"
    return "" if os.access(there, os.W_OK | os.X_OK) else f"must be a folder we may write in, not {value!r}"


def _networks(value: str) -> str:
    for network in filter(None, (part.strip() for part in value.split(","))):
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError:
            return f"must be networks like 10.0.5.0/24, with commas between them, not {network!r}"
    return ""


def _place(value: str) -> str:
    """A path, or a host and a port."""
    host, _, port = value.rpartition(":")
    right = value.startswith("/") or (host and port.isascii() and port.isdigit() and 0 < int(port) < 65536)
    return "" if not value or right else f"must be host:port or a path like /run/clamd.sock, not {value!r}"


def _yes_or_no(value: str) -> str:
    return "" if value in ("yes", "no") else f"must be yes or no, not {value!r}"


SETTINGS = (
    Setting(
        "WELLSERVED_DATA", "data", "The folder that holds everything: database, attachments, keys.", _folder
    ),
    Setting(
        "DATABASE_URL", "", "postgresql://user:password@host/name; empty for SQLite in the data folder.",
        _database,
    ),
    Setting(
        "WELLSERVED_URL", "http://127.0.0.1:8000", "Where customers and staff reach this house.",
        _url("http", "https"),
    ),
    Setting(
        "WELLSERVED_SMTP_URL", "",
        "Where mail leaves by when a mailbox names no server of its own: smtp://user:password@host:25, "
        "or smtps:// for TLS. Empty: mail is written to the outbox folder inside the data folder.",
        _url("smtp", "smtps"),
    ),
    Setting(
        "WELLSERVED_LISTEN_SMTP", "0", "Port of the built-in SMTP listener; 0 for none.",
        _whole_number(0, 65535),
    ),
    Setting(
        "WELLSERVED_LISTEN_LMTP", "0", "Port of the built-in LMTP listener; 0 for none.",
        _whole_number(0, 65535),
    ),
    Setting(
        "WELLSERVED_LISTEN_HOST", "127.0.0.1", "Address that the mail listeners are bound to.",
    ),
    Setting(
        "WELLSERVED_MAIL_LIMIT_MB", "30", "Larger mails are quarantined.", _whole_number(1, 500)
    ),
    Setting(
        "WELLSERVED_LINK_FILES_OVER_MB", "10",
        "Files of one answer that are larger together go as a link, good for 30 days.", _whole_number(0, 500)
    ),
    Setting(
        "WELLSERVED_OUTBOUND_ALLOW", "",
        "Private networks where mailboxes' servers and other outbound requests may go, as 10.0.5.0/24, 127.0.0.1/32.",
        _networks,
    ),
    Setting(
        "WELLSERVED_CLAMD", "",
        "A clamd that looks through every file that comes in, as host:port or the path of its socket; "
        "empty for none.", _place,
    ),
    Setting(
        "WELLSERVED_THREADS", "4", "Pages served at the same time by one process.", _whole_number(1, 64)
    ),
    Setting("WELLSERVED_DEBUG", "no", "Show faults in the browser; never in public.", _yes_or_no),
)  # fmt: skip


@dataclass(frozen=True)
class Environment:
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def number(self, name: str) -> int:
        return int(self.values[name])

    @property
    def data(self) -> Path:
        return Path(self.values["WELLSERVED_DATA"]).expanduser().absolute()


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    """The settings with their defaults; WrongSettings tells every fault there is."""
    values = {s.name: environ.get(s.name, "").strip() or s.default for s in SETTINGS}
    known = {s.name for s in SETTINGS}
    faults = [f"{s.name} {fault}." for s in SETTINGS if (fault := s.fault(values[s.name]))]
    faults += [
        f"{name} is not a setting; docs/settings.md lists them all."
        for name in sorted(environ)
        if name.startswith("WELLSERVED_") and name not in known
    ]
    if faults:
        raise WrongSettings(faults)
    return Environment(values)


def default(name: str, value: str) -> None:
    """Give the setting this value, here and in child processes, unless it has one."""
    if not os.environ.get(name, "").strip():
        os.environ[name] = value


def for_child(**values: str) -> dict[str, str]:
    """The environment of a child process: ours, and these values that aren't empty."""
    return {**os.environ, **{name: value for name, value in values.items() if value}}
