"""Was it a machine that wrote this? What follows: no automatic answer, nothing reopened, no survey."""

from collections.abc import Collection

from wellserved.serving.channels.email.reading.headers import Fields, first

OUR_MARK = "x-wellserved-message"  # every mail of ours carries it, with its token
MACHINE_FIELDS = frozenset(
    {"x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply-from", "x-mail-autoreply", "x-vacation"}
)
MACHINE_SENDERS = ("mailer-daemon@", "postmaster@", "mailerdaemon@")


def is_automatic(fields: Fields) -> bool:
    """RFC 3834's Auto-Submitted, and what was in use before and beside it. A list's mail is still a person's."""
    submitted = first(fields, "auto-submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return True
    precedence = first(fields, "precedence").strip().lower()
    return precedence in ("bulk", "junk", "auto_reply") or bool(MACHINE_FIELDS & fields.keys())


def may_be_report(fields: Fields, content_type: str, sender: str) -> bool:
    """Whether it is worth looking for a delivery report: that costs more than reading the mail."""
    if content_type == "multipart/report" or sender.startswith(MACHINE_SENDERS):
        return True
    if "x-failed-recipients" in fields:
        return True
    return first(fields, "return-path").strip() == "<>" and is_automatic(fields)


def loop_marks(fields: Fields) -> tuple[str, ...]:
    """What desks write into their mail to know it again: X-Loop, and our own mark."""
    return tuple(value.strip() for name in ("x-loop", OUR_MARK) for value in fields.get(name, ()))


def came_round(marks: Collection[str], ours: Collection[str]) -> bool:
    """Whether one of the marks is one of ours."""
    return any(mark.casefold() in ours for mark in marks)
