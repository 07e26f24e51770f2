"""Signatures and encryption: what a part is, and what can be read of it."""

import re
from email.message import Message

PGP, SMIME = "PGP", "S/MIME"
PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")

_clear = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[A-Za-z-]+:[^\n]*\n)*\n(.*?)\n"
    r"-----BEGIN PGP SIGNATURE-----.*?-----END PGP SIGNATURE-----",
    re.DOTALL,
)


def kind_of(part: "Message[str, str]") -> str:
    """By whose rules a multipart is signed or encrypted."""
    protocol = str(part.get_param("protocol", "") or "").lower()
    return SMIME if "pkcs7" in protocol else PGP


def unreadable(kind: str) -> str:
    return f"This mail is encrypted ({kind}); it can't be read here."


def unarmoured(text: str) -> str | None:
    """The words of a text that PGP signed in place; None if it did not."""
    found = _clear.search(text) if "-----BEGIN PGP SIGNED MESSAGE-----" in text else None
    if found is None:
        return None
    words = re.sub(r"^- ", "", found[1], flags=re.MULTILINE)
    return text[: found.start()] + words + text[found.end() :]


def is_armoured(text: str) -> bool:
    """Whether what is said is a PGP message in place."""
    return "-----BEGIN PGP MESSAGE-----" in text and "-----END PGP MESSAGE-----" in text
