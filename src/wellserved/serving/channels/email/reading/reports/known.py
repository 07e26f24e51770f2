"""The shapes that flufl.bounce knows: twenty years of mail servers' habits."""

import dataclasses
import logging
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from flufl.bounce import all_failures

from wellserved.serving.channels.email.reading.model import Failure
from wellserved.serving.channels.email.reading.reports import prose
from wellserved.serving.channels.email.reading.reports.reasons import has_reply

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)  # it logs strangers' mistakes as ours
BYTES_SEARCHED = 200_000
LINES_SEARCHED = 4_000  # its detectors hold fifty patterns against each line


def failures_in(message: "Message[str, str]", raw: bytes, words: str) -> list[Failure]:
    """What its detectors find, of a long report by its beginning, with what the words say about each address."""
    try:
        beginning = b"\n".join(raw[:BYTES_SEARCHED].split(b"\n", LINES_SEARCHED)[:LINES_SEARCHED])
        if len(beginning) < len(raw):
            message = message_from_bytes(beginning, policy=compat32)
        temporary, permanent = all_failures(message)
    except Exception:  # its detectors read strangers' prose, and each may trip over some
        return []
    never = {_address(one) for one in permanent} - {""}
    later = {_address(one) for one in temporary} - {""} - never
    return [explained(Failure(one, one in later), words) for one in sorted(never | later)]


def explained(failure: Failure, words: str) -> Failure:
    """With status and reason as the words tell them, where the failure has none."""
    if failure.status and failure.reason:
        return failure
    lines = words.split("\n")[: prose.LINES]
    name = failure.address.partition("@")[0]
    near = next((n for n, line in enumerate(lines) if failure.address in line.casefold()), None)
    if near is None:
        near = next((n for n, line in enumerate(lines) if name and name in line.casefold()), None)
    if near is None:
        near = next((n for n, line in enumerate(lines) if has_reply(line)), None)
    if near is None:
        return failure
    told = prose.failure(failure.address, lines, near, failure.delayed)
    return dataclasses.replace(failure, status=failure.status or told.status, reason=failure.reason or told.reason)


def _address(found: bytes | str) -> str:
    address = found.decode("utf-8", "replace") if isinstance(found, bytes) else found
    return address.strip().strip("<>").casefold() if "@" in address else ""
