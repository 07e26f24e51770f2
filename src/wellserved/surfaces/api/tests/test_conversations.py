"""Programs read and write conversations as the colleague whose token they hold."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.surfaces.api.tests.conftest import Program, wrote

NEW = {
    "site": "linden-house",
    "customer": {"name": "Ada King", "email": "Ada.King@Post.example"},
    "subject": "A cot",
    "text": "May we have a cot in the room?",
}


def test_a_program_opens_a_conversation_in_a_customer_s_name(ines: Program) -> None:
    made = ines.post("/conversations", NEW)
    assert made.status_code == 201
    told = ines.get(f"/conversations/{made.json()['id']}").json()
    assert told == made.json()
    assert (told["status"], told["channel"], told["subject"]) == ("open", "api", "A cot")
    assert told["site"]["slug"] == "linden-house"
    assert told["customer"]["name"] == "Ada King"
    [message] = told["messages"]
    assert (message["direction"], message["text"]) == ("inbound", NEW["text"])
    assert message["sender"] == {"kind": "customer", "name": "Ada King", "address": "ada.king@post.example"}


def test_the_same_customer_is_recognised(ines: Program) -> None:
    first, second = (ines.post("/conversations", NEW).json() for _ in range(2))
    assert first["id"] != second["id"]
    assert first["customer"] == second["customer"]


def test_files_go_in_and_come_out_unchanged(ines: Program) -> None:
    data = bytes(range(256))
    attached = [{"name": "../plan.bin", "content_type": "text/html", "data": base64.b64encode(data).decode()}]
    made = ines.post("/conversations", {**NEW, "attachments": attached}).json()
    [file] = made["messages"][0]["attachments"]
    assert (file["name"], file["size"]) == ("../plan.bin", 256)
    got = ines.get(file["url"].removeprefix("/api/v1"))
    assert b"".join(got.streaming_content) == data
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment")


def test_a_reply_leaves_us_waiting_and_a_note_does_not(ines: Program, matter: Conversation) -> None:
    note = ines.post(f"/conversations/{matter.id}/messages", {"kind": "note", "text": "She likes Earl Grey"})
    assert (note.status_code, note.json()["direction"]) == (201, "note")
    assert ines.get(f"/conversations/{matter.id}").json()["status"] == "open"
    reply = ines.post(f"/conversations/{matter.id}/messages", {"text": "From seven to ten."})
    assert (reply.status_code, reply.json()["direction"]) == (201, "outbound")
    assert reply.json()["sender"] == {"kind": "staff", "name": "Ines Duarte", "address": ""}
    told = ines.get(f"/conversations/{matter.id}").json()
    assert (told["status"], told["assignee"]["name"]) == ("waiting", "Ines Duarte")
    assert [message["direction"] for message in told["messages"]] == ["inbound", "note", "outbound"]


def test_closing_and_reopening_may_be_repeated(ines: Program, matter: Conversation) -> None:
    path = f"/conversations/{matter.id}/closure"
    closed = [ines.ask("PUT", path).json() for _ in range(2)]
    assert closed[0] == closed[1]
    assert closed[0]["status"] == "closed"
    opened = [ines.ask("DELETE", path).json() for _ in range(2)]
    assert opened[0] == opened[1]
    assert (opened[0]["status"], opened[0]["closed_at"]) == ("open", None)


OTHERS = (
    ("GET", "/conversations/{id}", None),
    ("POST", "/conversations/{id}/messages", {"text": "Hello"}),
    ("PUT", "/conversations/{id}/closure", None),
    ("DELETE", "/conversations/{id}/closure", None),
    ("GET", "/conversations/{id}/attachments/1", None),
    ("GET", "/conversations/{id}/measurements", None),
)


@pytest.mark.parametrize(("method", "path", "body"), OTHERS)
@pytest.mark.parametrize("who", ["sander", "stranger"])
@pytest.mark.parametrize("whose", ["others'", "nobody's"])
def test_other_people_s_conversations_are_not_there(
    method: str, path: str, body: Any, who: str, whose: str, world: World, matter: Conversation, program: Any
) -> None:
    id = matter.id if whose == "others'" else 2**62
    answer = program(getattr(world, who)).ask(method, path.format(id=id), body)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    assert Message.objects.count() == 1


def test_a_list_holds_what_the_colleague_may_see(
    world: World, matter: Conversation, program: Callable[[Staff], Program], at: datetime
) -> None:
    bobs = wrote(world, world.bob, "Parking", at=at)
    seen = {
        name: {line["id"] for line in program(getattr(world, name)).get("/conversations").json()["items"]}
        for name in ("ines", "sander", "tobias", "maren", "stranger")
    }
    both = {matter.id, bobs.id}
    assert seen == {"ines": {matter.id}, "sander": {bobs.id}, "tobias": both, "maren": both, "stranger": set()}
    elsewhere = program(world.ines).get(f"/conversations?site={world.quay.id}")
    assert elsewhere.json()["items"] == []


def test_pages_neither_repeat_nor_lose_when_more_arrives(ines: Program, world: World, at: datetime) -> None:
    made = [wrote(world, world.alice, str(n), at=at + timedelta(minutes=n)).id for n in range(7)]
    seen: list[int] = []
    path, later = "/conversations?limit=3", at + timedelta(hours=1)
    while path:
        page = ines.get(path).json()
        seen += [line["id"] for line in page["items"]]
        wrote(world, world.alice, "while reading", at=later)
        path = f"/conversations?limit=3&after={page['next']}" if page["next"] else ""
    assert seen == made[::-1]


def test_lists_are_filtered_by_what_is_declared(ines: Program, matter: Conversation, at: datetime) -> None:
    ines.ask("PUT", f"/conversations/{matter.id}/closure")
    assert ines.get("/conversations?status=open").json()["items"] == []
    assert len(ines.get("/conversations?status=closed").json()["items"]) == 1
    assert ines.get("/conversations?assignee=me").json()["items"] == []
    assert len(ines.get("/conversations?assignee=nobody").json()["items"]) == 1


@pytest.mark.parametrize(
    "query",
    ["status=anything", "limit=0", "limit=many", "after=xyz", "site=x", "customer__note__contains=a", "order=id"],
)
def test_filters_that_are_not_declared_are_refused(ines: Program, query: str) -> None:
    answer = ines.get(f"/conversations?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.content.decode()


def test_long_conversations_are_read_back_in_pages(ines: Program, world: World, matter: Conversation) -> None:
    for number in range(60):
        assert ines.post(f"/conversations/{matter.id}/messages", {"kind": "note", "text": str(number)})
    told = ines.get(f"/conversations/{matter.id}").json()
    before = ines.get(f"/conversations/{matter.id}?before={told['earlier_messages']}").json()
    texts = [message["text"] for message in before["messages"] + told["messages"]]
    assert texts[1:] == [str(number) for number in range(60)]
    assert before["earlier_messages"] is None


def test_a_reply_reaches_the_customer_by_mail(
    ines: Program, run_jobs: Callable[[datetime], int], settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path
    made = ines.post("/conversations", NEW).json()
    ines.post(f"/conversations/{made['id']}/messages", {"text": "Of course, it is in your room."})
    run_jobs(now() + timedelta(minutes=1))
    [mail] = (path.read_text() for path in tmp_path.rglob("*.eml"))
    assert "To: ada.king@post.example" in mail
    assert "it is in your room" in mail
    delivery = ines.get(f"/conversations/{made['id']}").json()["messages"][-1]["delivery"]
    assert delivery == "sent"
