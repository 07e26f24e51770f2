"""The Jinja2 environment of all our pages: what templates may call."""

from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from wellserved.ui import charts, times, words
from wellserved.ui.stylesheet import stylesheet_url


def environment(**options: Any) -> Environment:
    """Jinja2 with autoescaping, translations, and the filters and globals named here."""
    env = Environment(  # noqa: S701 - autoescape is set
        **{**options, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(static=cache(static), url=reverse, messages_of=get_messages, stylesheet_url=stylesheet_url)
    env.globals.update(due_state=times.due_state, chart=charts)
    env.filters.update(
        ago=times.ago,
        when=times.when,
        clock_time=times.clock_time,
        day=times.day,
        local=times.local,
        iso=times.iso,
        until=times.until,
        duration=times.duration,
        percent=words.percent,
        number=words.number,
        short=words.short,
        signed=words.signed,
        filesize=words.filesize,
        count=words.count,
        hue=words.hue,
        initials=words.initials,
        attributes=words.attributes,
    )
    return env
