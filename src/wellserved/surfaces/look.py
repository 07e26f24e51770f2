"""The stylesheet under its fingerprint, and pages for what went wrong."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wellserved.ui.stylesheet import stylesheet

logger = logging.getLogger(__name__)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def styles(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """All styles. An old fingerprint gets today's styles: a page from before an update stays readable."""
    return HttpResponse(stylesheet()[0], content_type="text/css; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", {"why": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """Made by a page like any other if that is possible at all; perhaps it is the database that fails."""
    try:
        return render(request, "errors/500.html", status=500)
    except Exception:
        logger.exception("the page that tells of a fault has one itself")
        return HttpResponse("Something went wrong on our side. Try again in a moment.", "text/plain", status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF token is missing or old: nearly always a page that was open while its reader signed in again."""
    return render(request, "errors/csrf.html", status=403)
