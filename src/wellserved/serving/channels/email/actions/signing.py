"""The keys that our domains sign their mail with."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.safety.vault import open_sealed, seal
from wellserved.serving.channels.email.models import Mailbox, SigningKey
from wellserved.serving.channels.email.signing import Key, new_pair, selector_after, signed


@transaction.atomic
def make_key(domain: str, *, at: datetime) -> SigningKey:
    """A new key. A domain's first one signs at once, since a signature whose key nobody finds counts as none.

    A further one waits for `sign_with`, until its record is in the DNS: till then it would break what works.
    One that waits already is returned as it is.
    """
    domain = domain.strip().casefold()
    known = list(SigningKey.objects.select_for_update().filter(domain=domain))
    if waiting := [key for key in known if key.signs_since is None]:
        return waiting[0]
    private, public = new_pair()
    key = SigningKey(
        domain=domain,
        selector=selector_after([each.selector for each in known], at.year),
        secret=seal(private),
        public=public,
        created_at=at,
        signs_since=None if known else at,
    )
    key.save(force_insert=True)
    return key


@transaction.atomic
def sign_with(key: SigningKey, *, at: datetime) -> bool:
    """From now on this key signs. The one before stays until it is forgotten. False if it signs already."""
    return bool(SigningKey.objects.filter(id=key.id, signs_since=None).update(signs_since=at))


@transaction.atomic
def forget_key(key: SigningKey) -> bool:
    """Throw the key away; without another one the domain's mail goes unsigned. False if it is gone already."""
    return bool(SigningKey.objects.filter(id=key.id).delete()[0])


def under_signature(mailbox: Mailbox, mail: bytes) -> bytes:
    """The mail as it leaves: signed, if its domain has a key."""
    key = SigningKey.objects.filter(domain=mailbox.domain.casefold()).signing().first()
    return signed(mail, Key(key.domain, key.selector, open_sealed(key.secret).encode())) if key else mail
