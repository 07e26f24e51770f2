"""The Jinja2 environment of all our pages."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    env = Environment(**{**options, "autoescape": True})  # noqa: S701
    env.globals.update(static=static, url=reverse)
    return env


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows."""
    return {"viewer": getattr(request, "user", None)}
