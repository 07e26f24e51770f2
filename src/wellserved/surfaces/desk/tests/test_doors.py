"""Every address of the desk: nobody without signing in, and nothing of other people's sites exists."""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from tests.world import World
from wellserved.serving.conversations.models import Conversation
from wellserved.surfaces.desk.urls import urlpatterns

ALL = [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]
OF_A_MATTER = [pattern for pattern in ALL if "<int:id>" in str(pattern.pattern)]
METHODS = ("get", "post", "put", "delete")


def address(pattern: URLPattern, matter: Conversation) -> str:
    given: dict[str, object] = {
        "id": matter.id,
        "message_id": matter.messages.get().id,
        "reference": matter.reference,
    }
    return reverse(f"desk:{pattern.name}", kwargs={name: given.get(name, 1) for name in pattern.pattern.converters})


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: pattern.name)
def test_nobody_without_signing_in(client: Client, matter: Conversation, pattern: URLPattern) -> None:
    for method in METHODS:
        response = getattr(client, method)(address(pattern, matter))
        assert response.status_code == 302, method
        assert response["Location"].startswith(reverse("account_login")), method


@pytest.mark.parametrize("pattern", OF_A_MATTER, ids=lambda pattern: pattern.name)
def test_what_is_at_another_site_does_not_exist(
    client: Client, world: World, matter: Conversation, pattern: URLPattern
) -> None:
    for other in (world.sander, world.stranger):
        client.force_login(other)
        statuses = {method: getattr(client, method)(address(pattern, matter)).status_code for method in METHODS}
        assert set(statuses.values()) <= {404, 405}, statuses
        assert 404 in statuses.values()


@pytest.mark.parametrize("pattern", OF_A_MATTER, ids=lambda pattern: pattern.name)
def test_what_never_was_does_not_exist(ines: Client, matter: Conversation, pattern: URLPattern) -> None:
    url = address(pattern, matter).replace(f"/{matter.id}/", "/999999/", 1)
    statuses = {getattr(ines, method)(url).status_code for method in METHODS}
    assert statuses <= {404, 405}


def test_a_part_that_asks_for_itself_leads_to_signing_in(client: Client, world: World) -> None:
    response = client.get("/desk/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["HX-Redirect"] == reverse("account_login")


def test_the_mail_itself_and_quarantine_are_for_those_who_lead(
    client: Client, world: World, matter: Conversation
) -> None:
    client.force_login(world.yuki)
    message = matter.messages.get()
    assert client.get(reverse("desk:raw", args=[matter.id, message.id])).status_code == 404
    assert client.get(reverse("desk:quarantine")).status_code == 404
