"""Delivery reports in the shapes that servers give them; the words are ours."""

import base64

import pytest

from wellserved.serving.channels.email.reading.model import Failure, Reading
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.tests.mails import REPORT
from wellserved.serving.channels.email.reading.tests.shapes import PROSE, RETURNED

ALICE = "alice@example.org"
BOB = "Bob <bob@example.org>"


def came(
    body: str, sender: str = "MAILER-DAEMON@mx.example.net", subject: str = "failure notice", *head: str
) -> Reading:
    lines = [f"From: {sender}", "To: hello@linden.example", f"Subject: {subject}", *head]
    if not any(line.lower().startswith("content-type:") for line in head):
        lines.append("Content-Type: text/plain; charset=utf-8")
    return read("\n".join([*lines, "", body]).encode())


def report(
    status: str, *, kind: str = "message/delivery-status", encoding: str = "7bit", returned: str = RETURNED
) -> Reading:
    parts = [
        "--B", "Content-Type: text/plain", "", "It did not arrive.",
        "--B", f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", "", status,
        "--B", "Content-Type: message/rfc822", "", returned, "--B--",
    ]  # fmt: skip
    return came(
        "\n".join(parts), "postmaster@mx.example.net", "Undeliverable", "Content-Type: multipart/report; boundary=B"
    )


@pytest.mark.parametrize(
    ("recipient", "address"),
    [
        ("Final-Recipient: rfc822; alice@example.org", ALICE),
        ("Final-Recipient: RFC822;<Alice@Example.org>", ALICE),
        ("Final-Recipient: <alice@example.org>", ALICE),
        ("Final-Recipient: utf-8; j\\x{FC}rgen@example.org", "jürgen@example.org"),
        ("Final-Recipient: utf-8; jürgen@example.org", "jürgen@example.org"),
        ("Original-Recipient: rfc822;alice+2Bhome@example.org\nFinal-Recipient: rfc822; a", "alice+home@example.org"),
        ("Final-Recipient: x400; /CN=Alice/\nX-Actual-Recipient: rfc822; alice@example.org", ALICE),
        ("Final-Recipient: LOCAL; alice\nDiagnostic-Code: smtp; 550 <alice@example.org> is unknown", ALICE),
        ("Final-Recipient: rfc822;\n alice@example.org", ALICE),
        ("Original-Recipient: rfc822; alice@example.org\nFinal-Recipient: rfc822; a.l@inside.example", ALICE),
        ("Final-Recipient: unknown; alice@example.org", ALICE),
    ],
)
def test_the_recipient_of_a_report(recipient: str, address: str) -> None:
    assert report(f"Reporting-MTA: dns; mx\n\n{recipient}\nAction: failed\nStatus: 5.1.1\n").failed == (address,)


@pytest.mark.parametrize(
    ("verdict", "failed", "delayed"),
    [
        ("Action: failed\nStatus: 5.1.1", 1, 0),
        ("Action: Failed (given up)\nStatus: 4.4.7", 1, 0),
        ("Action: error\nStatus: 5.0.0", 1, 0),
        ("Action: delayed\nStatus: 4.4.1", 0, 1),
        ("Action: delayed\nStatus: 5.0.0", 0, 1),
        ("Status: 5.2.2", 1, 0),
        ("Status: 4.2.2", 0, 1),
        ("Action: delivered\nStatus: 2.0.0", 0, 0),
        ("Action: relayed\nStatus: 2.0.0", 0, 0),
        ("Action: expanded\nStatus: 2.0.0", 0, 0),
        ("\nAction: failed\nStatus: 5.1.1", 1, 0),  # a blank line where none belongs
    ],
)
def test_the_verdict_of_a_report(verdict: str, failed: int, delayed: int) -> None:
    reading = report(f"Final-Recipient: rfc822; alice@example.org\n{verdict}\n")
    assert (len(reading.failed), len(reading.delayed)) == (failed, delayed)
    assert reading.is_report
    assert reading.is_automatic
    assert not reading.answer_automatically


def test_several_addresses_each_with_its_own_verdict() -> None:
    one = "Final-Recipient: rfc822; {}\nAction: {}\nStatus: {}\n"
    verdicts = [
        (ALICE, "failed", "5.1.1"),
        ("bob@example.org", "delayed", "4.2.2"),
        ("c@x.org", "delivered", "2.0.0"),
    ]
    reading = report("\n".join(one.format(*each) for each in verdicts))
    assert (reading.failed, reading.delayed) == ((ALICE,), ("bob@example.org",))
    assert [failure.status for failure in reading.failures] == ["5.1.1", "4.2.2"]


STATUS = "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; alice@example.org\nAction: failed\nStatus: 5.1.1\n"


@pytest.mark.parametrize("kind", ["message/delivery-status", "message/global-delivery-status"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_fields_that_travelled_encoded(kind: str, encoding: str) -> None:
    text = base64.encodebytes(STATUS.encode()).decode() if encoding == "base64" else STATUS.replace(".", "=2E")
    assert report(text, kind=kind, encoding=encoding).failed == (ALICE,)


def test_why_is_told_without_codes() -> None:
    status = STATUS + "Diagnostic-Code: smtp; 550-5.1.1 No such guest here;\n please look again\n"
    reading = report(status)
    assert reading.failures == (Failure(ALICE, False, "5.1.1", "No such guest here; please look again"),)
    assert reading.why_failed == "5.1.1 No such guest here; please look again"


def test_a_vague_status_gives_way_to_the_diagnosis() -> None:
    status = STATUS.replace("5.1.1", "5.0.0") + "Diagnostic-Code: smtp; 552 5.2.2 Box full\n"
    assert report(status).why_failed == "5.2.2 Box full"


@pytest.mark.parametrize("shape", PROSE)
def test_a_report_in_words(shape: str) -> None:
    reading = came(PROSE[shape])
    assert (reading.failed, reading.delayed) == ((ALICE,), ())
    assert reading.is_report
    assert ALICE not in reading.why_failed or shape in (
        "mimecast",
        "over quota",
        "163",
        "gmail",
        "courier",
        "sendmail",
    )


@pytest.mark.parametrize("shape", ["qmail", "exim", "gmail", "exchange, German", "163"])
def test_a_report_in_html_alone(shape: str) -> None:
    lines = PROSE[shape].replace("<", "&lt;").replace("\n", "<br>\n")
    assert came(lines, "postmaster@x.example", "Undeliverable", "Content-Type: text/html; charset=utf-8").failed == (
        ALICE,
    )


@pytest.mark.parametrize(
    "words",
    [
        "Warning: your message has not yet been delivered to\n\n  alice@example.org\n\nNo action is required.\n",
        "Delivery to alice@example.org has been delayed; we will keep trying for 3 days.\n452 4.2.2 full\n",
        "Die Zustellung verzögert sich, der Empfänger alice@example.org ist nicht erreichbar.\n",
    ],
)
def test_a_warning_is_no_failure(words: str) -> None:
    reading = came(words)
    assert (reading.failed, reading.delayed) == ((), (ALICE,))


def test_a_header_that_names_them() -> None:
    reading = came(
        "It failed:\n 550 5.7.1 blocked by policy", "x@y.example", "Sorry", f"X-Failed-Recipients: {ALICE}, b@x.org"
    )
    assert reading.failed == (ALICE, "b@x.org")
    assert reading.why_failed.startswith("5.7.1")


def test_a_report_wrapped_in_nothing_but_another_mail() -> None:
    wrapped = (
        b"From: list@x.example\nContent-Type: multipart/mixed; boundary=W\n\n--W\nContent-Type: message/rfc822\n\n"
    )
    assert read(wrapped + REPORT + b"\n--W--\n").failed == (ALICE,)


def test_a_report_that_a_person_forwards_is_theirs() -> None:
    head = b"From: Bob <bob@example.org>\nSubject: Fwd: Undelivered\nContent-Type: multipart/mixed; boundary=W\n\n"
    forward = (
        head
        + b"--W\n\nI tried to write to you, and got this.\n--W\nContent-Type: message/rfc822\n\n"
        + REPORT
        + b"\n--W--\n"
    )
    assert not read(forward).is_report


@pytest.mark.parametrize(
    ("sender", "subject", "words", "head"),
    [
        (BOB, "Out of office", "I am away; mail to bob@example.org is not read.", "Auto-Submitted: auto-replied"),
        (BOB, "Undelivered mail", "I sent my mail to you and got 550 5.1.1 <you@linden.example>", "X-A: b"),
        (BOB, "Re: Undelivered Mail", "alice@example.org: 550 unknown user", "X-A: b"),
        ("guard@x.example", "Please confirm delivery",
         "Click this link to deliver your mail to a@x.org. It was not delivered.", "Return-Path: <>"),
        (BOB, "Two nights", "Could not reach you by phone.", "Return-Path: <>"),
    ],
)  # fmt: skip
def test_what_is_no_delivery_report(sender: str, subject: str, words: str, head: str) -> None:
    reading = came(words, sender, subject, head)
    assert not reading.is_report
    assert reading.failures == ()


def test_a_complaint_about_spam_is_no_failure() -> None:
    body = "\n".join(
        ["--B", "", "This is a complaint about mail from you; it could not be more clear.", "--B",
         "Content-Type: message/feedback-report", "", "Feedback-Type: abuse",
         "Original-Rcpt-To: <alice@example.org>", "", "--B", "Content-Type: message/rfc822", "", RETURNED, "--B--"]
    )  # fmt: skip
    kind = "Content-Type: multipart/report; report-type=feedback-report; boundary=B"
    reading = came(body, "abuse@provider.example", "FW: spam", kind)
    assert (reading.is_complaint, reading.is_report, reading.failures) == (True, False, ())
    assert reading.complained == (ALICE,)
    assert reading.reported_ids == ("ours@linden.example",)
    assert reading.is_automatic


def test_a_receipt_is_no_failure() -> None:
    body = "\n".join(
        ["--B", "", "Your message was displayed on Tuesday. This is no guarantee that it was not deleted.", "--B",
         "Content-Type: message/disposition-notification", "", "Final-Recipient: rfc822; alice@example.org",
         "Disposition: manual-action/MDN-sent-manually; displayed", "", "--B--"]
    )  # fmt: skip
    kind = "Content-Type: multipart/report; report-type=disposition-notification; boundary=B"
    reading = came(body, "Alice <alice@example.org>", "Read: Two nights", kind)
    assert (reading.is_receipt, reading.is_report, reading.failures) == (True, False, ())
    assert reading.is_automatic


def test_the_mail_is_known_by_what_is_returned() -> None:
    assert came(PROSE["qmail"]).reported_ids == ("ours@linden.example",)
    hidden = base64.encodebytes(RETURNED.encode()).decode()
    kind = ("Content-Type: text/rfc822-headers", "Content-Transfer-Encoding: base64")
    parts = ["--B", "", "It failed.", "--B", *kind, "", hidden, "--B--"]
    reading = came(
        "\n".join(parts), "postmaster@x.example", "Undeliverable", "Content-Type: multipart/report; boundary=B"
    )
    assert reading.reported_ids == ("ours@linden.example",)
    assert reading.failed == (ALICE,)
