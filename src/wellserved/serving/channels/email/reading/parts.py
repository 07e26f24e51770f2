"""The parts of a mail: which are its words, in which version, and which are enclosed."""

import html as htmllib
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value

from wellserved.serving.channels.email.reading import charsets, headers, tnef
from wellserved.serving.channels.email.reading.model import File
from wellserved.serving.channels.email.reading.plain import plain

DEEPEST = 30
MOST_PARTS = 2_000
MOST_FILES = 200
LONGEST = 1_000_000  # characters of text, and of HTML

_content_type = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,59}", re.ASCII)
LONGEST_PARAMETERS = 4_000  # characters; Python needs 6 s for a Content-Type of 1 MB
EXTENSIONS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "message/delivery-status": ".txt",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One stretch of what was said, in one version or both."""

    text: str = ""
    html: str = ""


@dataclass(slots=True)
class Found:
    files: list[File] = field(default_factory=list)
    notices: dict[str, None] = field(default_factory=dict)
    parts: int = 0

    def notice(self, words: str) -> None:
        self.notices[words] = None


def read(message: "Message[str, str]") -> tuple[str, str, Found]:
    """(text, html, what else was found). The text is never empty if the HTML says something."""
    found = Found()
    said = _words(message, found, depth=0)
    text = "\n\n".join(one for words in said if (one := words.text or plain(words.html)))
    html = ""
    if any(words.html for words in said):
        html = "\n".join(words.html or f"<pre>{htmllib.escape(words.text)}</pre>" for words in said)
    if len(text) > LONGEST:
        found.notice("The text is very long; only its beginning is shown.")
    if len(html) > LONGEST:
        found.notice("The formatted text is very long; the plain text is shown instead.")
        html = ""
    return text[:LONGEST], html, found


def _words(part: "Message[str, str]", found: Found, depth: int) -> list[Words]:
    found.parts += 1
    if found.parts > MOST_PARTS or depth > DEEPEST:
        found.notice("It has too many parts; only the first ones are shown.")
        return []
    _shorten(part)
    kind = part.get_content_type()
    inner = part.get_payload()
    if kind.startswith("multipart/") and isinstance(inner, list):
        children = (child for child in inner if isinstance(child, Message))
        if kind == "multipart/alternative":
            return _alternatives(children, found, depth)
        return [words for child in children for words in _words(child, found, depth + 1)]
    if kind in ("text/plain", "text/html") or kind.startswith("multipart/"):
        return _leaf(part, kind, found, depth)
    _enclose(part, kind, found)
    return _opened(found)


def _shorten(part: "Message[str, str]") -> None:
    for name, value in list(part.raw_items()):
        if len(value) > LONGEST_PARAMETERS and name.lower().startswith("content-"):
            part.replace_header(name, str(value)[:LONGEST_PARAMETERS])


def _alternatives(children: Iterable["Message[str, str]"], found: Found, depth: int) -> list[Words]:
    """The same words in several versions: the first plain one, the last (best) formatted one."""
    text = html = ""
    for child in children:
        said = _words(child, found, depth + 1)
        text = text or "\n\n".join(words.text for words in said if words.text)
        html = "\n".join(words.html for words in said if words.html) or html
    return [Words(text, html)]


def _leaf(part: "Message[str, str]", kind: str, found: Found, depth: int) -> list[Words]:
    fields = headers.fields_of(part)
    disposition = headers.first(fields, "content-disposition").strip().lower()
    if disposition.startswith("attachment") or (depth and name_of(part)):
        _enclose(part, kind, found)
        return []
    data = data_of(part)
    if kind == "text/html":
        source = charsets.decoded(data, charset_of(part) or charsets.of_html(data))
        return [Words(html=source)] if source.strip() else []
    text = charsets.decoded(data, charset_of(part)).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return [Words(text=text)] if text.strip() else []


def _enclose(part: "Message[str, str]", kind: str, found: Found) -> None:
    if len(found.files) >= MOST_FILES:
        found.notice(f"It encloses more than {MOST_FILES} files; only the first ones are kept apart.")
        return
    name = name_of(part) or _invented(kind, len(found.files) + 1)
    content_id = headers.ids(headers.fields_of(part).get("content-id", ()))
    kind = kind if _content_type.fullmatch(kind) else "application/octet-stream"
    found.files.append(File(name, kind, data_of(part), content_id[0] if content_id else ""))


def _opened(found: Found) -> list[Words]:
    """If what was just enclosed is a winmail.dat, its words and files instead."""
    if not found.files or not tnef.is_tnef(found.files[-1].content_type, found.files[-1].name):
        return []
    inside = tnef.unpacked(found.files[-1].data)
    if inside is None:
        return []
    text, html, files = inside
    found.files[-1:] = [
        File(clean_name(one.name), mimetypes.guess_type(one.name)[0] or one.content_type, one.data)
        for one in files[:MOST_FILES]
    ]
    return [Words(charsets.sane(text), charsets.sane(html))] if text.strip() or html.strip() else []


def data_of(part: "Message[str, str]") -> bytes:
    """The decoded bytes of a part; of a part that holds parts, its source."""
    try:
        if part.is_multipart():
            inner = part.get_payload()
            return b"\n".join(one.as_bytes() for one in inner if isinstance(one, Message))
        data = part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""
    except Exception:  # broken transfer encodings, and headers that Python cannot write again
        source = part.get_payload()
        return source.encode("utf-8", "surrogateescape") if isinstance(source, str) else b""


def charset_of(part: "Message[str, str]") -> str:
    try:
        return str(collapse_rfc2231_value(part.get_param("charset", ""))) or ""
    except Exception:  # parameters of strangers
        return ""


def name_of(part: "Message[str, str]") -> str:
    """The name of an enclosed file, without any folder; "" if it has none."""
    try:
        name = part.get_filename() or ""
    except Exception:  # RFC 2231 continuations with numbers that are none
        name = ""
    return clean_name(headers.text(name)) if name else ""


def clean_name(name: str) -> str:
    """A name that is safe to show and to save under."""
    name = re.split(r"[/\\]", charsets.sane(name))[-1]
    name = re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", name).strip(" .")
    return name[:200] if len(name) <= 200 else name[:180] + name[-20:]


def _invented(kind: str, number: int) -> str:
    return f"attachment-{number}{EXTENSIONS.get(kind) or mimetypes.guess_extension(kind) or '.bin'}"
