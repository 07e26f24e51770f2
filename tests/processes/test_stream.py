"""The stream over a real server: who hears what, and that nothing is missed over a break."""

import http.client
import json
import signal
from typing import Any

import pytest

from tests.processes.conftest import House, until

BEATS = 4  # a quarter of a minute each


class Listener:
    """A browser's stream; `next()` is the next event as (name, data), `last_id` what it would resume from."""

    def __init__(self, house: House, ticket: str, last_id: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
        self.connection.request("GET", f"/stream?ticket={ticket}", headers={"Last-Event-ID": last_id})
        self.answer = self.connection.getresponse()
        self.last_id = last_id
        assert self.answer.status == 200
        assert self._block()["retry"] == "1000"

    def next(self) -> tuple[str, dict[str, Any]]:
        for _ in range(BEATS):
            if (block := self._block())["event"] != "Beat":
                return block["event"], json.loads(block["data"])
        raise AssertionError(f"nothing was heard but {BEATS} beats")

    def leave(self) -> None:
        self.connection.close()

    def _block(self) -> dict[str, str]:
        fields = {}
        while line := self.answer.readline().decode().strip():
            name, _, value = line.partition(": ")
            fields[name] = value
        self.last_id = fields.get("id", self.last_id)
        return fields


@pytest.fixture
def order(house: House) -> Any:
    house.start("web", "--with-stream", "--port", str(house.port))
    until(lambda: _answers(house), "the pages")
    return house.errands()


def _answers(house: House) -> bool:
    return _status(house, "/stream") == 403


def test_news_reaches_those_whose_site_it_is_and_survives_a_break(house: House, order: Any) -> None:
    owner = Listener(house, order("ticket", None))
    here = Listener(house, order("ticket", [1]))
    seqs = [order("note", 50 + site, site) for site in (2, 1)]
    assert owner.next()[1]["seq"] == seqs[0]
    assert owner.next()[1]["seq"] == seqs[1]
    assert here.next() == (
        "NoteWritten",
        {"seq": seqs[1], "kind": "NoteWritten", "conversation": 51, "site": 1, "by": "staff:3"},
    )
    here.leave()
    missed = [order("note", 60, 1) for _ in range(3)]
    back = Listener(house, order("ticket", [1]), last_id=here.last_id)
    assert [back.next()[1]["seq"] for _ in missed] == missed


def test_without_a_good_ticket_there_is_no_stream(house: House, order: Any) -> None:
    assert house.get("/stream")[0] == 403
    assert house.get("/stream?ticket=guess")[0] == 403
    assert house.get("/stream?ticket=" + order("ticket", [1])[:-2])[0] == 403


def test_pages_and_stream_can_be_served_apart(house: House) -> None:
    pages = house.start("web", "--port", str(house.port))
    until(lambda: _status(house, "/api/v1/openapi.json") == 200, "the pages")
    assert house.stop(pages, signal.SIGTERM) == (0, "")
    house.start("stream", "--port", str(house.port))
    until(lambda: _answers(house), "the stream")
    assert _status(house, "/") == 404
    order = house.errands()
    owner = Listener(house, order("ticket", None))
    seq = order("note", 5, 1)
    assert owner.next()[1]["seq"] == seq


def _status(house: House, path: str) -> int:
    try:
        return house.get(path)[0]
    except OSError:
        return 0


def test_stream_and_worker_outlive_their_database_connections(house: House, order: Any) -> None:
    owner = Listener(house, order("ticket", None))
    notes = house.folder / "notes"
    worker = house.start("work", str(notes), module="tests.processes.errands")
    assert worker.stdout
    assert worker.stdout.readline().strip() == "working"
    house.break_connections()
    order = house.errands()
    seq = order("note", 5, 1)
    order("hand_out", 3)
    assert owner.next()[1]["seq"] == seq
    until(lambda: order("left") == 0, "the errands to be done")
