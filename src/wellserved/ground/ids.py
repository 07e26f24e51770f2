"""Names that can be spoken, and secrets that cannot be guessed."""

import hashlib
import secrets

# No vowels (no words by accident), no 0/O, 1/I/L, 5/S: a reference is read out over the telephone.
ALPHABET = "2346789BCDFGHJKMNPQRTVWXYZ"


def reference(length: int = 7) -> str:
    """A short random name such as K7QD3WN; 26**7 is 8 billion: of 100,000 two are often alike, and the
    table draws again (rows.insert)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def secret(size: int = 24) -> str:
    """An URL-safe secret of `size` random bytes."""
    return secrets.token_urlsafe(size)


def fingerprint(secret: str) -> str:
    """What is stored instead of a secret, so that a stolen table opens nothing (SHA-256, hex)."""
    return hashlib.sha256(secret.encode()).hexdigest()
