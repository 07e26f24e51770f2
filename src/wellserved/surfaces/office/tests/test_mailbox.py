"""A manager connects a mailbox, and watches it test itself; what is secret stays so."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.email.tokens import TokenServer
from tests.world import World
from wellserved.ground import clock
from wellserved.ground.safety.vault import open_sealed, seal
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions.leases import lease
from wellserved.serving.channels.email.models import Mailbox, Trial
from wellserved.serving.channels.email.oauth import actions as oauth
from wellserved.serving.channels.email.oauth.providers import PROVIDERS
from wellserved.serving.channels.email.providers.known import HOOK, secrets_of
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.trial import mark

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]


def path_of(box: Mailbox, part: str = "") -> str:
    return f"/office/settings/mailboxes/{box.id}/{part}"


def page_of(client: Client, box: Mailbox, part: str = "") -> str:
    return client.get(path_of(box, part)).content.decode()


@pytest.mark.parametrize("part", ["", "trial/", "oauth/", "oauth/google/", "provider/postmark/"])
def test_others_mailboxes_are_not_there(world: World, as_staff: AsStaff, part: str) -> None:
    assert as_staff(world.elsie).get(path_of(world.hello, part)).status_code == 404
    assert as_staff(world.elsie).post(path_of(world.hello, part)).status_code == 404
    assert as_staff(world.ines).get(path_of(world.hello, part)).status_code == 403


def test_a_mailbox_moves_to_another_site_and_team_of_the_managers(world: World, as_staff: AsStaff) -> None:
    client, box = as_staff(world.tobias), world.hello
    told = {"name": "Desk", "is_active": "on", "holds_first_contact": "on", "trusted_authserv": "mx.linden.example"}
    place = f"{world.house.id}-{world.housekeeping.id}"
    assert client.post(path_of(box), told | {"place": place}).status_code == 302
    box.refresh_from_db()
    assert (box.site, box.team, box.holds_first_contact) == (world.house, world.housekeeping, True)
    assert (box.trusted_authserv, box.imap_folder, box.uses_plus) == ("mx.linden.example", "INBOX", False)
    assert client.post(path_of(box), told | {"place": str(world.quay.id)}).status_code == 302
    box.refresh_from_db()
    assert (box.site, box.team) == (world.quay, None)
    for strange in (str(world.pantry.id), f"{world.quay.id}-{world.housekeeping.id}", ""):
        assert client.post(path_of(box), told | {"place": strange}).status_code == 422


def test_how_fetching_fares_is_told_in_words(world: World, as_staff: AsStaff) -> None:
    client, box, now = as_staff(world.tobias), world.hello, clock.now()
    assert "Nothing is fetched" in page_of(client, box)
    Mailbox.objects.filter(id=box.id).update(imap_host="imap.linden.example")
    assert "No worker fetches it" in page_of(client, box)
    lease(box, "w", at=now, until=now + timedelta(hours=1))
    assert "A worker is signing in" in page_of(client, box)
    Mailbox.objects.filter(id=box.id).update(fetched_at=now)
    assert "Fetched from imap.linden.example, folder INBOX" in page_of(client, box)
    actions.fetch_failed(box, "imap.linden.example:993 does not answer.")
    assert "does not answer" in page_of(client, box)
    Mailbox.objects.filter(id=box.id).update(is_active=False)
    assert "Not in use" in page_of(client, box)


def test_a_test_mail_is_watched_until_it_arrives(
    world: World, as_staff: AsStaff, settings: Any, run_jobs: Any
) -> None:
    client, box = as_staff(world.tobias), world.hello
    assert "every 1s" not in page_of(client, box)
    client.post(path_of(box, "trial/"))
    begun = page_of(client, box, "trial/")
    assert "Waiting for the worker" in begun
    assert "every 1s" in begun
    trial = Trial.objects.get()
    now = clock.now()
    Trial.objects.update(sent_at=now, way="mail.linden.example:587")
    assert "Handed to mail.linden.example:587" in page_of(client, box, "trial/")
    actions.receive(box, letter(id=f"{mark(trial.id, box.id)}@linden.example"), via="lmtp", at=now)
    done = page_of(client, box, "trial/")
    assert "Arrived by LMTP" in done
    assert "every 1s" not in done


def test_a_test_that_goes_nowhere_says_what_to_do(world: World, as_staff: AsStaff, run_jobs: Any) -> None:
    client, box = as_staff(world.tobias), world.hello
    assert client.post(path_of(box, "trial/"), headers={"HX-Request": "true"}).status_code == 200
    run_jobs(clock.now())
    assert "Nothing leaves this house" in page_of(client, box, "trial/")
    ago = clock.now() - timedelta(minutes=2)
    Trial.objects.update(begun_at=ago, sent_at=None, way="")
    assert "wellserved run" in page_of(client, box, "trial/")
    Trial.objects.update(sent_at=ago, way="x:25")
    assert "Does your mail server hand mail to hello@linden.example over" in page_of(client, box, "trial/")
    Trial.objects.update(error="relaying denied")
    assert "x:25 did not take it: relaying denied" in page_of(client, box, "trial/")


@pytest.fixture
def tokens(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    server = TokenServer("hello@linden.example")
    server.codes["good"] = ""
    local = replace(PROVIDERS["microsoft"], token=f"{server.url}/{{tenant}}/token")
    monkeypatch.setitem(PROVIDERS, "microsoft", local)
    oauth.forget()
    yield server
    server.stop()


def _asked_for_consent(client: Client, box: Mailbox) -> dict[str, str]:
    form = {"oauth_client": "app-1", "client_secret": "hush", "oauth_tenant": "linden.example"}
    assert client.post(path_of(box, "oauth/microsoft/"), form).headers["Location"] == path_of(box, "oauth/")
    target = urlsplit(client.get(path_of(box, "oauth/")).headers["Location"])
    assert (target.hostname, target.path) == (
        "login.microsoftonline.com",
        "/linden.example/oauth2/v2.0/authorize",
    )
    return {name: values[0] for name, values in parse_qs(target.query).items()}


def test_microsoft_is_connected(world: World, as_staff: AsStaff, tokens: TokenServer) -> None:
    client, box = as_staff(world.tobias), world.hello
    asked = _asked_for_consent(client, box)
    assert (asked["client_id"], asked["code_challenge_method"]) == ("app-1", "S256")
    answer = client.get(path_of(box, "oauth/"), {"code": "good", "state": asked["state"]}, follow=True)
    assert "is connected" in answer.content.decode()
    box.refresh_from_db()
    assert open_sealed(box.oauth_refresh_secret) == "grant-1"
    assert (box.imap_host, box.smtp_host) == ("outlook.office365.com", "smtp.office365.com")
    (told,) = tokens.asked
    assert (told["client_secret"], told["redirect_uri"]) == ("hush", asked["redirect_uri"])
    assert len(told["code_verifier"]) > 43
    for part in ("", "oauth/microsoft/"):
        page = page_of(client, box, part)
        assert "hush" not in page
        assert "grant-1" not in page


@pytest.mark.parametrize("wrong", ["forged", "other mailbox", "other person", "no session", "refused"])
def test_an_answer_that_is_not_ours_connects_nothing(
    world: World, as_staff: AsStaff, tokens: TokenServer, wrong: str
) -> None:
    client, box = as_staff(world.tobias), world.hello
    state = _asked_for_consent(client, box)["state"]
    words = {"code": "good", "state": state}
    if wrong == "forged":
        words["state"] = state[:-2] + "xx"
    elif wrong == "other mailbox":
        other = world.mailboxes["linden-quay"]
        words["state"] = _asked_for_consent(client, other)["state"]
        _asked_for_consent(client, box)
    elif wrong == "other person":
        words["state"] = _asked_for_consent(as_staff(world.maren), box)["state"]
    elif wrong == "no session":
        client = as_staff(world.tobias)
    else:
        words = {"error": "access_denied", "error_description": "No <b>consent</b>", "state": state}
    page = client.get(path_of(box, "oauth/"), words, follow=True).content.decode()
    assert "does not belong to a question of yours" in page or "No &lt;b&gt;consent" in page
    box.refresh_from_db()
    assert not box.oauth_refresh_secret
    assert not tokens.asked


def test_a_consent_goes_to_no_other_server(world: World, as_staff: AsStaff, tokens: TokenServer) -> None:
    client, box = as_staff(world.tobias), world.hello
    _asked_for_consent(client, box)
    Mailbox.objects.filter(id=box.id).update(oauth_refresh_secret=seal("grant-1"))
    told = {"name": "x", "place": str(world.house.id), "is_active": "on"}
    for thief in (
        {"imap_host": "imap.thief.example"},
        {"smtp_host": "smtp.thief.example"},
        {"imap_host": "outlook.office365.com", "imap_security": "none"},
    ):
        assert client.post(path_of(box), told | thief).status_code == 422
    kept = {"imap_host": "outlook.office365.com", "smtp_host": "smtp.office365.com"}
    assert client.post(path_of(box), told | kept).status_code == 302
    client.post(path_of(box, "oauth/microsoft/"), {"oauth_client": "other", "client_secret": "s"})
    box.refresh_from_db()
    assert not box.oauth_refresh_secret, "a consent is for one application"


def test_a_providers_keys_are_kept_and_its_address_told(world: World, as_staff: AsStaff) -> None:
    client, box = as_staff(world.tobias), world.hello
    path = path_of(box, "provider/postmark/")
    assert client.post(path, {"server_token": ""}).status_code == 422
    assert client.post(path, {"server_token": "pm-hush"}).status_code == 302
    page = client.get(path)
    assert page.headers["Cache-Control"] == "no-store"
    assert "pm-hush" not in page.content.decode()
    box.refresh_from_db()
    hook = secrets_of(box)[HOOK]
    address = re.search(r'value="([^"]*/hooks/[^"]*)"', page.content.decode())
    assert address
    assert address[1].endswith(f"wellserved:{hook}@127.0.0.1:8000/hooks/mail/postmark/{box.id}/")
    assert client.post(path, {"server_token": ""}).status_code == 302
    box.refresh_from_db()
    assert secrets_of(box) == {"server_token": "pm-hush", HOOK: hook}
    client.post(path_of(box, "provider/amazon_ses/"), {"region": "../x", "topic": "t"})
    box.refresh_from_db()
    assert box.provider == "postmark"
    client.post(path_of(box, "provider/off/"))
    box.refresh_from_db()
    assert (box.provider, secrets_of(box)) == ("", {})
