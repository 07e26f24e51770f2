"""The envelope of a mail, kept as every final delivery keeps it: in front of the mail itself."""

from collections.abc import Sequence


def enveloped(raw: bytes, sender: str, addresses: Sequence[str]) -> bytes:
    """`raw` with its Return-Path and Delivered-To; the same mail sent again is the same bytes."""
    lines = [f"Return-Path: <{_one_line(sender)}>", *(f"Delivered-To: {_one_line(one)}" for one in addresses)]
    return b"".join(f"{line}\r\n".encode("utf-8", "replace") for line in lines) + raw


def _one_line(address: str) -> str:
    """Whatever tells us an envelope, it adds no other headers."""
    return "".join(address.split())
