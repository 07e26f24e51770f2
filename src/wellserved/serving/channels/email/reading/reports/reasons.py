"""Why it was not delivered: the status code and the other server's own sentence."""

import re

LONGEST = 200  # characters of a sentence

_status = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_reply = re.compile(r"(?<![\d.,:/-])([45]\d\d)(?=[ \-,:]|$)")
_lead = re.compile(
    r"^\W*(?:(?:smtp|x-[\w-]+|unknown|dns|rfc822)\s*;)?[\s\"'(]*"
    r"(?:[245]\d\d[ \-,:]+)?(?:[<(\[#]?[245]\.\d{1,3}\.\d{1,3}[>)\]]?[ \-,:]+)?",
    re.IGNORECASE,
)
_blanks = re.compile(r"\s+")


def status_in(text: str) -> str:
    """The first enhanced status code (RFC 3463), such as "5.1.1"; "" if there is none."""
    found = _status.search(text[:2000])
    return found[1] if found else ""


def has_reply(line: str) -> bool:
    """Whether a line holds what a mail server answers to refuse: 550, 452 or an enhanced code."""
    return bool(_reply.search(line[:500]) or _status.search(line[:500]))


def reason_in(text: str) -> str:
    """A diagnosis as a sentence, without its codes."""
    text = _blanks.sub(" ", text[:2000]).strip()
    sentence = _lead.sub("", text, count=1).strip(" \"'")
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"
