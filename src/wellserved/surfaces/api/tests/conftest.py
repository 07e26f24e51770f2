from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts.actions import api_token
from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.models import Customer
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming


class Program:
    """A program that acts for one colleague."""

    def __init__(self, staff: Staff, at: datetime) -> None:
        self.client = Client(raise_request_exception=False)
        self.bearer = {"Authorization": f"Bearer {api_token(staff, at=at)}"}

    def ask(self, method: str, path: str, body: Any = None, key: str = "", **more: Any) -> Any:
        headers = {**self.bearer, **({"Idempotency-Key": key} if key else {})}
        if body is not None:
            more |= {"data": body, "content_type": "application/json"}
        return self.client.generic(method, f"/api/v1{path}", headers=headers, **_encoded(more))

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def post(self, path: str, body: Any, key: str = "") -> Any:
        return self.ask("POST", path, body, key)


def _encoded(more: dict[str, Any]) -> dict[str, Any]:
    import json

    if "data" in more and not isinstance(more["data"], str | bytes):
        more["data"] = json.dumps(more["data"])
    return more


@pytest.fixture
def program(at: datetime) -> Callable[[Staff], Program]:
    return lambda staff: Program(staff, at)


@pytest.fixture
def ines(world: World, program: Callable[[Staff], Program]) -> Program:
    """A program of Ines, who leads the front desk of Linden House."""
    return program(world.ines)


@pytest.fixture
def matter(world: World, at: datetime) -> Conversation:
    """Alice asks Linden House about breakfast."""
    return wrote(world, world.alice, "Breakfast", at=at)


def wrote(world: World, customer: Customer, subject: str, *, at: datetime) -> Conversation:
    incoming = Incoming("email", sender=world.email_of(customer), text=f"About {subject} ...", subject=subject)
    site = world.quay if customer == world.bob else world.house
    return actions.open(incoming, customer=customer, site=site, at=at)[0]
