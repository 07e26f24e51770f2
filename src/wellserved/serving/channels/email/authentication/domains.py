"""Whose domain is it? mail.linden.example belongs to linden.example, and linden.co.uk to nobody above it."""

import importlib.resources
from functools import cache, lru_cache
from typing import Any

from authheaders.dmarc_lookup import PublicSuffixList


def domain_of(address: str) -> str:
    """What stands behind the @, lower case and in the letters that the DNS knows; "" if there is none."""
    domain = address.rpartition("@")[2].strip().strip(".").lower() if "@" in address else ""
    try:
        return domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return ""


@lru_cache(2000)
def registrable(domain: str) -> str:
    """The part of a domain that somebody registered, by the list of public suffixes."""
    domain = domain.lower().strip(".")
    found = str(_suffixes().get_sld(domain, strict=True) or "")
    # A top-level domain that the list does not know: one label below it.
    return found or ".".join(domain.split(".")[-2:])


def is_aligned(domain: str, sender: str, *, strict: bool = False) -> bool:
    """Whether what was proven about `domain` proves something about mail from the domain `sender` (RFC 7489, 3.1)."""
    if not domain or not sender:
        return False
    return domain == sender if strict else registrable(domain) == registrable(sender)


@cache
def _suffixes() -> Any:
    """The list that authheaders brings. Its own question reads the file each time and takes ".example" for one."""
    with importlib.resources.files("authheaders").joinpath("public_suffix_list.txt").open(encoding="utf-8") as lines:
        return PublicSuffixList(lines)
