from datetime import UTC, datetime

import pytest

from wellserved.serving.channels.email.reading.forwarded import forwarded
from wellserved.serving.channels.email.reading.model import Person
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.tests.mails import mail, plain

ALICE = Person("alice@example.org", "Alice Lindqvist")
NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
FORMS = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Alice Lindqvist <alice@example.org>\n"
    "Date: Tue, Nov 17, 2026 at 12:00 PM\nSubject: Two nights\nTo: <ines@linden.example>\n\n\n{}",
    "Gmail, French": "---------- Message transféré ---------\nDe : Alice Lindqvist <alice@example.org>\n"
    "Date: mar. 17 nov. 2026\nSubject: Two nights\nTo: <ines@linden.example>\n\n{}",
    "Apple": "Begin forwarded message:\n\n> From: Alice Lindqvist <alice@example.org>\n> Subject: Two nights\n"
    "> Date: 17 November 2026 at 12:00:00 GMT\n> To: ines@linden.example\n> \n> {}",
    "Thunderbird": "-------- Forwarded Message --------\nSubject: \tTwo nights\n"
    "Date: \tTue, 17 Nov 2026 12:00:00 +0000\nFrom: \tAlice Lindqvist <alice@example.org>\n"
    "To: \tines@linden.example\n\n{}",
    "Thunderbird, German": "-------- Weitergeleitete Nachricht --------\nBetreff: Two nights\nDatum: "
    "Tue, 17 Nov 2026 12:00:00 +0000\nVon: Alice Lindqvist <alice@example.org>\nAn: ines@linden.example\n\n{}",
    "Outlook": "From: Alice Lindqvist <alice@example.org>\nSent: Tuesday, 17 November 2026 12:00\nTo: Ines\n"
    "Subject: Two nights\n\n{}",
    "Outlook, mobile": "________________________________\nFrom: Alice Lindqvist <alice@example.org>\nSent: Tuesday, "
    "November 17, 2026 12:00:00 PM\nTo: Ines\nSubject: Two nights\n\n{}",
    "Outlook, German": "Von: Alice Lindqvist [mailto:alice@example.org]\nGesendet: Dienstag, 17. November\n"
    "An: Ines\nBetreff: Two nights\n\n{}",
    "Outlook, old": "-----Original Message-----\nFrom: Alice Lindqvist <alice@example.org>\nSent: Tuesday\n"
    "Subject: Two nights\n\n{}",
    "Outlook, Spanish": "De: Alice Lindqvist <alice@example.org<mailto:alice@example.org>>\nEnviado: martes\n"
    "Para: Ines\nAsunto: Two nights\n\n{}",
}


@pytest.mark.parametrize("program", FORMS)
@pytest.mark.parametrize("above", ["Please answer her.", ""])
def test_a_forward_in_the_text(program: str, above: str) -> None:
    text = f"{above}\n\n{FORMS[program].format('Is the sea view room free?')}"
    reading = read(
        plain(text, "Subject: x").replace(b"Subject: Two nights\r\nSubject: x", b"Subject: WG: Two nights")
    )
    found = forwarded(reading)
    assert found
    assert (found.sender, found.subject, found.above) == (ALICE, "Two nights", above)
    assert found.text == "Is the sea view room free?"
    assert found.date in (NOON, None)


def test_a_forward_that_is_enclosed() -> None:
    inner = (
        "From: Alice Lindqvist <alice@example.org>\nSubject: Two nights\n"
        "Date: Tue, 17 Nov 2026 12:00:00 +0000\n\nIs it free?"
    )
    head = (b"From: ines@linden.example", b"Subject: Fwd: Two nights")
    parts = (
        "--M",
        "Content-Type: text/plain",
        "",
        "See this.",
        "--M",
        "Content-Type: message/rfc822",
        "",
        inner,
        "--M--",
    )
    found = forwarded(read(mail("Content-Type: multipart/mixed; boundary=M", "", *parts, head=head)))
    assert found
    assert (found.sender, found.subject, found.date) == (ALICE, "Two nights", NOON)
    assert (found.text.strip(), found.above) == ("Is it free?", "See this.")


@pytest.mark.parametrize(
    "text",
    [
        "From: here\nTo: there\nDate: soon",
        "Yes.\n\nFrom: Linden <hello@linden.example>\nSent: Tuesday\nTo: Alice\nSubject: Two nights\n\nWould you?",
        "---------- Forwarded message ---------\nnothing follows",
        "---------- Forwarded message ---------\nFrom: nobody\nDate: today\nSubject: x\n\nhi",
        "",
    ],
)
def test_what_is_no_forward(text: str) -> None:
    assert forwarded(read(plain(text))) is None
