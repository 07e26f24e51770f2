"""Letters to the Linden Group, short enough to be written in a test."""

from collections.abc import Sequence


def letter(
    text: str = "May I have another pillow?",
    *,
    sender: str = "Alice <alice@example.org>",
    to: str = "hello@linden.example",
    subject: str = "A pillow",
    id: str = "",
    answers: str = "",
    head: Sequence[str] = (),
) -> bytes:
    lines = [f"To: {to}", f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8", *head]
    if sender:
        lines.append(f"From: {sender}")
    if id:
        lines.append(f"Message-ID: <{id}>")
    if answers:
        lines += [f"In-Reply-To: <{answers}>", f"References: <{answers}>"]
    return "\r\n".join([*lines, "", text, ""]).encode()
