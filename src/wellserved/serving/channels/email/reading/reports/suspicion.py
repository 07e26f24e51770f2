"""Whether a mail may be a report at all: looking closer costs more than reading it, and a person's words about a
failed delivery are a person's words."""

import re
from email.message import Message
from enum import Enum

from wellserved.serving.channels.email.reading.headers import Fields, first
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.reports import phrases
from wellserved.serving.channels.email.reading.reports.anatomy import FEEDBACK, RETURNED, STATUS
from wellserved.serving.channels.email.reading.reports.reasons import has_reply

MOST_PARTS = 20
BEGINNING = 1_500  # characters


class Suspicion(Enum):
    NONE = "nothing speaks for it"
    WEAK = "its subject or an empty return path speaks for it"
    STRONG = "its sender or its structure speaks for it"
    RECEIPT = "a notification of what became of a mail that arrived"
    COMPLAINT = "somebody pressed: this is spam"


_daemon = re.compile(
    r"^(?:mailer[-_.]?daemons?|mail[-_.]?daemon|postmaster|postmast|mdaemon|maildaemon|smtp-?daemon|qmaild?|mmdf|uucp"
    r"|mail-?(?:delivery|admin|system|router|server)\w*|maileradmin|mailadm|mailadministrator|returnmail|nondelivery"
    r"|double-bounce|bounces?|bounced?[-_.]?mail|undeliver\w*|delivery\w*|exchange|microsoftexchange[0-9a-f]+"
    r"|system[-_.]?admin\w*|ndr?|dsn)(?:[-+._=\\][^@]*)?@",
    re.IGNORECASE,
)
_title = re.compile(
    r"mailer.?daemon|mail delivery|delivery (?:sub)?system|delivery service|postmaster|mail(?:er)? (?:administrator"
    r"|system|router|server|deliver)|system administrator|microsoft outlook|systemadministrator|administrateur syst"
    r"|administrador del sistema|internet mail (?:service|delivery)|delivery report|メール配信|邮件系统|系统管理员",
    re.IGNORECASE,
)


def suspicion(message: "Message[str, str]", reading: Reading, fields: Fields) -> Suspicion:
    """How much speaks for a report."""
    kinds = _kinds(message)
    report_type = str(message.get_param("report-type", "")).lower()
    if report_type == "feedback-report" or FEEDBACK in kinds:
        return Suspicion.COMPLAINT
    if report_type == "disposition-notification" or "message/disposition-notification" in kinds:
        return Suspicion.RECEIPT
    if (
        STATUS[0] in kinds
        or STATUS[1] in kinds
        or report_type == "delivery-status"
        or "x-failed-recipients" in fields
    ):
        return Suspicion.STRONG
    by_name = bool(reading.sender and (_daemon.match(reading.sender.address) or _title.search(reading.sender.name)))
    by_subject = bool(phrases.subject.search(reading.subject)) and not phrases.answers.match(reading.subject)
    nobody = first(fields, "return-path").strip() == "<>" or _is_daemon(first(fields, "return-path"))
    if by_name and not phrases.answers.match(reading.subject):
        return Suspicion.STRONG
    if by_subject and (nobody or reading.is_automatic or not reading.sender):
        return Suspicion.STRONG
    beginning = reading.text[:BEGINNING]
    fails = bool(phrases.failed.search(beginning))
    returns = not kinds.isdisjoint(RETURNED) or any(has_reply(line) for line in beginning.split("\n"))
    formal = returns or bool(phrases.formula.search(beginning))
    if _only_wraps(message, reading) or (fails and (nobody or by_name)):
        return Suspicion.WEAK
    if by_subject and fails and formal and not phrases.personal.search(beginning):
        return Suspicion.WEAK
    return Suspicion.NONE


def _kinds(message: "Message[str, str]") -> set[str]:
    """The types of the mail itself and of its parts: not those of a report that a person forwards."""
    inner = message.get_payload()
    parts = inner[:MOST_PARTS] if isinstance(inner, list) and message.get_content_maintype() == "multipart" else []
    return {message.get_content_type(), *(one.get_content_type() for one in parts if isinstance(one, Message))}


def _only_wraps(message: "Message[str, str]", reading: Reading) -> bool:
    """Whether it is nothing but a wrapping around another mail, as lists and gateways pass reports on."""
    return not reading.text.strip() and not _kinds(message).isdisjoint(RETURNED)


def _is_daemon(return_path: str) -> bool:
    return bool(_daemon.match(return_path.strip().lstrip("<")))
