"""Who handed a mail to our listener."""

import ipaddress
from dataclasses import dataclass

# Networks of one's own. Not `is_private`, which also means the networks of documentation and tests.
OWN = tuple(
    ipaddress.ip_network(net)
    for net in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """`peer` is an IP address, `helo` how it greeted, `mail_from` the envelope's sender ("" for reports)."""

    peer: str
    helo: str
    mail_from: str

    @property
    def is_relay(self) -> bool:
        """Whether it came by a mail server of our own: then its address says nothing about the sender."""
        try:
            address = ipaddress.ip_address(self.peer.partition("%")[0])
        except ValueError:
            return True  # a socket of this machine
        inner = getattr(address, "ipv4_mapped", None) or address
        return any(inner in net for net in OWN)
