"""Whatever is wrong, a program is told as a problem what it was and what to do."""

from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.conversations.models import Conversation
from wellserved.surfaces.api.tests.conftest import Program

NEW: dict[str, Any] = {"site": "linden-house", "customer": {"email": "ada@post.example"}, "text": "Hello"}


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer guessed", "Basic aW5lczp4", "Bearer \x00"])
def test_without_a_token_there_is_nothing(world: World, header: str) -> None:
    answer = Client().get("/api/v1/conversations", headers={"Authorization": header} if header else {})
    assert "wellserved token" in problem(answer, 401)["detail"]
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_token(world: World, as_staff: Any) -> None:
    problem(as_staff(world.maren).get("/api/v1/conversations"), 401)


WRONG: tuple[tuple[Any, str], ...] = (
    ({}, "site"),
    ({**NEW, "site": "linden-quay"}, "site"),
    ({**NEW, "site": -1}, "site"),
    ({**NEW, "customer": {"email": "nobody"}}, "customer.email"),
    ({**NEW, "customer": {}}, "customer.email"),
    ({**NEW, "customer": {"email": "a@b.example", "note": "VIP"}}, "customer.note"),
    ({**NEW, "text": "   "}, "text"),
    ({**NEW, "text": "nul \x00"}, "text"),
    ({**NEW, "text": "half \ud800"}, "text"),
    ({**NEW, "subject": "x" * 301}, "subject"),
    ({**NEW, "assignee": 1}, "assignee"),
    ({**NEW, "attachments": [{"name": "a", "data": "not base64!"}]}, "attachments.0.data"),
    ({**NEW, "attachments": [{"name": "a", "data": "", "content_type": "x\r\ny"}]}, "attachments.0.content_type"),
    ([], "asked_for"),
)


@pytest.mark.parametrize(("body", "field"), WRONG)
def test_of_each_field_it_is_told_what_was_wrong(ines: Program, body: Any, field: str) -> None:
    told = problem(ines.post("/conversations", body), 422)
    assert field in str(told)
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("body", ["{", "nothing", b"\xff\xfe"])
def test_what_is_no_json_is_refused(ines: Program, body: Any) -> None:
    problem(ines.post("/conversations", body), 400)


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/conversations/x", "/conversations/1/nothing", "/conversations/-1"]
)
def test_unknown_paths_are_not_there(ines: Program, path: str) -> None:
    problem(ines.get(path), 404)


@pytest.mark.parametrize(("method", "path"), [("PATCH", "/conversations"), ("POST", "/customers/1")])
def test_a_wrong_method_is_told_the_right_ones(ines: Program, method: str, path: str) -> None:
    answer = ines.ask(method, path)
    assert "GET" in problem(answer, 405)["detail"]
    assert "GET" in answer.headers["Allow"]


def test_other_people_s_customers_are_not_there(world: World, matter: Conversation, program: Any) -> None:
    assert program(world.ines).get(f"/customers/{world.alice.id}").json()["name"] == "Alice Carter"
    for who in (world.sander, world.stranger):
        problem(program(who).get(f"/customers/{world.alice.id}"), 404)
    problem(program(world.ines).get(f"/customers/{world.bob.id}"), 404)
    problem(program(world.ines).get(f"/customers/{2**62}"), 404)


def test_the_description_is_public_and_names_every_resource(world: World) -> None:
    told = Client().get("/api/v1/openapi.json").json()
    assert {"/api/v1/conversations", "/api/v1/conversations/{id}/closure"} <= set(told["paths"])
    writes = [do[verb] for do in told["paths"].values() for verb in ("post", "put", "delete") if verb in do]
    assert all("Idempotency-Key" in str(write["parameters"]) for write in writes)


def test_sites_are_those_of_the_colleague(ines: Program) -> None:
    assert [site["slug"] for site in ines.get("/sites").json()] == ["linden-house"]
