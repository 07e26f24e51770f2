"""Signatures and encryption: what a part is, and what can be read of it."""

import re
from email.message import Message

PGP, SMIME = "PGP", "S/MIME"
PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")

BEGIN, SIGNATURE, END = (
    f"-----{what}-----" for what in ("BEGIN PGP SIGNED MESSAGE", "BEGIN PGP SIGNATURE", "END PGP SIGNATURE")
)

_armour = re.compile(r"(?:[A-Za-z-]{1,40}:[^\n]*\n){0,10}\n?")


def kind_of(part: "Message[str, str]") -> str:
    """By whose rules a multipart is signed or encrypted."""
    protocol = str(part.get_param("protocol", "") or "").lower()
    return SMIME if "pkcs7" in protocol else PGP


def unreadable(kind: str) -> str:
    return f"This mail is encrypted ({kind}); it can't be read here."


def unarmoured(text: str) -> str | None:
    """The words of a text that PGP signed in place; None if it did not."""
    begin = text.find(BEGIN)
    signature = text.find(SIGNATURE, begin) if begin >= 0 else -1
    end = text.find(END, signature) if signature >= 0 else -1
    if end < 0:
        return None
    words = text[text.find("\n", begin) + 1 : signature].rstrip("\n")
    words = re.sub(r"^- ", "", _armour.sub("", words, count=1), flags=re.MULTILINE)
    return text[:begin] + words + text[end + len(END) :]


def is_armoured(text: str) -> bool:
    """Whether what is said is a PGP message in place."""
    return "-----BEGIN PGP MESSAGE-----" in text and "-----END PGP MESSAGE-----" in text
