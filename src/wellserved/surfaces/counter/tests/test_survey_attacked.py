"""Strangers at the surveys: forged links, others' answers, floods, what no page of ours sends."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.feedback import actions, links, reads
from wellserved.learning.feedback.models import Answer, Door, Response, Survey
from wellserved.learning.feedback.questions import GAP, MANY, NUMBER, POINTS, SHORT, Option, Question
from wellserved.learning.feedback.tests.matters import invited, survey_mail
from wellserved.serving.conversations import links as mailed
from wellserved.surfaces.counter.limits import Limit
from wellserved.surfaces.counter.tests.test_survey_door import FIRST, door

TWO = (Option("a", {"en": "A"}), Option("b", {"en": "B"}))
ODD = [
    Question("many", MANY, {"en": "Which?"}, options=TWO),
    Question("number", NUMBER, {"en": "How many?"}),
    Question("gap", GAP, {"en": "Rooms"}),
    Question("points", POINTS, {"en": "Points"}, options=TWO),
    Question("short", SHORT, {"en": "Say it"}),
    Question("day", "date", {"en": "When?"}),
]


@pytest.fixture
def quay(world: World) -> Door:
    return door(world.quay, Door.QR)


@pytest.fixture
def odd(world: World) -> str:
    """Where a survey of unusual questions is answered."""
    made = door(world.quay, Door.LINK, "own")
    actions.ask_otherwise(Survey.objects.get(), ODD, by=SYSTEM, at=clock.now())
    return f"/ask/{made.token}/answers/"


def test_a_link_of_another_page_opens_no_answer(client: Client, world: World, quay: Door) -> None:
    client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"})
    invitation = invited(world, clock.now() - timedelta(hours=1))
    secret = mailed.secret_of(survey_mail(invitation.conversation).id)
    client.post(f"/survey/{secret}/answers/", {"answer": "5"})
    by_door, by_mail = Response.objects.order_by("id")
    others = [
        links.token_of(by_mail),  # signed by us, and yet no answer of a door
        Signer(salt="wellserved.status", sep=".").sign(str(by_door.id)),
        secret,
        quay.token,
        links.token_of(by_door) + "=",
        f"0{links.token_of(by_door)}",
    ]
    for token in others:
        assert client.post(f"/answer/{token}/changes/", {"answer": "1"}).status_code == 404, token
        assert client.get(f"/answer/{token}/").status_code == 404, token
    for token in (links.token_of(by_door), quay.token, secret[:-1], secret.swapcase()):
        assert client.post(f"/survey/{token}/answers/", {"answer": "1"}).status_code == 404, token
    assert [one.comparison for one in Response.objects.order_by("id")] == [1, 2]


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_only_a_press_is_an_answer(client: Client, world: World, quay: Door, method: str) -> None:
    kiosk, widget = door(world.quay, Door.KIOSK), door(world.quay, Door.WIDGET)
    said = "?answer=1&as=abcdefgh&at=2026-01-01T00:00:00Z"
    for address in (f"/ask/{quay.token}/", f"/kiosk/{kiosk.token}/", f"/widget/{widget.token}/"):
        getattr(client, method)(f"{address}{said}")
        assert getattr(client, method)(f"{address}answers/{said}").status_code == 405
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "c"},
        {"number": "NaN"},
        {"number": "1e400"},
        {"number": "five"},
        {"gap.expected": "8"},
        {"gap.perceived": "1.5"},
        {"points.a": "60", "points.b": "60"},
        {"points.a": "-1"},
        {"day": "2026-02-30"},
        {"day": "x" * 5000},
        {"number": "--5"},
    ],
)
def test_answers_that_a_question_does_not_take_change_nothing(
    client: Client, odd: str, wrong: dict[str, str]
) -> None:
    assert client.post(odd, {"as": FIRST, "short": "Hello", **wrong}).status_code == 400
    assert not Response.objects.exists()


def test_what_is_only_odd_is_kept_as_what_it_is(client: Client, odd: str) -> None:
    told = {"as": FIRST, "answer": ["a", "a", "b"], "number": " 1,5 ", "short": "<b>\0 " * 100, "gap.expected": "7"}
    assert client.post(odd, told).status_code == 303
    kept = {one.question: one.value for one in Answer.objects.all()}
    assert (kept["many"], kept["number"], kept["gap"]) == (["a", "b"], 1.5, {"expected": 7})
    assert len(kept["short"]) <= 200
    assert "\0" not in kept["short"]
    page = client.get(f"/answer/{links.token_of(Response.objects.get())}/").content.decode()
    assert "<b>" not in page


def test_a_body_that_is_no_form_is_no_answer(client: Client, odd: str) -> None:
    for body, kind in (
        ('{"as": "abcdefgh"}', "application/json"),
        ("\xff\xfe", "multipart/form-data; boundary=x"),
        ("as=abcdefgh&answer=%FF%FE", "application/x-www-form-urlencoded"),
        ("&".join(f"f{n}=1" for n in range(2000)), "application/x-www-form-urlencoded"),
    ):
        assert client.post(odd, body, content_type=kind).status_code == 400, kind
    assert not Response.objects.exists()


def test_a_name_is_worth_something_at_its_own_door_only(client: Client, world: World, quay: Door) -> None:
    other = door(world.house, Door.QR)
    for place, said in ((quay, "5"), (other, "1"), (other, "2")):
        client.post(f"/ask/{place.token}/answers/", {"as": FIRST, "answer": said})
    assert list(Response.objects.order_by("id").values_list("site", "comparison")) == [
        (world.quay.id, 2),
        (world.house.id, -1),
    ]


def test_one_page_that_was_open_while_the_survey_changed_is_still_an_answer(client: Client, quay: Door) -> None:
    client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"})
    asked = [Question("kept", "yes no", {"en": "Was it kept?"})]
    actions.ask_otherwise(Survey.objects.get(), asked, by=SYSTEM, at=clock.now())
    page = client.get(f"/answer/{links.token_of(Response.objects.get())}/").content.decode()
    assert "Above what I expected" in page, "asked as it was when they answered"
    client.post(f"/ask/{quay.token}/answers/", {"as": "another-guest", "answer": "4", "version": "1"})
    client.post(f"/ask/{quay.token}/answers/", {"as": "a-third-guest", "answer": "yes", "version": "2"})
    told = [(one.version and one.version.number, one.comparison) for one in Response.objects.order_by("id")]
    assert told == [(1, 1), (1, 1), (2, None)]
    for number in ("3", "-1", "x", "9" * 30):  # none of ours: then by what is asked now
        told_as = {"as": f"guest-with-{number}", "version": number}
        assert client.post(f"/ask/{quay.token}/answers/", {**told_as, "answer": "4"}).status_code == 400


def test_a_kiosk_without_a_network_tells_what_it_asked_then(client: Client, world: World) -> None:
    kiosk = door(world.quay, Door.KIOSK, "csat")
    assert 'data-version="1"' in client.get(f"/kiosk/{kiosk.token}/").content.decode()
    satisfied = reads.newest_version(Survey.objects.get()).read()[0]
    actions.ask_otherwise(Survey.objects.get(), [replace(satisfied, low=0, high=10)], by=SYSTEM, at=clock.now())
    told = {"as": FIRST, "at": clock.now().isoformat(), "answer": "5", "version": "1"}
    assert client.post(f"/kiosk/{kiosk.token}/answers/", told).status_code == 204
    assert Response.objects.get().scores() == [["csat", 5, 1, 5]], "five of five, not of ten"


def test_a_flood_through_one_door_is_paused(client: Client, quay: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limit, "exceeded_by", lambda self, request: self.name == "ask")
    answer = client.post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "4"})
    assert answer.status_code == 429
    assert "wait a few minutes" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_change_one_answer_leave_one(transactional_db: None) -> None:
    from tests.world import found

    quay = door(found().quay, Door.QR)
    Client().post(f"/ask/{quay.token}/answers/", {"as": FIRST, "answer": "3"})
    address = f"/answer/{links.token_of(Response.objects.get())}/changes/"

    def change(fields: dict[str, str]) -> int:
        try:
            return Client().post(address, fields).status_code
        finally:
            connection.close()

    said = [{"answer": "5"}, {"reliability": "1"}, {"words": "Kind"}, {"answer": "5", "empathy": "2"}]
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(change, said)) == {303}
    response = Response.objects.get()
    assert (response.comparison, response.words) == (2, "Kind")
    assert {one.dimension for one in response.ratings.all()} == {"reliability", "empathy"}
