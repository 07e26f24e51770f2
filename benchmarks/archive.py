"""Years of a hotel's mail in one mbox file: questions and answers, plain, HTML, enclosures, charsets. Seeded.

`python -m benchmarks.archive FILE [MAILS]` writes one.
"""

import base64
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from pathlib import Path
from random import Random

from benchmarks.letters import WORDS

BEGAN = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)
US = "Linden House <hello@linden.example>"
CHARSETS = ("utf-8", "utf-8", "utf-8", "iso-8859-1", "windows-1252", "utf-16", "koi8-r")
PHRASES = {"koi8-r": "Доброе утро", "utf-8": "Grüße 🛎 naïve 早上好"}
ANSWERED = 0.62  # of all mails, those that are followed by another of their matter
MOST_MATTERS = 400  # that go on at the same time


@dataclass
class Matter:
    guest: str
    subject: str
    ids: list[str]
    ours_next: bool = True


def write(file: Path, mails: int, seed: int = 1) -> int:
    """An mbox; returns how many matters are in it."""
    matters = set()
    with file.open("wb") as mbox:
        for number, (matter, mail) in enumerate(archive(mails, seed)):
            matters.add(matter)
            quoted = b"\n".join(b">" + line if line.startswith(b"From ") else line for line in mail.split(b"\n"))
            mbox.write(b"From mail Mon Jan  4 08:%02d:00 2021\n%s\n\n" % (number % 60, quoted))
    return len(matters)


def archive(mails: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """(the first id of its matter, mail) for each."""
    dice = Random(seed)
    running: list[Matter] = []
    moment = BEGAN
    for number in range(mails):
        moment += timedelta(minutes=dice.expovariate(1 / 130))
        if running and dice.random() < ANSWERED:
            matter = dice.choice(running)
        else:
            guest = f"guest{dice.randrange(max(50, mails // 4))}@mail{dice.randrange(40)}.example"
            matter = Matter(guest, f"{' '.join(dice.choices(WORDS, k=4))} {number}", [], ours_next=False)
            running = [*running[-MOST_MATTERS:], matter]
        mail = _mail(matter, number, moment, dice)
        yield matter.ids[0], mail


def _mail(matter: Matter, number: int, moment: datetime, dice: Random) -> bytes:
    id = f"{number}.{dice.getrandbits(48):x}@{'old-desk' if matter.ours_next else 'mail'}.example"
    sender, to = (US, matter.guest) if matter.ours_next else (f"Guest <{matter.guest}>", US)
    subject = f"Re: {matter.subject}" if matter.ids else matter.subject
    head = [f"From: {sender}", f"To: {to}", f"Date: {format_datetime(moment)}", f"Message-ID: <{id}>"]
    head += [f"Subject: {Header(subject, 'utf-8').encode()}", "MIME-Version: 1.0"]
    if matter.ids:
        references = " ".join(f"<{one}>" for one in matter.ids[-10:])
        head += [f"In-Reply-To: <{matter.ids[-1]}>", f"References: {references}"]
    matter.ids.append(id)
    matter.ours_next = not matter.ours_next
    return "\n".join(head).encode() + b"\n" + _body(dice)


def _body(dice: Random) -> bytes:
    charset = dice.choice(CHARSETS)
    words = "\n".join(" ".join(dice.choices(WORDS, k=12)) for _ in range(dice.randint(2, 30)))
    words = (
        f"{PHRASES.get(charset, 'Café')}\n{words}\nFrom here on it is quoted.\n> {' '.join(dice.choices(WORDS, k=8))}"
    )
    plain = _part("text/plain", words, charset)
    kind = dice.random()
    if kind < 0.5:
        return plain
    paragraphs = "".join(f"<p>{line}</p>" for line in words.splitlines())
    both = _parts(b"alternative", plain, _part("text/html", f"<html><body>{paragraphs}</body></html>", charset))
    if kind < 0.9:
        return both
    enclosed = base64.encodebytes(dice.randbytes(dice.choice((2_000, 20_000, 200_000))))
    name = dice.choice(("bill.pdf", "photo.jpg", "=?utf-8?q?Gr=C3=BC=C3=9Fe.pdf?="))
    head = f'Content-Type: application/octet-stream; name="{name}"\nContent-Transfer-Encoding: base64\n'
    return _parts(b"mixed", both, f"{head}Content-Disposition: attachment\n\n".encode() + enclosed)


def _part(kind: str, text: str, charset: str) -> bytes:
    data = base64.encodebytes(text.encode(charset, "replace"))
    return f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode() + data


def _parts(kind: bytes, *parts: bytes) -> bytes:
    inside = b"".join(b"--=_%s\n%s\n" % (kind, part) for part in parts)
    return b'Content-Type: multipart/%s; boundary="=_%s"\n\n%s--=_%s--\n' % (kind, kind, inside, kind)


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000), "matters")
