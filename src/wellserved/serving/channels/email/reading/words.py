"""One part of text: its words, and what else is written into them."""

from dataclasses import dataclass, field
from email.message import Message

from wellserved.serving.channels.email.reading import charsets, embedded, seals
from wellserved.serving.channels.email.reading.enclosures import clean_name, type_by_name
from wellserved.serving.channels.email.reading.flowed import unenriched, unflowed
from wellserved.serving.channels.email.reading.headers import text as header_text
from wellserved.serving.channels.email.reading.model import File
from wellserved.serving.channels.email.reading.parameters import charset_of, parameter
from wellserved.serving.channels.email.reading.transfer import data_of

LONGEST = 1_000_000  # characters of text that are shown
KINDS = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext"})


@dataclass(frozen=True, slots=True)
class Words:
    """One stretch of what was said, in one version or both."""

    text: str = ""
    html: str = ""


@dataclass(slots=True)
class Leaf:
    said: list[Words] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    is_signed: bool = False
    is_encrypted: bool = False


def of(part: "Message[str, str]", kind: str) -> Leaf:
    """What a part of text says."""
    data = data_of(part)
    if kind == "text/html":
        source = charsets.decoded(data, charset_of(part) or charsets.of_html(data))
        return Leaf([Words(html=source)] if source.strip() else [])
    data, taken = embedded.taken_out(data)
    leaf = Leaf(files=[_file(name, inside) for name, inside in taken])
    text = charsets.decoded(data, charset_of(part))[: LONGEST + 2]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind in ("text/enriched", "text/richtext"):
        text = unenriched(text)
    elif parameter(part, "format").lower() == "flowed":
        text = unflowed(text, delete_space=parameter(part, "delsp").lower() == "yes")
    if (clear := seals.unarmoured(text)) is not None:
        text, leaf.is_signed = clear, True
    leaf.is_encrypted = seals.is_armoured(text)
    text = text.strip("\n")
    leaf.said = [Words(text=text)] if text.strip() else []
    return leaf


def _file(name: bytes, data: bytes) -> File:
    shown = clean_name(header_text(charsets.decoded(name))) or "attachment"
    return File(shown, type_by_name(shown), data)
