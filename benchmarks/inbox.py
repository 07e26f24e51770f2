"""The inbox page at 10,000 and at 1,000,000 conversations, against a bare view; and opening a conversation.

The bare view has no middleware, no session and nobody signed in: one keyset query by the same index, and the same
rows in Jinja2. What the page takes beyond it pays for who may see what, the boxes and badges, and the frame.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.frame import Figure, fresh_house, ratio, report
from benchmarks.rows import analyse, fill, minutes

FEW, MANY = 10_000, 1_000_000
AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PAGES = 5  # each round
QUERIES = 12


def main() -> bool:
    with fresh_house():
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        people = world()
        bare = bare_view(people["site"])
        visits: dict[str, Callable[[], int]] = {name: visitor(people[name]) for name in ("owner", "agent")}
        _fill(0, FEW)
        figures = [Figure("queries for a page", counted(visits["owner"]), at_most=QUERIES)]
        opened = visitor(people["agent"], f"/desk/conversations/{people['matter']}/?box=open")
        small = {name: ratio(visit, bare) for name, visit in visits.items()}
        small_opened = ratio(opened, bare)
        _fill(FEW, MANY)
        large = {name: ratio(visit, bare) for name, visit in visits.items()}
        large_opened = ratio(opened, bare)
        for name in visits:
            grown = large[name].times / small[name].times
            figures += [
                Figure(f"{name}'s page, {MANY:,} to {FEW:,} conversations", grown, "x", at_most=1.2),
                Figure(f"{name}'s page to the bare view", large[name].times, "x", at_most=3.0),
                Figure(f"{name}'s page", 1000 * large[name].subject_seconds / PAGES, "ms CPU"),
            ]
        grown = large_opened.times / small_opened.times
        figures += [
            Figure(f"opening 50 messages, {MANY:,} to {FEW:,} conversations", grown, "x", at_most=1.2),
            Figure("opening 50 messages", 1000 * large_opened.subject_seconds / PAGES, "ms CPU"),
            Figure("the bare view", 1000 * large["agent"].base_seconds / PAGES, "ms CPU"),
        ]
        return report("inbox", figures)


def bare_view(site_id: int) -> Callable[[], int]:
    """Put it at /bare/; returns what asks for it past all middleware."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.test import RequestFactory
    from django.urls import path

    from wellserved.config import urls
    from wellserved.serving.conversations.models import Conversation
    from wellserved.serving.conversations.reads import COLUMNS, Line

    template: Any = engines["jinja2"].from_string(
        '{% from "desk/line.html" import line %}<ol>{% for row in rows %}{{ line(row, listed) }}{% endfor %}</ol>'
    )

    def view(request: HttpRequest) -> HttpResponse:
        rows = Conversation.objects.filter(site_id=site_id, status="open").order_by("-latest_at", "-id")
        lines = [Line(*row) for row in rows.values_list(*COLUMNS)[:51]][:50]
        return HttpResponse(template.render({"rows": lines, "listed": {"query": "box=open", "chosen": None}}))

    urls.urlpatterns.append(path("bare/", view))
    middleware, settings.MIDDLEWARE = settings.MIDDLEWARE, []
    handler = WSGIHandler()
    settings.MIDDLEWARE = middleware
    factory = RequestFactory()

    def ask() -> int:
        length = 0
        for _ in range(PAGES):
            response = handler.get_response(factory.get("/bare/"))
            assert response.status_code == 200
            length = len(getattr(response, "content", b""))
        return length

    return ask


def visitor(staff: Any, url: str = "/desk/?box=open") -> Callable[[], int]:
    """A signed-in browser that asks for the page, through all middleware."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import Client, RequestFactory

    client = Client()
    client.force_login(staff)
    handler, factory = WSGIHandler(), RequestFactory()
    factory.cookies = client.cookies

    def ask() -> int:
        length = 0
        for _ in range(PAGES):
            response = handler.get_response(factory.get(url))
            assert response.status_code == 200, response
            length = len(getattr(response, "content", b""))
        return length

    return ask


def counted(visit: Callable[[], int]) -> int:
    """Queries of one page, when the process is warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visit()
    with CaptureQueriesContext(connection) as captured:
        visit()
    return len(captured) // PAGES


def world() -> dict[str, Any]:
    """Six sites, an owner, an agent of one of them, a thousand customers, and one conversation of 50 messages."""
    from wellserved.ground.accounts.actions import add_site, add_staff, found_house
    from wellserved.ground.customers.actions import recognise
    from wellserved.ground.customers.models import Customer
    from wellserved.ground.journal.actor import customer
    from wellserved.serving.conversations import actions
    from wellserved.serving.conversations.rules import Incoming

    found_house("Bench", time_zone="UTC", at=AT - timedelta(days=100))  # a new one is asked what it still lacks
    sites = [add_site(f"Site {number}", time_zone="UTC", at=AT) for number in range(6)]
    owner = add_staff("owner@bench.example", name="Olga Owner", role="owner", sites=[], at=AT)
    agent = add_staff("agent@bench.example", name="Ada Agent", role="agent", sites=sites[:1], at=AT)
    Customer.objects.bulk_create(Customer(name=f"Customer {number}", created_at=AT) for number in range(1000))
    guest = recognise("email", "guest@bench.example", name="Gil Guest", at=AT)
    text = "We arrive late.\n\nOn Monday you wrote:\n" + "\n".join(["> A line of what was quoted."] * 10)
    incoming = Incoming("email", "guest@bench.example", text, "Late arrival")
    matter, _ = actions.open(incoming, customer=guest, site=sites[0], at=AT)
    for minute in range(1, 50):
        actions.receive(matter, incoming, by=customer(guest.id), at=AT + timedelta(minutes=minute))
    return {
        "owner": owner,
        "agent": agent,
        "site": sites[0].id,
        "matter": matter.id,
        "guest": guest,
        "place": sites[0],
    }


def _fill(have: int, want: int) -> None:
    """Rows as busy years leave them: one in twenty open, one in twenty waiting, the rest closed."""
    from wellserved.serving.conversations.models import Conversation

    moment = minutes("n * 3")
    fill(
        Conversation,
        have + 2,  # the first is there
        want + 2,
        reference="'B' || n",
        customer_id="1 + n % 1000",
        site_id="1 + n % 6",
        assignee_id="CASE WHEN n % 3 = 0 THEN 2 END",
        channel="'email'",
        subject="'A question about my stay, number ' || n",
        status="CASE WHEN n % 20 = 0 THEN 'open' WHEN n % 20 = 1 THEN 'waiting' ELSE 'closed' END",
        opened_at=moment,
        latest_at=moment,
        latest_text="'Good morning, we would like to know whether ' || n || ' is possible, and what it costs'",
        message_count="1",
        next_due_at=f"CASE WHEN n % 40 = 0 THEN {moment} END",
    )
    analyse()


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
