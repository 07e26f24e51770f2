"""Mails invented by hypothesis: trees of parts, written as bytes in all the ways that programs write them."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import quote

from hypothesis import strategies as st

CHARSETS = {
    "utf-8": "Grüße für naïve Gäste, 日本 Привет €5",
    "iso-8859-1": "Grüße für naïve Gäste café",
    "windows-1252": "“Grüße” – für 5 €",
    "windows-1251": "Привет из гостиницы",
    "koi8-r": "Привет из гостиницы",
    "iso-2022-jp": "日本の部屋をお願いします",
    "shift_jis": "日本の部屋をお願いします",
    "gb2312": "你好，我想订房间",
    "euc-kr": "안녕하세요 방이 있나요",
    "us-ascii": "Is the sea view room free?",
}
NAMES = ["bill.pdf", "Rechnung März.pdf", "写真.jpg", "two words.txt", "a.tar.gz", "semi;colon.bin", 'quo"te.doc']


@dataclass(frozen=True)
class Tree:
    """What a mail must be read as."""

    raw: bytes
    subject: str
    name: str
    date: datetime
    words: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Part:
    raw: bytes  # header and body, lines ending in \n
    words: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


def _travelling(draw: st.DrawFn, data: bytes, *, is_text: bool) -> tuple[str, bytes]:
    """(its Content-Transfer-Encoding, the bytes)."""
    plain = ["8bit", "binary", "7bit", ""] if is_text else []
    encoding = draw(st.sampled_from(["base64", "quoted-printable", "BASE64 ", *plain]))
    if encoding.strip().lower() == "base64":
        width = draw(st.sampled_from([57, 30, 3]))
        lines = [binascii.b2a_base64(data[n : n + width]) for n in range(0, len(data), width)]
        return encoding, b"".join(lines)
    if encoding == "quoted-printable":
        return encoding, binascii.b2a_qp(data, istext=is_text)
    return encoding, data


@st.composite
def texts(draw: st.DrawFn, number: int = 0) -> Part:
    charset = draw(st.sampled_from(sorted(CHARSETS)))
    words = f"{CHARSETS[charset]} no{draw(st.integers(0, 999))}"
    is_html = draw(st.booleans())
    source = f"<html><body><p>{words}</p></body></html>\n" if is_html else words + "\n"
    encoding, body = _travelling(draw, source.encode(charset), is_text=True)
    spelled = draw(st.sampled_from([charset, charset.upper(), f'"{charset}"']))
    fields = [f"Content-Type: text/{'html' if is_html else 'plain'}; charset={spelled}"]
    fields += [f"Content-Transfer-Encoding: {encoding}"] if encoding else []
    return Part("\n".join(fields).encode() + b"\n\n" + body, (words,))


@st.composite
def enclosed(draw: st.DrawFn) -> Part:
    name, data = draw(st.sampled_from(NAMES)), draw(st.binary(min_size=1, max_size=80))
    encoding, body = _travelling(draw, data, is_text=False)
    if encoding == "quoted-printable":  # of no use for bytes whose line ends matter
        encoding, body = "base64", base64.encodebytes(data)
    kind = draw(st.sampled_from(["application/octet-stream", "image/png", "application/pdf"]))
    style = draw(st.sampled_from(["plain", "2231", "split", "word"]))
    raw = name.replace('"', '\\"')
    given = {
        "plain": f'filename="{raw}"',
        "2231": f"filename*=utf-8''{quote(name)}",
        "split": f"filename*0*=utf-8''{quote(name[:4])};\n filename*1*={quote(name[4:])}",
        "word": f'filename="{word(name, "B")}"',
    }[style]
    head = (
        f"Content-Type: {kind}\nContent-Disposition: attachment; {given}\nContent-Transfer-Encoding: {encoding}\n\n"
    )
    return Part(head.encode() + body, (), ((name, data),))


def several(children: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    @st.composite
    def drawn(draw: st.DrawFn) -> Part:
        parts = draw(st.lists(children, min_size=1, max_size=3))
        marks = st.sampled_from(["=_x", "----=_Part_1.2", "b'()+_,-./:=?", "0"])
        # Another one than in any part inside.
        mark = draw(marks) + str(sum(len(one.raw) for one in parts))
        kind = draw(st.sampled_from(["mixed", "related", "mixed; charset=utf-8", "Mixed"]))
        pre = draw(st.sampled_from([b"", b"This is a multi-part message in MIME format.\n"]))
        last = draw(st.sampled_from([f"--{mark}--\n", f"--{mark}--\nepilogue\n", ""]))
        body = b"".join(b"--" + mark.encode() + b"\n" + part.raw + b"\n" for part in parts)
        head = f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n'
        return Part(
            head.encode() + pre + body + last.encode(),
            tuple(one for part in parts for one in part.words),
            tuple(one for part in parts for one in part.files),
        )

    return drawn()


def word(text: str, way: str, width: int = 0) -> str:
    """As encoded words; of a width, cut in the middle of characters."""
    data = text.encode()
    width = width or len(data) or 1
    pieces = [data[n : n + width] for n in range(0, len(data), width)]
    if way == "B":
        return "\n ".join(f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in pieces)
    return "\n ".join("=?UTF-8?Q?" + "".join(f"={byte:02X}" for byte in piece) + "?=" for piece in pieces)


def _headed(draw: st.DrawFn, text: str) -> bytes:
    """A field's text in some way of writing it."""
    way = draw(st.sampled_from(["B", "Q", "raw"]))
    return text.encode() if way == "raw" else word(text, way, draw(st.integers(5, 40))).encode()


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    leaf = st.one_of(texts(), enclosed())
    part = draw(st.recursive(leaf, several, max_leaves=6))
    subject = draw(st.sampled_from(["Two nights", "Grüße aus Köln", "日本の部屋", "Re: 5 € – “ok”?", "a_b =c"]))
    name = draw(st.sampled_from(["Alice Lindqvist", "Søren Kierkegaard", "李雷", "Zoë"]))
    hours = draw(st.integers(-11, 12))
    moment = datetime(2026, 11, 17, 12, 0, tzinfo=UTC) - timedelta(minutes=draw(st.integers(0, 10**6)))
    fields = [
        b"From: " + _headed(draw, name) + b" <alice@example.org>",
        b"Subject: " + _headed(draw, subject),
        b"Date: " + format_datetime(moment.astimezone(timezone(timedelta(hours=hours)))).encode(),
        b"To: hello@linden.example",
    ]
    head = b"\n".join(draw(st.permutations(fields))) + b"\nMIME-Version: 1.0\n"
    raw = head + part.raw
    raw = draw(st.sampled_from([b"", b"\xef\xbb\xbf", b"From alice Tue\n"])) + raw
    return Tree(raw, subject, name, moment, part.words, part.files)
