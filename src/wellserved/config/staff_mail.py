"""How mail to staff leaves (a forgotten password): by the house's server, or by a mailbox without one."""

from typing import Any
from urllib.parse import unquote, urlsplit

BY_SERVER = "django.core.mail.backends.smtp.EmailBackend"
BY_MAILBOX = "wellserved.serving.channels.email.staff_mail.ByMailbox"


def staff_mail(smtp_url: str) -> dict[str, Any]:
    """Django's EMAIL_ settings for smtp://user:password@host:25 or smtps://host; with a user smtp:// asks for TLS."""
    if not smtp_url:
        return {"EMAIL_BACKEND": BY_MAILBOX}
    parts = urlsplit(smtp_url)
    tls = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": BY_SERVER,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls,
        "EMAIL_USE_TLS": bool(parts.username) and not tls,
        "EMAIL_TIMEOUT": 20,
    }
