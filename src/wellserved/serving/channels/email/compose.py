"""One message of ours as the bytes that travel. Pure: facts in, bytes out."""

import html as htmllib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from wellserved.serving.channels.email.parcel import Parcel

MOST_REFERENCES = 12


class PlainHeader(UnstructuredHeader, BaseHeader):
    """Ids and addresses, one a line, as they are. Python 3.11 writes a long In-Reply-To as an encoded word, which
    threads nowhere, and takes strangers' addresses apart in ways that fail."""

    max_count = 1

    def fold(self, *, policy: Any) -> str:
        return f"{self.name}: {(policy.linesep + ' ').join(str(self).split())}{policy.linesep}"


_registry = HeaderRegistry()
for _name in ("to", "cc", "message-id", "in-reply-to", "references", "list-unsubscribe"):
    _registry.map_to_type(_name, PlainHeader)
WIRE = policy.SMTP.clone(header_factory=_registry)


@dataclass(frozen=True)
class Enclosure:
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Sending:
    """Everything that the mail says. Ids are without angle brackets; `html` may be empty."""

    sender_name: str
    sender: str
    reply_to: str
    recipients: Sequence[str]  # To, then Cc
    subject: str
    text: str
    at: datetime
    header_id: str
    token: str  # the return token
    html: str = ""
    signature: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    by_machine: bool = False
    files: Sequence[Enclosure] = ()
    parcel: Parcel | None = None  # the files that wait behind a link
    leave: str = ""  # the page that ends mail of this kind
    copies: Sequence[str] = ()  # those of the recipients who stand in Cc


def composed(sending: Sending) -> bytes:
    """The mail, with CRLF line ends."""
    mail = EmailMessage(WIRE)
    mail["From"] = _address(sending.sender_name, sending.sender)
    mail["To"] = _listed([one for one in sending.recipients if one not in sending.copies])
    if sending.copies:
        mail["Cc"] = _listed(sending.copies)
    if sending.reply_to != sending.sender:
        mail["Reply-To"] = _address(sending.sender_name, sending.reply_to)
    mail["Subject"] = one_line(sending.subject)
    mail["Date"] = format_datetime(sending.at)
    mail["Message-ID"] = f"<{sending.header_id}>"
    if _travels(sending.in_reply_to):
        mail["In-Reply-To"] = f"<{sending.in_reply_to}>"
    if references := [one for one in sending.references if _travels(one)]:
        # The first says where the thread began, the last ones what this answers.
        listed = list(dict.fromkeys(references))
        kept = listed if len(listed) <= MOST_REFERENCES else [listed[0], *listed[1 - MOST_REFERENCES :]]
        mail["References"] = " ".join(f"<{one}>" for one in kept)
    mail["X-Wellserved-Message"] = sending.token
    if sending.by_machine:
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
    if sending.leave:
        mail["List-Unsubscribe"] = f"<{sending.leave}>"
        if sending.leave.startswith("https:"):  # RFC 8058 has one click for no other
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text, html = sending.text, sending.html
    if sending.parcel:
        text, html = f"{text.rstrip()}\n\n{sending.parcel.text}", html and f"{html}\n{sending.parcel.html}"
    mail.set_content(signed(text, sending.signature), cte="quoted-printable")
    if html:
        mail.add_alternative(_page(html, sending.signature), subtype="html", cte="quoted-printable")
    for file in sending.files:
        content_type, _, method = file.content_type.partition("; method=")  # which calendars look for
        kind, _, sub = content_type.partition("/")
        if kind in ("multipart", "message") or not re.fullmatch(r"[\w.+-]+/[\w.+-]+", content_type, re.ASCII):
            kind, sub = "application", "octet-stream"
        params = {"method": method, "charset": "utf-8"} if method.isalpha() and method.isascii() else {}
        name = one_line(file.name)
        mail.add_attachment(file.data, maintype=kind, subtype=sub, filename=name, params=params)
    return mail.as_bytes()


def signed(text: str, signature: str) -> str:
    """With the site's signature under the customary two dashes."""
    body = text.rstrip() + "\n"
    return f"{body}\n-- \n{signature.strip()}\n" if signature.strip() else body


def one_line(text: str) -> str:
    """Nothing that could begin another header: no line end, and no encoded word that Python would make one of."""
    return " ".join(text.split()).replace("=?", "= ?")


def _listed(addresses: Sequence[str]) -> str:
    return one_line(", ".join(addresses)).encode("ascii", "replace").decode()


def _travels(id: str) -> bool:
    """Whether a stranger's id fits into a header; to name others would keep the whole answer from leaving."""
    return bool(id) and id.isascii() and id.isprintable() and "=?" not in id


def _page(html: str, signature: str) -> str:
    if not signature.strip():
        return html
    lines = "<br>\n".join(htmllib.escape(line) for line in signature.strip().splitlines())
    return f"{html}\n<p>-- <br>\n{lines}</p>\n"


def _address(name: str, address: str) -> Address | str:
    try:
        return Address(one_line(name), addr_spec=address)
    except Exception:  # an address beyond the standard's grammar, which real servers take all the same
        return address
