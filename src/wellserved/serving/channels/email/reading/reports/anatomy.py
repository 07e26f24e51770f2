"""What a report consists of: the words to the sender, the fields for machines, the returned mail's header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from email.policy import compat32

from wellserved.serving.channels.email.reading import headers
from wellserved.serving.channels.email.reading.charsets import decoded
from wellserved.serving.channels.email.reading.headers import Fields

LONGEST = 60_000  # characters of words that are looked at
LONGEST_LINE = 200  # characters: longer ones announce nothing
MOST_PARTS = 200
STATUS = ("message/delivery-status", "message/global-delivery-status")
FEEDBACK = "message/feedback-report"
RETURNED = ("message/rfc822", "message/rfc822-headers", "text/rfc822-headers", "text/rfc822", "message/global")
HEAD_LINE = re.compile(r"^[>|\s]{0,8}([A-Za-z][A-Za-z-]{1,40})[ \t]?:(?: |\t|$)")
ONLY_OF_MAIL = frozenset(
    {"received", "return-path", "message-id", "mime-version", "delivered-to", "x-mailer", "dkim-signature"}
)

# Where a report in plain text begins to repeat the mail that it returns.
_copy_begins = re.compile(
    r"^(?:\W*[-=*_|]{2,}.*\b(?:original message|copy of|returned (?:message|mail)|message text follows|"
    r"below this line|headers? follows?|unsent message|undelivered message|start of returned)\b.*"
    r"|\W*(?:the )?(?:original message(?: headers?| text)?(?: follows?| attached)?|"
    r"(?:this|here|included) is a copy of (?:your|the) message.*|message headers? follows?.*|"
    r"here is your returned mail.*))\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anatomy:
    """`status` and `feedback` are the texts of the parts for machines, `returned` the returned mail's header."""

    words: str
    status: tuple[str, ...]
    feedback: tuple[str, ...]
    returned: Fields


def taken_apart(message: "Message[str, str]", words: str) -> Anatomy:
    """`words` is the text of the mail, as it was read."""
    status: list[str] = []
    feedback: list[str] = []
    returned: Fields = {}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in STATUS:
            status.append(_source(part))
        elif kind == FEEDBACK:
            feedback.append(_source(part))
        elif kind in RETURNED and not returned:
            returned = _header(part)
    said, copy = _split(words[:LONGEST])
    return Anatomy(said, tuple(status), tuple(feedback), returned or headers.fields_of(_mail(copy)))


def _parts(message: "Message[str, str]") -> Iterator["Message[str, str]"]:
    """All parts, those of mails inside included."""
    waiting = [message]
    count = 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        yield part
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() not in (*STATUS, FEEDBACK):
            waiting += [one for one in inner[:MOST_PARTS] if isinstance(one, Message)]


def _source(part: "Message[str, str]") -> str:
    """The fields as text. Python's parser makes mails of them before it looks at the transfer encoding."""
    inner = part.get_payload()
    blocks = inner if isinstance(inner, list) else [part]
    lines: list[str] = []
    for block in blocks[:MOST_PARTS]:
        if block is not part and isinstance(block, Message):
            lines += [f"{name}: {value}" for name, value in block.raw_items()]
        rest = block.get_payload() if isinstance(block, Message) else ""
        lines += [rest if isinstance(rest, str) else "", ""]
    text = "\n".join(lines)
    encoding = headers.first(headers.fields_of(part), "content-transfer-encoding").strip().lower()
    return headers.eight_bit(_untransferred(text, encoding)[:LONGEST])


def _untransferred(text: str, encoding: str) -> str:
    if encoding not in ("base64", "quoted-printable"):
        return text
    holder: Message[str, str] = Message(policy=compat32)
    holder["Content-Transfer-Encoding"] = encoding
    holder.set_payload(text.strip())
    data = holder.get_payload(decode=True)
    return decoded(data, "utf-8") if isinstance(data, bytes) else text


def _header(part: "Message[str, str]") -> Fields:
    inner = part.get_payload()
    if isinstance(inner, list):
        return headers.fields_of(inner[0]) if inner and isinstance(inner[0], Message) else {}
    data = part.get_payload(decode=True)
    return headers.fields_of(_mail(decoded(data, "utf-8") if isinstance(data, bytes) else ""))


def _mail(text: str) -> "Message[str, str]":
    return message_from_string(text.lstrip("\n"), policy=compat32)


def _split(words: str) -> tuple[str, str]:
    """(what the report says, the copy it repeats from its first header line on)."""
    lines = words.split("\n")
    for number, line in enumerate(lines):
        if _copy_begins.match(line[:LONGEST_LINE]) or _is_head(lines, number):
            start = next((at for at in range(number, len(lines)) if HEAD_LINE.match(lines[at])), len(lines))
            copy = (re.sub(r"^[>|] ?", "", one) for one in lines[start:])
            return "\n".join(lines[:number]), "\n".join(one.strip() if ":" in one[:40] else one for one in copy)
    return words, ""


def _is_head(lines: list[str], number: int) -> bool:
    """Whether a mail's header begins here: three fields, one of them only mails have."""
    names = []
    for line in lines[number : number + 30]:
        if match := HEAD_LINE.match(line):
            names.append(match[1].lower())
        elif not names or not line.startswith((" ", "\t")):
            break
    return len(names) >= 3 and not ONLY_OF_MAIL.isdisjoint(names)
