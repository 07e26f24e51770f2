"""Who a program acts for, by its token; and whether they may."""

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from wellserved.ground.accounts.actions import staff_of_token
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.surfaces.api.problems import Forbidden


class Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Staff | None:
        return staff_of_token(token)


def viewer(request: HttpRequest) -> Staff:
    """The colleague whose token was sent."""
    return cast(Staff, request.auth)  # type: ignore[attr-defined]


def require(staff: Staff, verb: Verb, site_id: int | None = None) -> None:
    """Forbidden if their role may not (there)."""
    if not may(staff.scope, verb, site_id):
        raise Forbidden(f"The role {staff.role} may not {verb}.")
