"""What is known of those who sign in by OAuth 2: their addresses, what we ask to be allowed, their mail servers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True)
class Provider:
    """`authorize` and `token` are URLs in which {tenant} stands for a Microsoft 365 organisation."""

    title: str
    authorize: str
    token: str
    scope: str
    imap_host: str
    smtp_host: str
    further: Mapping[str, str] = field(default_factory=dict)  # what its consent page must be told besides

    def authorize_url(self, tenant: str) -> str:
        return self.authorize.format(tenant=quote(tenant or "common", safe=""))

    def token_url(self, tenant: str) -> str:
        return self.token.format(tenant=quote(tenant or "common", safe=""))


PROVIDERS = {
    "google": Provider(
        title="Google",
        authorize="https://accounts.google.com/o/oauth2/v2/auth",
        token="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
        scope="https://mail.google.com/",
        imap_host="imap.gmail.com",
        smtp_host="smtp.gmail.com",
        # Google gives a refresh token only when it is asked for one, and again only with a new consent.
        further={"access_type": "offline", "prompt": "consent"},
    ),
    "microsoft": Provider(
        title="Microsoft",
        authorize="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        token="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",  # noqa: S106 - an address
        scope="https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        imap_host="outlook.office365.com",
        smtp_host="smtp.office365.com",
    ),
}
