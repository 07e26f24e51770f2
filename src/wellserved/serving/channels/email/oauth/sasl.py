"""What is said to a mail server to sign in with an access token: XOAUTH2 and OAUTHBEARER (RFC 7628).

A server that refuses first sends a challenge with the reason, and says no only after it got an answer to that.
"""

import json
from collections.abc import Callable
from typing import Any

MECHANISMS = ("OAUTHBEARER", "XOAUTH2")  # the standard before Google's older way


def said(mechanism: str, user: str, token: str) -> bytes:
    """The first and only thing we have to say."""
    if mechanism == "OAUTHBEARER":
        name = user.replace("=", "=3D").replace(",", "=2C")
        return f"n,a={name},\x01auth=Bearer {token}\x01\x01".encode()
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def answers(mechanism: str, user: str, token: str) -> Callable[[bytes], bytes]:
    """What answers each challenge in turn: our words, then what makes a refusing server say its no."""
    words = [said(mechanism, user, token)]

    def answer(challenge: bytes) -> bytes:
        return words.pop() if words else (b"\x01" if mechanism == "OAUTHBEARER" else b"")

    return answer


def reason(challenge: bytes) -> str:
    """The status in a refusing server's challenge, such as "invalid_token"; "" if it tells none."""
    try:
        told: Any = json.loads(challenge)
        return str(told.get("status", ""))
    except (ValueError, AttributeError):
        return ""
