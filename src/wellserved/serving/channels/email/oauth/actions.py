"""Access tokens, kept in memory until shortly before they expire; the grant behind them, sealed in the mailbox."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.ground.safety.vault import open_sealed, seal
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth.exchange import Granted, Withdrawn, renewed
from wellserved.serving.channels.email.oauth.providers import PROVIDERS

MARGIN = timedelta(minutes=2)  # for what is begun with a token just before it expires


@dataclass(frozen=True)
class _Kept:
    grant: str  # the sealed refresh token it came from: another grant, another access token
    access: str
    until: datetime


_kept: dict[int, _Kept] = {}
_one_at_a_time = threading.Lock()


def access_token(mailbox: Mailbox, *, at: datetime, refused: str = "") -> str:
    """A token to sign in with; a new one if the server refused the kept one.

    Raises Withdrawn when somebody must consent (again), Unavailable when the provider cannot be asked.
    """
    with _one_at_a_time:
        known = _kept.get(mailbox.id)
        fits = known is not None and known.grant == mailbox.oauth_refresh_secret and known.access != refused
        if known is not None and fits and at < known.until:
            return known.access
        refresh = open_sealed(mailbox.oauth_refresh_secret)
        if not refresh:
            title = PROVIDERS[mailbox.oauth_provider].title
            raise Withdrawn(f'{mailbox.address} is not connected yet: Settings, Mailboxes, "Connect with {title}".')
        granted = renewed(mailbox, refresh, secret=open_sealed(mailbox.oauth_client_secret))
        return _keep(mailbox, granted, at)


def connect(mailbox: Mailbox, granted: Granted, *, at: datetime) -> None:
    """Somebody consented. Raises Withdrawn if the provider gave nothing that lasts."""
    if not granted.refresh:
        title = PROVIDERS[mailbox.oauth_provider].title
        raise Withdrawn(f"{title} gave no lasting access. Remove Wellserved from the account's apps and try again.")
    with _one_at_a_time:
        _keep(mailbox, granted, at)
    Mailbox.objects.filter(id=mailbox.id).update(fetch_error="")


def _keep(mailbox: Mailbox, granted: Granted, at: datetime) -> str:
    """Some providers give a new refresh token each time, and the old one is good for a while only."""
    if granted.refresh:
        mailbox.oauth_refresh_secret = seal(granted.refresh)
        Mailbox.objects.filter(id=mailbox.id).update(oauth_refresh_secret=mailbox.oauth_refresh_secret)
    until = at + timedelta(seconds=granted.seconds) - MARGIN
    _kept[mailbox.id] = _Kept(mailbox.oauth_refresh_secret, granted.access, until)
    return granted.access


def forget() -> None:
    """Ask for new tokens from now on."""
    with _one_at_a_time:
        _kept.clear()
