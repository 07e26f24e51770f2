"""Mail as it really travels: a long head, text and HTML, now and then an answer or a file. Seeded."""

import base64
from random import Random

TEXT = (
    "we would like to ask whether the room with the view of the quay is still free for two nights in spring and "
    "whether breakfast is included since my mother needs a chair without arms and does not take milk thank you"
)
WORDS = TEXT.split()
KINDS = ("plain", "plain", "plain", "html", "html", "html", "html", "answer", "answer", "file")


def letter(number: int, rng: Random) -> bytes:
    """The mail of that number, each of another customer; an "answer" answers what we have never seen."""
    kind = KINDS[number % len(KINDS)]
    lines = [*_trace(rng), f"From: Guest {number} <guest{number}@mail{number % 40}.example>"]
    lines += ["To: Linden House <hello@linden.example>", f"Message-ID: <{rng.getrandbits(96):x}@mail.example>"]
    lines += ["Date: Wed, 18 Nov 2026 09:59:58 +0000", "MIME-Version: 1.0", f"Subject: {_said(6, rng)}"]
    if kind == "answer":
        ids = [f"<{rng.getrandbits(96):x}@mail.example>" for _ in range(3)]
        lines += [f"In-Reply-To: {ids[-1]}", f"References: {' '.join(ids)}"]
    text = "\n\n".join(_said(60, rng) for _ in range(4))
    if kind == "answer":
        text += "\n\nOn Tue, Linden House wrote:\n" + "\n".join(f"> {_said(10, rng)}" for _ in range(12))
    body = _part("text/plain", text)
    if kind in ("html", "file"):
        cells = "".join(f'<tr><td style="padding:4px"><p>{_said(12, rng)}</p></td></tr>' for _ in range(20))
        page = (
            f'<html><head><style>p{{margin:0}}</style></head><body><table width="600">{cells}</table></body></html>'
        )
        body = _parts("alternative", body, _part("text/html", page))
    if kind == "file":
        data = base64.encodebytes(rng.randbytes(20_000)).decode()
        head = 'Content-Type: application/pdf; name="bill.pdf"\nContent-Transfer-Encoding: base64'
        body = _parts("mixed", body, f"{head}\nContent-Disposition: attachment\n\n{data}")
    return ("\n".join(lines) + "\n" + body).replace("\n", "\r\n").encode()


def _trace(rng: Random) -> list[str]:
    received = [
        f"Received: from mx{n}.example.net (mx{n}.example.net [192.0.2.{n}])\n\tby mail.example.org (Postfix) "
        f"with ESMTPS id {rng.getrandbits(48):X}\n\tfor <hello@linden.example>; Wed, 18 Nov 2026 09:59:5{n} +0000"
        for n in range(4)
    ]
    seal = base64.b64encode(rng.randbytes(256)).decode()
    signature = "\n\t".join(seal[start : start + 70] for start in range(0, len(seal), 70))
    return [
        "Return-Path: <guest@mail.example>",
        *received,
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mail.example; s=key1;\n\tb={signature}",
        "Authentication-Results: mail.example.org; dkim=pass header.d=mail.example; spf=pass; dmarc=pass",
        "X-Mailer: Some Mail 16.0",
        "Accept-Language: en-GB, en-US",
        "X-Originating-IP: [198.51.100.7]",
        "X-Spam-Status: No, score=-1.2 required=5.0",
    ]


def _said(count: int, rng: Random) -> str:
    return " ".join(rng.choices(WORDS, k=count))


def _part(kind: str, text: str) -> str:
    return f'Content-Type: {kind}; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{text}\n'


def _parts(kind: str, *parts: str) -> str:
    boundary = f"=_{kind}_17"
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'
