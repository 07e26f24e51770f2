"""Is a mail from whom it says? SPF, DKIM and DMARC, found out by ourselves or told by a mail server we trust.

What comes out is a small dict of words, kept with the mail: "spf", "spf_domain", "dkim", "dmarc", "policy", "from"
(the domain that the mail says it is from), "by" (who found out) and "verdict": genuine, forged or unknown. An empty
dict says that nobody could look. Nothing here raises, and nothing takes longer than a few seconds.
"""

from wellserved.serving.channels.email.authentication.judging import FORGED, GENUINE, UNKNOWN, Checks
from wellserved.serving.channels.email.authentication.lookups import Resolve, resolve
from wellserved.serving.channels.email.authentication.origin import Origin
from wellserved.serving.channels.email.authentication.own import verdict
from wellserved.serving.channels.email.authentication.told import told

__all__ = ["FORGED", "GENUINE", "UNKNOWN", "Checks", "Origin", "checked", "told", "verdict"]


def checked(raw: bytes, *, trusted: str = "", origin: Origin | None = None, resolve: Resolve = resolve) -> Checks:
    """What there is to know about the sender of a mail that came in at one of our doors.

    `origin` is who handed it to our own listener. A mail that came from the open Internet is checked by ourselves,
    whatever it claims about itself; one that came by a server of ours brings what `trusted`, its name in
    Authentication-Results, found out.
    """
    by_relay = origin is None or origin.is_relay
    if by_relay and trusted and (known := told(raw, trusted)):
        return known
    if origin is None:
        return {}
    return verdict(raw, peer=origin.peer, helo=origin.helo, mail_from=origin.mail_from, resolve=resolve)
