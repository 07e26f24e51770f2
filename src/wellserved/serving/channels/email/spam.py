"""What the mailbox's own server thought of a mail: the verdict fields of the usual filters. Pure."""

import re
from collections.abc import Callable

from wellserved.serving.channels.email.authentication.top import written_by_ours

MICROSOFT_SPAM = 5  # of its spam confidence levels
_YES = re.compile(r"\s*(?:yes|true|spam|junk|fail)\b", re.IGNORECASE)
_RSPAMD = re.compile(r"\s*(?:reject|add header|rewrite subject|quarantine)\b", re.IGNORECASE)
_RSPAMD_RESULT = re.compile(r"[^:]*:\s*True\b", re.IGNORECASE)
_LEVEL = re.compile(r"\s*(\d+)")
_FOREFRONT = re.compile(
    r"\bSFV:SP[MB]\b|\bSFV:SK[BS]\b|\bCAT:(?:H?SPM|H?PHSH|MALW|SPOOF|[UGD]IMP|BULK)\b|\bSCL:[5-9]\b"
)


def _level(value: str) -> bool:
    found = _LEVEL.match(value)
    return found is not None and int(found[1]) >= MICROSOFT_SPAM


SAYS_SPAM: dict[str, Callable[[str], object]] = {
    "x-spam-flag": _YES.match,
    "x-spam-status": _YES.match,
    "x-spam": _YES.match,
    "x-rspamd-action": _RSPAMD.match,
    "x-spamd-result": _RSPAMD_RESULT.match,
    "x-ms-exchange-organization-scl": _level,
    "x-forefront-antispam-report": _FOREFRONT.search,
    "x-ovh-spam-status": _YES.match,
    "x-vr-spamstate": _YES.match,
    "x-ui-filterresults": _YES.match,
    "x-bogosity": _YES.match,
    "x-dspam-result": _YES.match,
    "x-barracuda-spam-status": _YES.match,
    "x-barracuda-spam-flag": _YES.match,
    "x-ses-spam-verdict": _YES.match,
    "x-mailgun-sflag": _YES.match,
}
# Is it worth taking the header apart?
_any = re.compile(
    b"^(?:" + b"|".join(name.encode() for name in SAYS_SPAM) + b")[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_HEAD_BYTES = 200_000


def server_says_spam(raw: bytes, servers: tuple[str, ...]) -> str:
    """The field by which a server of ours takes the mail for spam, such as "X-Spam-Status: Yes, score=9.1"; else "".

    Of several fields of one name the topmost counts; what stands below a foreign Received is the sender's own.
    """
    if not _any.search(raw[:_HEAD_BYTES]):
        return ""
    seen: set[str] = set()
    for name, value in written_by_ours(raw, servers):
        if name not in SAYS_SPAM or name in seen:
            continue
        seen.add(name)
        if SAYS_SPAM[name](value):
            return f"{name.title()}: {value[:80]}"
    return ""
