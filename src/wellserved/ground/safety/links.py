"""What a link really leads to, read as a browser reads it, and whether its words say otherwise."""

import re
import unicodedata
from itertools import islice
from urllib.parse import unquote

from markupsafe import Markup, escape

from wellserved.ground.safety.html import words

# Browsers take backslashes for slashes, need none at all after http:, and drop tabs and line ends anywhere.
_web = re.compile(r"^[\x00-\x20]*https?:[/\\]*([^/\\?#]*)", re.IGNORECASE)
_dropped = re.compile(r"[\t\r\n]")
_named = re.compile(r"(?<![\w@.-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w@-])")
_written = re.compile(r"(?<![\w.@/-])(?:https?://|www\.)[^\s<>\"'`|\\^{}\x00-\x20\x7f]{3,2000}", re.IGNORECASE)
_mail = re.compile(r"\s*mailto:([^?]*)", re.IGNORECASE)
_person = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,250}\w")
_number = re.compile(r"[\d.]+|0x[0-9a-f.x]+|\[.*\]", re.IGNORECASE)
# Endings of files, which look like domains in the text of a link and are none.
ENDINGS = words(
    """pdf doc docx xls xlsx ppt pptx odt ods txt csv png jpg jpeg gif webp svg htm html php asp aspx jsp xml json
    ics vcf eml rar exe msi mp3 mp4"""
)
MOST_LINKS = 2_000  # in one text
CLOSING = {")": "(", "]": "[", "»": "«", "”": "“"}


def real_host(address: str) -> str:
    """The host that a browser would go to, in ASCII (`xn--...`) and small letters; "" if it goes to none."""
    match = _web.match(_dropped.sub("", address))
    if not match:
        return ""
    host = unquote(match[1]).rpartition("@")[2]
    host = host if host.startswith("[") else host.partition(":")[0]
    return ascii_host(host)


def ascii_host(host: str) -> str:
    """A host as it is looked up, so that letters of other alphabets are seen."""
    if not host.isascii():
        host = unicodedata.normalize("NFKC", host).replace("\u3002", ".")
    host = host.strip(" .").lower()
    return host if host.isascii() else ".".join(_ascii_label(label) for label in host.split("."))


def warning(address: str, said: str) -> str:
    """The real host (of mailto: the address), if a reader of `said` expects another or cannot tell; else ""."""
    if match := _mail.match(address):
        written_to = unquote(match[1]).strip().lower()
        named_people = _person.findall(said.lower())
        return written_to if named_people and written_to not in named_people else ""
    host = real_host(address)
    if not host:
        return ""
    disguised = "xn--" in host or bool(_number.fullmatch(host)) or "@" in _authority(address)
    named = hosts_in(said)
    return host if disguised or not all(_is_of(host, one) for one in named) else ""


def hosts_in(said: str) -> set[str]:
    """The hosts that a text seems to name. Letters that nobody sees are left out."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", said[:2000]) if unicodedata.category(c) != "Cf")
    hosts = {ascii_host(found) for found in _named.findall(seen)}
    return {host for host in hosts if host.rpartition(".")[2] not in ENDINGS}


def linked(text: str) -> Markup:
    """Plain text as safe HTML in which web addresses (the first MOST_LINKS) can be followed; disguised ones say where
    they lead."""
    parts: list[str] = []
    place = 0
    for match in islice(_written.finditer(text), MOST_LINKS):
        said = _without_closing(match[0])
        address = said if said[:4].lower() == "http" else f"https://{said}"
        parts += [str(escape(text[place : match.start()])), str(_link(address, said))]
        place = match.start() + len(said)
    return Markup("".join([*parts, str(escape(text[place:]))]))  # noqa: S704 - every part is escaped


def _link(address: str, said: str) -> Markup:
    link = Markup('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>').format(address, said)
    host = warning(address, "")
    return link + Markup(' <span class="leads-to">{}</span>').format(host) if host else link


def _without_closing(said: str) -> str:
    """Without the full stop or bracket that belongs to the sentence."""
    while said[-1:] in ".,;:!?*_~" or (said[-1:] in CLOSING and CLOSING[said[-1]] not in said):
        said = said[:-1]
    return said


def _authority(address: str) -> str:
    match = _web.match(_dropped.sub("", address))
    return unquote(match[1]) if match else ""


def _is_of(host: str, named: str) -> bool:
    """Whether one of the two is the other or a part of it: www.bank.example is of bank.example."""
    return host == named or host.endswith("." + named) or named.endswith("." + host)


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label
    try:
        return label.encode("idna").decode()
    except UnicodeError:
        return "xn--" + label.encode("punycode", "replace").decode()
