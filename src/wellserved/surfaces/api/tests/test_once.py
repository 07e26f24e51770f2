"""A program that is not sure whether it was heard sends the same again, and it is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.world import World
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.surfaces.api.tests.conftest import Program

NEW: dict[str, Any] = {"site": "linden-house", "customer": {"email": "ada@post.example"}, "text": "Hello"}


def test_the_same_key_gets_the_same_answer(ines: Program) -> None:
    first, second = (ines.post("/conversations", NEW, key="a1") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Conversation.objects.count() == 1
    assert ines.post("/conversations", NEW, key="a2").json()["id"] != first.json()["id"]


def test_a_reply_is_sent_once(ines: Program, matter: Conversation) -> None:
    path = f"/conversations/{matter.id}/messages"
    assert len({ines.post(path, {"text": "From seven."}, key="k").json()["id"] for _ in range(3)}) == 1
    assert Message.objects.filter(direction="outbound").count() == 1


def test_a_key_stands_for_one_request(ines: Program, matter: Conversation) -> None:
    ines.post("/conversations", NEW, key="a1")
    other = ines.post("/conversations", {**NEW, "text": "Another"}, key="a1")
    assert (other.status_code, other.headers["Content-Type"]) == (409, "application/problem+json")
    assert ines.post(f"/conversations/{matter.id}/messages", NEW, key="a1").status_code in (409, 422)


def test_what_was_refused_may_be_put_right_under_the_same_key(ines: Program) -> None:
    assert ines.post("/conversations", {**NEW, "site": "nowhere"}, key="a1").status_code == 422
    assert ines.post("/conversations", NEW, key="a1").status_code == 201


def test_a_key_has_an_end(ines: Program) -> None:
    assert ines.post("/conversations", NEW, key="k" * 201).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one(world: World, at: datetime) -> None:
    program, together = Program(world.ines, at), Barrier(2)

    def ask(_: int) -> Any:
        together.wait()
        try:
            return program.post("/conversations", NEW, key="same")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, range(2)))
    assert sorted({answer.status_code for answer in answers}) in ([201], [201, 409])
    assert Conversation.objects.count() == 1
