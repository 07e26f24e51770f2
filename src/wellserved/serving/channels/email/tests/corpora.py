"""Mails as bad as they come: those of the language's own tests, and what is made of good ones by harming them."""

import base64
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from random import Random

from wellserved.serving.channels.email.reading.tests.mails import ALTERNATIVE, REPORT, mail
from wellserved.serving.channels.email.tests.letters import letter

DEBIANS = "python3*/test/test_email/data"  # under /usr/lib, of the package libpython3.*-testsuite


def of_the_language() -> list[Path]:
    """CPython's own test mails: beside the interpreter, or where Debian puts them."""
    try:
        found = importlib.util.find_spec("test.test_email")
    except ModuleNotFoundError:
        found = None
    beside = [Path(found.origin).parent / "data"] if found and found.origin else []
    folders = [folder for folder in (*beside, *sorted(Path("/usr/lib").glob(DEBIANS))) if folder.is_dir()]
    return sorted(folders[0].glob("msg_*.txt")) if folders else []


def cut_off(raw: bytes) -> Iterator[bytes]:
    """At every byte."""
    return (raw[:end] for end in range(len(raw)))


def flipped(raw: bytes, times: int, dice: Random) -> Iterator[bytes]:
    """Up to eight bytes at a time."""
    for _ in range(times):
        broken = bytearray(raw)
        for _ in range(dice.randint(1, 8)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        yield bytes(broken)


def _parts(kind: bytes, *parts: bytes) -> bytes:
    inside = b"".join(b"--cut\r\n%s\r\n" % part for part in parts)
    return mail(b'Content-Type: multipart/%s; boundary="cut"' % kind, b"", inside + b"--cut--")


PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40))
CALENDAR = b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n"
TEN = (
    ALTERNATIVE,
    REPORT,
    letter("A plain one.", id="plain@example.org"),
    letter("An answer.", subject="=?utf-8?B?UmU6IMOcYmVy?=", answers="4f-mzxw6ytboi3ge2lk@linden.example"),
    mail(b"Content-Type: text/html; charset=windows-1252", b"", b"<p>Caf\xe9 <img src=cid:x></p>"),
    mail(b"Content-Transfer-Encoding: base64", b"", base64.encodebytes("Grüße 🏨".encode())),
    mail(b"Content-Type: text/plain; charset=utf-16", b"", "naïve".encode("utf-16")),
    _parts(b"mixed", b"\r\nhi", b"Content-Type: image/png; name=a.png\r\nContent-ID: <x>\r\n"
           b"Content-Transfer-Encoding: base64\r\n\r\n" + PICTURE),
    _parts(b"mixed", b"Content-Type: message/rfc822\r\n\r\n" + letter("Inside.")),
    _parts(b"alternative", b"\r\nCome at ten.", CALENDAR),
)  # fmt: skip
NASTY = {
    "NULs": mail(b"Subject: a\x00b", b"", b"nul \x00 nul"),
    "half a character": mail(b"Subject: =?utf-16?q?=D8=3D?=", b"", b"\xf0\x9f\x8f"),
    "surrogates": mail(b"Content-Type: text/plain; charset=utf-8", b"", "\ud83d".encode("utf-8", "surrogatepass")),
    "surrogates by HTML": mail(b"Content-Type: text/html", b"", b"<p>&#xD83D; &#55357; &#0;</p>"),
    "surrogates in a name": letter(sender="=?utf-8?q?=ED=A0=BD?= <alice@example.org>"),
    "four bytes": letter("🏨🛎\U0010ffff", subject="🏨" * 200, sender="🏨🛎 <alice@example.org>"),
    "NUL in an address": letter(sender="Alice <ali\x00ce@example.org>"),
    "a long address": letter(sender=f"{'a' * 5000}@{'b' * 5000}.example"),
    "a long name": letter(sender=f"{'Alice ' * 5000} <alice@example.org>"),
    "a long id": letter(id="x" * 5000, answers="y" * 5000),
    "a long line": letter("x" * 2_000_000),
    "a long subject": letter(subject="s" * 100_000),
    "a long file name": mail(b"Content-Disposition: attachment; filename=" + b"n" * 5000, b"", b"x"),
    "a file name of NULs": mail(b'Content-Disposition: attachment; filename="a\x00/../\xff"', b"", b"x"),
    "a long content type": mail(b"Content-Type: application/" + b"t" * 5000 + b"; name=x", b"", b"x"),
    "ten thousand recipients": mail(b"Cc: " + b"a@b.example, " * 10_000, b"", b"x"),
    "a date beyond time": mail(b"Date: Mon, 32 Foo 99999 99:99:99 +9999", b"", b"x"),
    "an empty mail": b"",
    "one byte": b"\xff",
}
