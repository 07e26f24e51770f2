"""A mail -> what it reports, if it reports anything."""

from dataclasses import dataclass
from email.message import Message

from wellserved.serving.channels.email.reading import headers
from wellserved.serving.channels.email.reading.headers import Fields
from wellserved.serving.channels.email.reading.model import Failure, Reading
from wellserved.serving.channels.email.reading.reports import fields, known, phrases, prose, returned
from wellserved.serving.channels.email.reading.reports.anatomy import Anatomy, taken_apart
from wellserved.serving.channels.email.reading.reports.complaints import complained
from wellserved.serving.channels.email.reading.reports.suspicion import Suspicion, suspicion

MOST_FAILURES = 100


@dataclass(frozen=True, slots=True)
class Report:
    is_report: bool = False
    failures: tuple[Failure, ...] = ()
    reported_ids: tuple[str, ...] = ()
    is_complaint: bool = False
    complained: tuple[str, ...] = ()
    is_receipt: bool = False
    arrived: tuple[str, ...] = ()


def report_in(message: "Message[str, str]", raw: bytes, reading: Reading, head: Fields) -> Report:
    """`reading` is the mail as far as it has been read: its head, text and files."""
    seen = suspicion(message, reading, head)
    if seen is Suspicion.NONE:
        return Report()
    anatomy = taken_apart(message, reading.text)
    ids = returned.ids(raw, anatomy.returned, reading.header_id)
    if seen is Suspicion.COMPLAINT:
        return Report(reported_ids=ids, is_complaint=True, complained=complained(anatomy))
    if seen is Suspicion.RECEIPT and "automatically rejected" not in reading.text[:2000]:
        return Report(reported_ids=ids, is_receipt=True)
    failures = _failures(message, raw, reading, head, anatomy, seen)
    certain = message.get_content_type() == "multipart/report" or bool(anatomy.status)
    arrived = dict.fromkeys(one for text in anatomy.status for one in fields.arrived_in(text))
    is_report = bool(failures) or (certain and seen is Suspicion.STRONG)
    return Report(is_report, tuple(failures[:MOST_FAILURES]), ids, arrived=tuple(arrived))


def _failures(
    message: "Message[str, str]", raw: bytes, reading: Reading, head: Fields, anatomy: Anatomy, seen: Suspicion
) -> list[Failure]:
    words, sent_to = anatomy.words, returned.recipients(anatomy.returned)
    told = [one for text in anatomy.status for one in fields.failures_in(text, sent_to)]
    if told or any(_says_delivered(text) for text in anatomy.status):
        return [known.explained(one, words) for one in told]
    if told := fields.failures_in(words, sent_to):
        return [known.explained(one, words) for one in told]
    named = [one.address for one in headers.people(head.get("x-failed-recipients", ()))]
    if named:
        later = prose.says_delayed(words, reading.subject)
        return [known.explained(Failure(one, later), words) for one in dict.fromkeys(named)]
    if told := known.failures_in(message, raw, words):
        return told
    if seen is not Suspicion.STRONG and phrases.no_failure.search(f"{reading.subject}\n{words[:3000]}"):
        return []
    if not prose.says_failed(f"{reading.subject}\n{words}"):
        return []
    parties = {*reading.recipients, reading.sender.address if reading.sender else ""}
    if told := prose.failures_in(words, reading.subject, sent_to, parties):
        return told
    if len(sent_to) == 1:
        later = prose.says_delayed(words, reading.subject)
        return [known.explained(Failure(sent_to[0], later), words)]
    return []


def _says_delivered(text: str) -> bool:
    """Whether a report is good news: RFC 3464's actions `delivered`, `relayed` and `expanded`."""
    return any(f"action: {word}" in text.lower() for word in ("delivered", "relayed", "expanded"))
