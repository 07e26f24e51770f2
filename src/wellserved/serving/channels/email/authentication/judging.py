"""What the single findings come to, in one word. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellserved.serving.channels.email.authentication.domains import is_aligned

GENUINE, FORGED, UNKNOWN = "genuine", "forged", "unknown"
Checks = dict[str, str]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out about a mail that says it is from `sender`, a domain.

    `spf` and `dmarc` are RFC 8601's words, "" where nobody looked. `signers` are the domains whose signatures hold.
    """

    sender: str
    by: str
    spf: str = ""
    spf_domain: str = ""
    dkim: str = ""
    signers: Sequence[str] = ()
    dmarc: str = ""
    policy: str = ""  # what the owner asks to be done with the others: none, quarantine, reject


def judged(found: Findings) -> str:
    """Genuine: the owner of the domain stands behind the mail. Forged: the owner says whose mail is theirs, and this
    one is not. Unknown: nobody can tell, as of most small domains.

    A DMARC policy of "none" asks nobody to refuse such a mail, and we don't; but it is no less forged for that, and
    the largest providers have it.
    """
    if found.dmarc in ("pass", "fail"):
        return GENUINE if found.dmarc == "pass" else FORGED
    if any(is_aligned(signer, found.sender) for signer in found.signers):
        return GENUINE
    if is_aligned(found.spf_domain, found.sender):
        if found.spf == "pass":
            return GENUINE
        if found.spf == "fail" and "temperror" not in (found.dkim, found.dmarc):
            return FORGED
    return UNKNOWN


def checks_of(found: Findings) -> Checks:
    """The findings as they are kept with a mail."""
    words = {
        "spf": found.spf,
        "spf_domain": found.spf_domain,
        "dkim": f"{found.dkim} d={_signer(found)}" if found.signers else found.dkim,
        "dmarc": found.dmarc,
        "policy": found.policy,
        "from": found.sender,
        "by": found.by,
        "verdict": judged(found),
    }
    return {name: word[:253] for name, word in words.items() if word}


def _signer(found: Findings) -> str:
    """The signature that says most."""
    aligned = (signer for signer in found.signers if is_aligned(signer, found.sender))
    return next(aligned, found.signers[0])
