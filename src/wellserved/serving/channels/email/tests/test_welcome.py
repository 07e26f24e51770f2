"""Is it welcome? Spam, blocked senders, first contacts and loops."""

from datetime import datetime

import pytest

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions, rules
from wellserved.serving.channels.email.models import Mailbox, RawMail, SenderRule
from wellserved.serving.channels.email.spam import server_says_spam
from wellserved.serving.channels.email.tests.letters import letter

OURS = ("mx.linden.example",)
HOP = b"Received: from mx.evil.example by mx.linden.example with ESMTP id 1; Wed\r\n"
FOREIGN = b"Received: from relay by mx.evil.example with ESMTP id 2; Wed\r\n"


@pytest.mark.parametrize(
    ("field", "spam"),
    [
        ("X-Spam-Flag: YES", True),
        ("X-Spam-Flag: NO", False),
        ("X-Spam-Status: Yes, score=9.1 required=5.0", True),
        ("X-Spam-Status: No, score=-0.1 required=5.0", False),
        ("X-Rspamd-Action: add header", True),
        ("X-Rspamd-Action: no action", False),
        ("X-Rspamd-Action: greylist", False),
        ("X-Spamd-Result: default: True [15.20 / 15.00]", True),
        ("X-Spamd-Result: default: False [1.20 / 15.00]", False),
        ("X-MS-Exchange-Organization-SCL: 6", True),
        ("X-MS-Exchange-Organization-SCL: 1", False),
        ("X-MS-Exchange-Organization-SCL: -1", False),
        ("X-Forefront-Antispam-Report: CIP:1.2.3.4;CTRY:US;SCL:9;SFV:SPM;CAT:HSPM;", True),
        ("X-Forefront-Antispam-Report: CIP:1.2.3.4;CTRY:US;SCL:1;SFV:NSPM;CAT:NONE;", False),
        ("X-Ovh-Spam-Status: SPAM", True),
        ("X-Ovh-Spam-Status: OK", False),
        ("X-VR-SPAMSTATE: OK", False),
        ("X-Bogosity: Spam, tests=bogofilter", True),
        ("X-Spamming: yes", False),
    ],
)
def test_what_the_filters_say(field: str, spam: bool) -> None:
    assert bool(server_says_spam(field.encode() + b"\r\n" + HOP + letter(), OURS)) is spam


def test_only_our_own_server_s_word_counts() -> None:
    flag, other = b"X-Spam-Flag: YES\r\n", b"X-Spam-Flag: NO\r\n"
    assert server_says_spam(HOP + flag + FOREIGN + letter(), OURS)
    assert not server_says_spam(HOP + FOREIGN + flag + letter(), OURS)
    assert server_says_spam(flag + HOP + other + letter(), OURS)  # the topmost
    assert not server_says_spam(other + HOP + flag + letter(), OURS)


def test_spam_waits_with_its_reason(world: World, at: datetime) -> None:
    raw = b"X-Spam-Status: Yes, score=9.1\r\n" + letter(sender="win@spam.example")
    mail = actions.receive(world.hello, raw, via="imap", at=at)
    assert (mail.state, "score=9.1" in mail.reason) == (RawMail.QUARANTINED, True)


@pytest.mark.parametrize(
    ("decided", "sender", "held"),
    [
        ({"win@spam.example": "block"}, "win@spam.example", True),
        ({"win@spam.example": "block"}, "other@spam.example", False),
        ({"@spam.example": "block"}, "Win <WIN@Spam.example>", True),
        ({"@spam.example": "block"}, "win@mail.spam.example", True),
        ({"@spam.example": "block", "@mail.spam.example": "allow"}, "win@mail.spam.example", False),
        ({"@spam.example": "block", "ana@spam.example": "allow"}, "ana@spam.example", False),
        ({"@spam.example": "allow", "win@spam.example": "block"}, "win@spam.example", True),
        ({"@spam.example": "block"}, "win@notspam.example", False),
    ],
)
def test_the_most_specific_decision_wins(
    decided: dict[str, str], sender: str, held: bool, world: World, at: datetime
) -> None:
    for pattern, verdict in decided.items():
        SenderRule.objects.create(pattern=pattern, verdict=verdict, at=at)
    mail = actions.receive(world.hello, letter(sender=sender), via="smtp", at=at)
    assert (mail.state == RawMail.QUARANTINED) is held


def test_who_is_let_in_is_let_in_whatever_the_filter_says_but_not_in_another_s_name(
    world: World, at: datetime
) -> None:
    SenderRule.objects.create(pattern="ana@example.org", verdict="allow", at=at)
    spam = b"X-Spam-Flag: YES\r\n" + letter(sender="ana@example.org")
    assert actions.receive(world.hello, spam, via="imap", at=at).state == RawMail.TAKEN_IN
    forged = actions.receive(world.hello, spam + b"again", via="imap", at=at, checks={"verdict": "forged"})
    assert forged.state == RawMail.QUARANTINED


def test_first_contact_waits_where_it_shall_and_only_once(world: World, at: datetime) -> None:
    Mailbox.objects.filter(id=world.hello.id).update(holds_first_contact=True)
    world.hello.refresh_from_db()
    known = letter(sender=world.email_of(world.alice))
    colleague = letter(sender=world.ines.email)
    stranger = letter(sender="new@example.net", id="1@x")
    assert actions.receive(world.hello, known, via="smtp", at=at).state == RawMail.TAKEN_IN
    assert actions.receive(world.hello, colleague, via="smtp", at=at).state == RawMail.TAKEN_IN
    held = actions.receive(world.hello, stranger, via="smtp", at=at)
    assert (held.state, held.reason) == (RawMail.QUARANTINED, "It is the first mail from this sender.")
    actions.release(held, by=staff(world.ines.id), at=at)
    assert actions.receive(world.hello, stranger + b"2", via="smtp", at=at).state == RawMail.TAKEN_IN


def test_a_mail_that_went_round_and_round_is_a_loop(world: World, at: datetime) -> None:
    hops = [f"Received: from a by b{n}.example; Wed, 18 Nov 2026 10:00:00 +0000" for n in range(rules.MOST_HOPS + 1)]
    assert actions.receive(world.hello, letter(head=hops), via="smtp", at=at).state == RawMail.QUARANTINED
    assert actions.receive(world.hello, letter(head=hops[1:]), via="smtp", at=at).state == RawMail.TAKEN_IN


@pytest.mark.parametrize(
    ("said", "pattern"),
    [
        (" Ana@Spam.Example ", "ana@spam.example"),
        ("@spam.example", "@spam.example"),
        ("spam.example", "@spam.example"),
        ("@example", None),
        ("@", None),
        ("", None),
        ("ana", None),
        ("a@b@c.example", None),
        ("a b@c.example", None),
        ("ana@spam..example", None),
    ],
)
def test_what_a_decision_may_be_about(said: str, pattern: str | None) -> None:
    if pattern is None:
        with pytest.raises(ValueError, match="Write an address"):
            rules.a_pattern(said)
    else:
        assert rules.a_pattern(said) == pattern
