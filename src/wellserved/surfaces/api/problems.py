"""Whatever goes wrong is told the same way: application/problem+json (RFC 9457), in words that say what to do."""

import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from wellserved.ground.accounts.rules import Refused
from wellserved.ground.repeats.actions import AnotherRequest, InFlight
from wellserved.serving.conversations.rules import NotAllowed

log = logging.getLogger("wellserved.api")
PREFIX = "/api/"
NOT_HERE = "There is no such thing here, or it is not yours to see."


class Forbidden(Exception):  # noqa: N818 - a fact, not an accident
    """Signed in, but this is for others."""


def problem(status: int, detail: str, errors: Sequence[dict[str, str]] = (), **headers: str) -> HttpResponse:
    """The problem as a response; `errors` says of each field what was wrong."""
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    told["detail"] = detail
    if errors:
        told["errors"] = list(errors)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return JsonResponse(told, status=status, content_type="application/problem+json", headers=names)


def _invalid(request: HttpRequest, wrong: Any) -> HttpResponse:
    errors = [{"field": _field(error["loc"]), "detail": str(error["msg"])} for error in wrong.errors]
    return problem(422, "Some of what was sent cannot be used; see errors.", errors)


def _field(place: Sequence[str | int]) -> str:
    """body, asked, customer, email -> customer.email"""
    parts = [str(part) for part in place]
    return ".".join(parts[2:] or parts[1:]) or parts[0]


def _unforeseen(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, "Something went wrong here; it is written in the log. Nothing was changed.")


ANSWERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    AuthenticationError: lambda request, error: problem(
        401,
        "Send a token: Authorization: Bearer ...; `wellserved token EMAIL` prints one.",
        WWW_Authenticate="Bearer",
    ),
    Forbidden: lambda request, error: problem(403, str(error)),
    Http404: lambda request, error: problem(404, NOT_HERE),
    ObjectDoesNotExist: lambda request, error: problem(404, NOT_HERE),
    NotAllowed: lambda request, error: problem(409, str(error)),
    InFlight: lambda request, error: problem(
        409, "A request with this Idempotency-Key is being done at this moment; ask again shortly.", Retry_After="1"
    ),
    AnotherRequest: lambda request, error: problem(
        409, "This Idempotency-Key was used for another request; choose a new key for each."
    ),
    RequestDataTooBig: lambda request, error: problem(413, "That is more than can be taken in at once."),
    Refused: lambda request, error: problem(422, str(error)),
    ValidationError: _invalid,
    HttpError: lambda request, error: problem(error.status_code, str(error)),
    Exception: _unforeseen,
}


def tell_problems(api: NinjaAPI) -> None:
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)


class ProblemsOnly:
    """Middleware: what Django itself refuses under /api/ (unknown path, wrong method) is told as a problem too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(PREFIX) or response.status_code < 400:
            return response
        if "json" in response.headers.get("Content-Type", ""):
            return response
        if response.status_code == 405:
            allowed = response.headers["Allow"]
            return problem(405, f"{request.method} is not possible here; {allowed} is.", Allow=allowed)
        if response.status_code == 404:
            return problem(404, NOT_HERE)
        return problem(response.status_code, "This request could not be understood.")
