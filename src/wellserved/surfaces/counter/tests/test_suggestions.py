from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import staff
from wellserved.learning.suggestions import actions
from wellserved.learning.suggestions.models import Suggestion, Support
from wellserved.surfaces.counter.contact_form import new_key

FORM, PAGE = "/suggest/linden-quay/", "/suggestions/linden-quay/"


def filled_in(**changes: Any) -> dict[str, Any]:
    key = new_key(clock.now() - timedelta(seconds=30))
    return {"text": "Lend us bicycles.", "email": "", "name": "", "key": key, **changes}


def answered(world: World, at: datetime) -> Suggestion:
    suggestion = actions.suggest(world.quay, "My neighbour Ann Lee snores.", at=at)
    told: dict[str, Any] = {"title": "Quieter rooms", "answer": "We <b>oiled</b> the doors."}
    actions.decide(suggestion, state="done", **told, by=staff(world.sander.id), at=at)
    return suggestion


def test_a_thought_is_enough(client: Client, world: World) -> None:
    page = client.post(FORM, filled_in(), follow=True)
    assert "Thank you, we read it" in page.content.decode()
    suggestion = Suggestion.objects.get()
    assert (suggestion.site, suggestion.customer, suggestion.source) == (world.quay, None, "form")


def test_an_address_is_kept_of_who_wants_to_hear_more(client: Client, world: World) -> None:
    form = filled_in(email=world.email_of(world.bob))
    client.post(FORM, form)
    client.post(FORM, form)
    assert Suggestion.objects.get().customer == world.bob


def test_a_robot_is_asked_again_and_nothing_is_lost(client: Client, world: World) -> None:
    for changes, says in (
        ({"website": "https://casino.example"}, "press Send once more"),
        ({"key": "forged"}, "press Send once more"),
        ({"text": " "}, "what could be better"),
        ({"email": "bob"}, "one looks like name@example.com"),
    ):
        page = client.post(FORM, filled_in(name="Bob & Ann", **changes))
        assert page.status_code == 422
        assert says in page.content.decode()
        assert "Bob &amp; Ann" in page.content.decode()
    assert not Suggestion.objects.exists()


def test_a_flood_is_paused(client: Client, world: World) -> None:
    for n in range(20):
        client.post(FORM, filled_in(text=f"{n}"))
    assert client.post(FORM, filled_in(text="21")).status_code == 429


def test_another_sites_page_cannot_post_for_a_visitor(world: World) -> None:
    assert Client(enforce_csrf_checks=True).post(FORM, filled_in()).status_code == 403


def test_everybody_reads_our_words_and_never_theirs(client: Client, world: World, at: datetime) -> None:
    answered(world, at)
    actions.suggest(world.quay, "Secret thought", at=at)
    page = client.get(PAGE).content.decode()
    assert "Quieter rooms" in page
    assert "We &lt;b&gt;oiled&lt;/b&gt; the doors." in page
    assert "Ann Lee" not in page
    assert "Secret" not in page
    assert "Nothing is answered yet" in client.get("/suggestions/linden-house/").content.decode()
    assert client.get("/suggestions/nowhere/").status_code == 404


def test_a_browser_has_one_voice(world: World, at: datetime) -> None:
    suggestion = answered(world, at)
    address = f"{PAGE}{suggestion.id}/support/"
    client = Client()
    for token in ("one", "one", "two"):
        assert client.post(address, {"token": token}).status_code == 303
    assert Support.objects.count() == 2
    for _ in range(2):  # without scripts: one for each network
        client.post(address, {"token": ""})
    assert Support.objects.count() == 3
    assert not client.cookies
    assert "4 voices" in client.get(PAGE).content.decode()


def test_what_is_not_public_cannot_be_supported(client: Client, world: World, at: datetime) -> None:
    hidden = actions.suggest(world.quay, "Secret thought", at=at)
    elsewhere = answered(world, at)
    assert client.post(f"{PAGE}{hidden.id}/support/", {"token": "x"}).status_code == 404
    assert client.post(f"/suggestions/linden-house/{elsewhere.id}/support/", {"token": "x"}).status_code == 404
    assert client.get(f"{PAGE}{elsewhere.id}/support/").status_code == 405
