"""S/MIME signatures, by openssl."""

from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.x509.oid import NameOID

from wellserved.serving.channels.email.crypto.programs import has, run
from wellserved.serving.channels.email.crypto.signed import Signed


def verdict(what: Signed, sender: str) -> str:
    """Who signed, and whether an authority that the machine knows vouches for it."""
    if not has("openssl"):
        return "signed; openssl isn't installed here, so the signature was not checked"
    with TemporaryDirectory(prefix="wellserved-") as name:
        folder = Path(name)
        (folder / "signature").write_bytes(what.signature)
        command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-signer", "signer"]
        command += ["-out", "out"]
        if what.content:
            (folder / "content").write_bytes(what.content)
            command += ["-content", "content"]
        vouched, _ = run(folder, *command)
        if not vouched and not run(folder, *command, "-noverify")[0]:
            return "the signature doesn't match: the mail was changed on its way, or forged"
        addresses = addresses_of((folder / "signer").read_bytes())
    who = sender if sender in addresses else ", ".join(addresses[:3]) or "a certificate without an address"
    said = f"signed by {who}"
    if sender not in addresses:
        said += ", who is not the sender"
    return said if vouched else f"{said}; the certificate is not from an authority that we know"


def addresses_of(pem: bytes) -> list[str]:
    """The mail addresses that a certificate is for, casefolded."""
    certificate = x509.load_pem_x509_certificate(pem)
    found = [str(one.value) for one in certificate.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)]
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found += names.get_values_for_type(x509.RFC822Name)
    except x509.ExtensionNotFound:
        pass
    return list(dict.fromkeys(one.casefold() for one in found))
