"""Mails to read, as they come: lines joined by CRLF, raw bytes where it matters."""

HEAD = (b"From: Alice Lindqvist <alice@example.org>", b"To: hello@linden.example", b"Subject: Two nights")


def mail(*lines: bytes | str, head: tuple[bytes, ...] = HEAD) -> bytes:
    """A mail with the usual head, then these lines; "" ends the head."""
    return b"\r\n".join([*head, *(line if isinstance(line, bytes) else line.encode() for line in lines), b""])


def plain(text: str, *head: str) -> bytes:
    return mail(*head, 'Content-Type: text/plain; charset="utf-8"', "", text)


ALTERNATIVE = mail(
    "MIME-Version: 1.0",
    "Content-Type: multipart/alternative; boundary=A",
    "",
    "--A",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Is the sea view room free?",
    "--A",
    "Content-Type: multipart/related; boundary=R",
    "",
    "--R",
    "Content-Type: text/html; charset=utf-8",
    "",
    '<p>Is the <b>sea view</b> room free?</p><img src="cid:view@x">',
    "--R",
    "Content-Type: image/png; name=view.png",
    "Content-ID: <view@x>",
    "Content-Transfer-Encoding: base64",
    "",
    "iVBORw0KGgo=",
    "--R--",
    "--A--",
)

REPORT = b"\r\n".join(
    [
        b"Return-Path: <>",
        b"From: MAILER-DAEMON@mx.example.org (Mail Delivery System)",
        b"To: hello@linden.example",
        b"Subject: Undelivered Mail Returned to Sender",
        b"Auto-Submitted: auto-replied",
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
        b"",
        b"--B",
        b"Content-Type: text/plain",
        b"",
        b"I'm sorry to have to inform you that your message could not be delivered.",
        b"--B",
        b"Content-Type: message/delivery-status",
        b"",
        b"Reporting-MTA: dns; mx.example.org",
        b"",
        b"Final-Recipient: rfc822; alice@example.org",
        b"Action: failed",
        b"Status: 5.1.1",
        b"",
        b"--B",
        b"Content-Type: message/rfc822",
        b"",
        b"From: hello@linden.example",
        b"To: alice@example.org",
        b"Message-ID: <ours@linden.example>",
        b"Subject: Re: Two nights",
        b"",
        b"Yes.",
        b"--B--",
        b"",
    ]
)
