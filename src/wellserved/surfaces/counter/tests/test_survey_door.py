"""Through a link, a QR code, a kiosk or a shop's page: nobody was invited, and each answer counts once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.feedback import actions, links
from wellserved.learning.feedback.models import Answer, Door, Response, Survey
from wellserved.learning.insight.models import DayOfPerception

FIRST, SECOND = "abcdef0123456789", "9876543210fedcba"


def door(site: Site, way: str, kind: str = "everyday") -> Door:
    at = clock.now() - timedelta(hours=1)
    survey = actions.make(kind, name="At the Quay", site=None, by=SYSTEM, at=at)
    actions.switch_on(survey, starts_at=at, by=SYSTEM, at=at)
    return actions.open_door(survey, site, way=way, label="Reception", by=SYSTEM, at=at)


@pytest.fixture
def quay(world: World) -> Door:
    return door(world.quay, Door.QR)


def counted() -> int:
    rows: Any = DayOfPerception.objects.filter(dimension="overall")
    return sum(row.answers for row in rows)


def test_a_guest_answers_once_and_changes_it_once(client: Client, quay: Door) -> None:
    page = client.get(f"/ask/{quay.token}/").content.decode()
    assert "Linden Quay" in page
    assert not Response.objects.exists()
    kept = client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"}, follow=True)
    own = kept.redirect_chain[0][0]
    assert own.startswith("/answer/")
    assert "above what I expected" in kept.content.decode()
    client.post(f"{own}changes/", {"answer": "2"})
    client.post(f"{own}changes/", {"reliability": "1", "words": "Nobody at the desk"})
    response = Response.objects.get()
    assert (response.comparison, response.words, response.way) == (-1, "Nobody at the desk", "qr")
    assert (response.invitation_id, response.conversation_id, response.site_id) == (None, None, quay.site_id)
    assert counted() == 1


def test_the_same_press_twice_is_one_answer(client: Client, quay: Door) -> None:
    for _ in range(3):
        client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"})
    client.post(f"/ask/{quay.token}/answers/", {"as": SECOND, "answer": "4"})
    assert Response.objects.count() == counted() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"as": FIRST},
        {"as": FIRST, "answer": "9"},
        {"as": FIRST, "answer": ["٣"]},
        {"answer": "4"},
        {"as": "x", "answer": "4"},
        {"as": FIRST, "nonsense": "4"},
        {"as": "../../../etc/passwd", "answer": "4"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(client: Client, quay: Door, wrong: dict[str, str]) -> None:
    assert client.post(f"/ask/{quay.token}/answers/", wrong).status_code == 400
    assert not Response.objects.exists()


def test_a_flood_of_words_is_refused_and_a_long_story_is_cut(client: Client, quay: Door) -> None:
    address = f"/ask/{quay.token}/answers/"
    assert client.post(address, {"as": FIRST, "answer": "4", "words": "x" * 300_000}).status_code == 400
    assert client.post(address, {"as": FIRST, "answer": "4", "words": "x\0" * 9000}).status_code == 303
    assert len(Response.objects.get().words) == 5000


def test_others_answers_can_not_be_reached(client: Client, quay: Door) -> None:
    client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"})
    token = links.token_of(Response.objects.get())
    number, _, signature = token.partition(".")
    for forged in (number, f"{number}.x", f"{int(number) + 1}.{signature}", "", "~"):
        assert client.post(f"/answer/{forged}/changes/", {"answer": "1"}).status_code == 404
    assert Response.objects.get().comparison == 1


def test_an_invited_answer_is_not_changed_by_a_door(client: Client, quay: Door) -> None:
    for address in ("/ask/nobody-knows/", f"/kiosk/{quay.token}/", f"/widget/{quay.token}/"):
        assert client.get(address).status_code == 404


def test_a_closed_door_and_a_survey_that_is_off_take_no_answers(client: Client, quay: Door) -> None:
    at = clock.now()
    actions.switch_off(Survey.objects.get(), by=SYSTEM, at=at)
    assert client.get(f"/ask/{quay.token}/").status_code == 410
    assert client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"}).status_code == 410
    actions.switch_on(Survey.objects.get(), starts_at=at, by=SYSTEM, at=at)
    assert client.get(f"/ask/{quay.token}/").status_code == 200
    assert actions.close_door(quay, by=SYSTEM, at=at)
    assert not actions.close_door(quay, by=SYSTEM, at=at)
    assert client.get(f"/ask/{quay.token}/").status_code == 410


def test_after_its_time_an_answer_stands(client: Client, quay: Door) -> None:
    client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"})
    token = links.token_of(Response.objects.get())
    Response.objects.update(answered_at=clock.now() - timedelta(days=46))
    assert client.get(f"/answer/{token}/").status_code == 410
    assert client.post(f"/answer/{token}/changes/", {"answer": "1"}).status_code == 410
    assert Response.objects.get().comparison == 1


def test_a_kiosk_tells_late_and_twice_and_each_counts_once(client: Client, world: World) -> None:
    kiosk = door(world.quay, Door.KIOSK)
    assert "kiosk-answer" in client.get(f"/kiosk/{kiosk.token}/").content.decode()
    said_at = clock.now() - timedelta(minutes=20)
    told = {"as": FIRST, "at": said_at.isoformat(), "answer": "5"}
    for _ in range(2):
        assert client.post(f"/kiosk/{kiosk.token}/answers/", told).status_code == 204
    response = Response.objects.get()
    assert (response.comparison, response.answered_at, response.way) == (2, said_at, "kiosk")
    assert counted() == 1


@pytest.mark.parametrize("at", ["", "soon", "9999-99-99"])
def test_a_kiosk_without_a_clock_is_refused(client: Client, world: World, at: str) -> None:
    kiosk = door(world.quay, Door.KIOSK)
    told = {"as": FIRST, "at": at, "answer": "5"}
    assert client.post(f"/kiosk/{kiosk.token}/answers/", told).status_code == 422


def test_a_kiosk_of_the_future_says_it_now_at_most(client: Client, world: World) -> None:
    kiosk = door(world.quay, Door.KIOSK)
    told = {"as": FIRST, "at": "2999-01-01T00:00:00+00:00", "answer": "5"}
    assert client.post(f"/kiosk/{kiosk.token}/answers/", told).status_code == 204
    assert Response.objects.get().answered_at <= clock.now()


def test_a_shop_embeds_the_first_question(client: Client, world: World) -> None:
    widget = door(world.pantry, Door.WIDGET, "csat")
    script = client.get(f"/widget/{widget.token}.js")
    assert f"/widget/{widget.token}/" in script.content.decode()
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    page = client.get(f"/widget/{widget.token}/")
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    thanks = client.post(f"/widget/{widget.token}/answers/", {"as": FIRST, "answer": "5"})
    assert "/answer/" in thanks.content.decode()
    assert "X-Frame-Options" not in thanks.headers
    assert not client.cookies
    assert Answer.objects.get().value == 5
    assert client.get("/widget/unknown.js").content == b""


def test_pages_elsewhere_stay_unframed(client: Client, quay: Door) -> None:
    page = client.get(f"/ask/{quay.token}/")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
