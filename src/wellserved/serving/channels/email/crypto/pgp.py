"""PGP signatures, by gpg and the house's own key ring."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from wellserved.serving.channels.email.crypto.programs import has, run
from wellserved.serving.channels.email.crypto.signed import Signed

GPG = ("gpg", "--batch", "--no-tty", "--no-options", "--disable-dirmngr", "--no-autostart", "--no-auto-key-retrieve",
       "--no-auto-check-trustdb", "--trust-model", "always", "--lock-never", "--status-fd", "1")  # fmt: skip

_status = re.compile(r"^\[GNUPG:\] (GOODSIG|BADSIG|EXPSIG|EXPKEYSIG|REVKEYSIG|ERRSIG) (\S+)(?: (.*))?$", re.MULTILINE)
_address = re.compile(r"<([^<>\s]+@[^<>\s]+)>")


def verdict(what: Signed, sender: str, ring: Path) -> str:
    """Who signed, if the house has their key."""
    if not has("gpg"):
        return "signed; gpg isn't installed here, so the signature was not checked"
    if not ring.is_dir():
        return "signed; the house has no PGP keys to check it with"
    with TemporaryDirectory(prefix="wellserved-") as name:
        folder = Path(name)
        (folder / "signature").write_bytes(what.signature)
        files = ["signature"]
        if what.content:
            (folder / "content").write_bytes(what.content)
            files.append("content")
        _, told = run(folder, *GPG, "--homedir", str(ring), "--verify", *files)
    found = [(match[1], match[2], match[3] or "") for match in _status.finditer(told)]
    # Of several signatures every one must be good: a bad one is told.
    found.sort(key=lambda one: one[0] == "GOODSIG")
    return _words(*found[0], sender) if found else "signed; the signature could not be read"


def _words(status: str, key: str, holder: str, sender: str) -> str:
    found = _address.search(holder)
    who = found[1].casefold() if found else " ".join(holder.split())[:100] or key
    match status:
        case "GOODSIG":
            return f"signed by {who}" + ("" if who == sender else ", who is not the sender")
        case "BADSIG":
            return "the signature doesn't match: the mail was changed on its way, or forged"
        case "ERRSIG":
            return f"signed; the house doesn't have the key {key[-16:]}"
        case "REVKEYSIG":
            return f"signed by {who}, with a key that was revoked"
    return f"signed by {who}; the key or the signature has expired"
