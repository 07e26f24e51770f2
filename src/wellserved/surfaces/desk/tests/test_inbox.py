"""The inbox page: its parts, and what it costs."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from django.test import Client

from tests.world import World
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming


def fill(world: World, at: datetime, number: int = 60) -> None:
    for minute in range(number):
        incoming = Incoming("email", "alice@rowan.example", f"Question {minute}", f"Question {minute}")
        actions.open(incoming, customer=world.alice, site=world.house, at=at + timedelta(minutes=minute))


def test_a_page_takes_few_queries_however_many_lines(
    world: World, ines: Client, at: datetime, django_assert_max_num_queries: Any
) -> None:
    fill(world, at)
    with django_assert_max_num_queries(12):
        response = ines.get("/desk/")
    assert response.content.count(b"data-row") == 50
    with django_assert_max_num_queries(12):
        ines.get("/desk/?box=due&site=linden-house", headers={"HX-Request": "true"})


def test_the_list_asks_for_itself_alone(ines: Client, matter: Conversation) -> None:
    whole, part = ines.get("/desk/"), ines.get("/desk/", headers={"HX-Request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"Late arrival" in part.content


def turned(page: str, rel: str) -> str:
    """Where the link to the page before or after leads."""
    (href,) = re.findall(rf'href="([^"]+)"[^>]*rel="{rel}"', page)
    return unescape(href)


def test_older_and_newer_lead_through_all_pages(world: World, ines: Client, at: datetime) -> None:
    fill(world, at)
    first = ines.get("/desk/").content.decode()
    second = ines.get(turned(first, "next")).content.decode()
    assert [f">Question {n}<" in second for n in (10, 9, 0)] == [False, True, True]
    assert 'rel="next"' not in second
    again = ines.get(turned(second, "prev")).content.decode()
    assert [f">Question {n}<" in again for n in (59, 10, 9)] == [True, True, False]


def test_nonsense_in_the_address_is_not_asked_for(ines: Client, matter: Conversation) -> None:
    response = ines.get("/desk/?box=secret&site=nowhere&after=x&before=-1&chosen=%F0%9F%98%80")
    assert b"Late arrival" in response.content


def test_an_empty_box_says_what_to_do(world: World, ines: Client) -> None:
    for box in ("mine", "unassigned", "due", "open", "waiting", "closed"):
        assert b'class="empty"' in ines.get(f"/desk/?box={box}", headers={"HX-Request": "true"}).content


def test_titles_of_strangers_are_only_text(world: World, ines: Client, at: datetime) -> None:
    attack = "<script>alert(1)</script>"
    world.alice.name = attack
    world.alice.save(update_fields=["name"])
    incoming = Incoming("email", "alice@rowan.example", attack, attack)
    conversation, _ = actions.open(incoming, customer=world.alice, site=world.house, at=at)
    for url in ("/desk/", f"/desk/conversations/{conversation.id}/", "/desk/search/?q=alert"):
        content = ines.get(url).content
        assert attack.encode() not in content
        assert b"&lt;script&gt;" in content
