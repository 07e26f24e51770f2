"""Colleagues come in by password or by a link that works once; nobody else does."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts import actions
from wellserved.ground.accounts.models import SignInLink

pytestmark = pytest.mark.django_db


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_link_signs_in_once_and_only_when_its_page_says_so(client: Client, world: World) -> None:
    path = f"/sign-in/{actions.sign_in_link(world.ines, at=clock.now())}/"
    for _ in range(3):  # a mail scanner looks
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert signed_in(client) is None
    assert client.post(path).url == "/desk/"  # type: ignore[attr-defined]
    assert signed_in(client) == str(world.ines.id)

    other = Client()
    answer = other.post(path)
    assert answer.status_code == 410
    assert "used up" in answer.content.decode()
    assert signed_in(other) is None


def test_whoever_is_invited_chooses_a_password_to_come_back_with(client: Client, world: World) -> None:
    path = f"/sign-in/{actions.sign_in_link(world.ines, at=clock.now())}/?invited"
    chosen = client.post(path, follow=True)
    assert chosen.redirect_chain == [("/accounts/password/set/", 302)]
    words = "garden linden seven"
    kept = client.post("/accounts/password/set/", {"password1": words, "password2": words}, follow=True)
    assert kept.redirect_chain == [("/desk/", 302)]
    assert "Password" in kept.content.decode().partition('id="messages"')[2]
    client.logout()
    client.post("/accounts/login/", {"login": world.ines.email, "password": words})
    assert signed_in(client) == str(world.ines.id)
    again = f"/sign-in/{actions.sign_in_link(world.ines, at=clock.now())}/?invited"
    assert Client().post(again).url == "/desk/"  # type: ignore[attr-defined]


def test_old_links_and_links_of_those_who_left_open_nothing(client: Client, world: World) -> None:
    long_ago: datetime = clock.now() - timedelta(days=2)
    old = actions.sign_in_link(world.ines, at=long_ago)
    left = actions.sign_in_link(world.yuki, at=clock.now())
    world.yuki.is_active = False
    world.yuki.save(update_fields=["is_active"])
    for secret in (old, left, "guessed"):
        assert client.post(f"/sign-in/{secret}/").status_code == 410
    assert SignInLink.objects.filter(used_at__isnull=False).count() == 0


def test_signing_in_by_password(client: Client, world: World) -> None:
    world.ines.set_password("garden linden seven")
    world.ines.save(update_fields=["password"])
    form = {"login": world.ines.email.upper(), "password": "garden linden seven"}
    assert client.post("/accounts/login/", form).url == "/desk/"  # type: ignore[attr-defined]
    assert signed_in(client) == str(world.ines.id)
    assert client.post("/accounts/logout/").status_code == 302
    assert signed_in(client) is None


def test_a_stranger_behind_our_proxy_locks_nobody_else_out(world: World) -> None:
    world.ines.set_password("right horse battery")
    world.ines.save(update_fields=["password"])

    def tries(login: str, password: str, address: str) -> Client:
        client = Client(headers={"X-Forwarded-For": address})
        client.post("/accounts/login/", {"login": login, "password": password})
        return client

    for number in range(12):
        tries(f"guess{number}@linden.example", "wrong", "203.0.113.9")
    assert signed_in(tries(world.ines.email, "right horse battery", "203.0.113.9")) is None
    assert signed_in(tries(world.ines.email, "right horse battery", "198.51.100.7")) == str(world.ines.id)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client: Client, world: World) -> None:
    pages = []
    for who in (world.ines.email, "nobody@linden.example"):
        answer = client.post("/accounts/login/", {"login": who, "password": "wrong password"})
        assert answer.status_code == 200
        pages.append(answer.content.decode().replace(who, "WHO").split("<form")[1].split("csrfmiddlewaretoken")[0])
        assert "not correct" in answer.content.decode()
    assert pages[0] == pages[1]


def test_a_forgotten_password_tells_nobody_who_has_an_account(client: Client, world: World) -> None:
    answers = [
        client.post("/accounts/password/reset/", {"email": who})
        for who in (world.ines.email, "nobody@linden.example")
    ]
    assert [(a.status_code, a.url) for a in answers] == [(302, "/accounts/password/reset/done/")] * 2  # type: ignore[attr-defined]
    to_ines = next(m for m in mail.outbox if m.to == [world.ines.email])
    path = next(line for line in str(to_ines.body).split() if "/accounts/password/reset/key/" in line)
    page = client.get("/" + path.split("/", 3)[3], follow=True)
    assert "Choose a new password" in page.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "logout/",
        "password/reset/",
        "password/reset/done/",
        "signup/",
        "inactive/",
        "password/reset/key/done/",
    ],
)
def test_every_page_of_the_door_is_ours(client: Client, world: World, path: str) -> None:
    page = client.get(f"/accounts/{path}", follow=True).content.decode()
    assert 'class="plain-main"' in page or 'class="counter-main"' in page


def test_nobody_signs_up_by_themselves(client: Client, world: World) -> None:
    answer = client.post("/accounts/signup/", {"email": "mallory@example.org", "password1": "garden linden seven"})
    assert "By invitation" in answer.content.decode()


def test_errors_speak_plainly(client: Client, world: World) -> None:
    answer = client.get("/nowhere/at/all/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()


def test_a_second_factor_is_set_up_and_asked_for(client: Client, world: World) -> None:
    world.ines.set_password("garden linden seven")
    world.ines.save(update_fields=["password"])
    client.post("/accounts/login/", {"login": world.ines.email, "password": "garden linden seven"})
    assert "Not in use yet" in client.get("/accounts/2fa/").content.decode()
    asked = client.get("/accounts/2fa/totp/activate/").url  # type: ignore[attr-defined]
    assert "Your password, please" in client.get(asked).content.decode()
    client.post(asked, {"password": "garden linden seven"})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    secret = totp_secret(client)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert "It is in use" in client.get("/accounts/2fa/").content.decode()
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "reauthenticate/"):
        assert 'class="plain-main"' in client.get(f"/accounts/2fa/{path}", follow=True).content.decode()

    again = Client()
    answer = again.post("/accounts/login/", {"login": world.ines.email, "password": "garden linden seven"})
    assert answer.url == "/accounts/2fa/authenticate/"  # type: ignore[attr-defined]
    assert "the number from your phone" in again.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert signed_in(again) is None

    by_link = Client()
    path = f"/sign-in/{actions.sign_in_link(world.ines, at=clock.now())}/"
    assert by_link.post(path).url == "/accounts/2fa/authenticate/"  # type: ignore[attr-defined]
    assert signed_in(by_link) is None


def totp_secret(client: Client) -> str:
    """The secret that the page for setting the app up has put into the session."""
    return str(client.session["mfa.totp.secret"])


@pytest.mark.parametrize("page", ["email/", "confirm-email/"])
def test_what_else_the_library_offers_is_not_here(client: Client, world: World, page: str) -> None:
    assert client.get(f"/accounts/{page}").status_code == 404
