"""Are signatures genuine? Asked of openssl and gpg, without the network; told in plain words.

S/MIME trusts the authorities of the machine. PGP knows the keys in the house's own ring, the folder `gpg` in the
data folder: `gpg --homedir DATA/gpg --import alice.asc` adds one.
"""

from wellserved.serving.channels.email.crypto.verdict import verdict

__all__ = ["verdict"]
