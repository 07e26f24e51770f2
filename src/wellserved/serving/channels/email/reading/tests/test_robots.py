import pytest

from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.tests.mails import REPORT, mail, plain


@pytest.mark.parametrize(
    ("head", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: auto-generated; x=y", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", False),
        ("Precedence: auto_reply", True),
        ("Precedence: list", False),
        ("X-Autoreply: yes", True),
        ("List-Id: <guests.example.org>", False),
        ("X-Auto-Response-Suppress: All", False),
        ("X-Other: x", False),
    ],
)
def test_was_it_a_machine(head: str, automatic: bool) -> None:
    assert read(plain("I am away.", head)).is_automatic is automatic


def test_a_delivery_report_says_who_was_never_reached_and_by_which_mail() -> None:
    reading = read(REPORT)
    assert reading.is_report
    assert reading.is_automatic
    assert reading.failed == ("alice@example.org",)
    assert reading.reported_ids == ("ours@linden.example",)
    assert reading.text.startswith("I'm sorry")


def test_a_person_who_writes_about_a_failed_delivery_is_no_report() -> None:
    reading = read(plain("Delivery failed permanently: <bob@example.org>: user unknown"))
    assert not reading.is_report
    assert reading.failed == ()


def test_loop_marks_are_told() -> None:
    marked = mail("X-Loop: hello@linden.example", "X-Wellserved-Message: 4f-abcdefghijklmnop", "", "Hi")
    assert read(marked).loop_marks == ("hello@linden.example", "4f-abcdefghijklmnop")
