from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from wellserved.surfaces.counter.limits import caller


class StaffOnly(DefaultAccountAdapter):
    """Accounts are for colleagues who were invited; links in mails lead to this house, whatever Host was sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Says only that a password is another one now: that one has signed in is plain to see."""
        if "password" in (message_template or ""):
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/"

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = super().get_reset_password_from_key_url(key).split("://", 1)[1].split("/", 1)[1]
        return f"{settings.PUBLIC_URL}/{path}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose tries are counted: behind a proxy of ours not the proxy, or one stranger locks everybody out."""
        return caller(request)
