"""Writes are done once: a request that is sent again with its Idempotency-Key gets the first answer."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.operation import Operation
from ninja.responses import NinjaJSONEncoder
from ninja.utils import contribute_operation_callback

from wellserved.ground import clock
from wellserved.ground.repeats import actions as repeats
from wellserved.ground.repeats.actions import Answer
from wellserved.surfaces.api.bearer import viewer
from wellserved.surfaces.api.problems import problem

KEY_CHARACTERS = 200


def once_only(operation: Callable[..., tuple[int, Schema]]) -> Callable[..., HttpResponse]:
    """The operation in a transaction; with a key its answer is kept, without one it is simply done."""

    @wraps(operation)
    def answered(request: HttpRequest, *args: Any, **asked: Any) -> HttpResponse:
        def do() -> Answer:
            status, shape = operation(request, *args, **asked)
            return Answer(status, json.dumps(shape.model_dump(), cls=NinjaJSONEncoder))

        key = request.headers.get("Idempotency-Key", "")
        if len(key) > KEY_CHARACTERS or not key.isprintable():
            return problem(422, f"An Idempotency-Key has at most {KEY_CHARACTERS} printable characters.")
        if key:
            who = f"staff:{viewer(request).id}"
            answer = repeats.once(who, key, _fingerprint(request), do, at=clock.now())
        else:
            with transaction.atomic():
                answer = do()
        return HttpResponse(answer.text, status=answer.status, content_type="application/json")

    contribute_operation_callback(answered, _describe)
    return answered


def _describe(operation: Operation) -> None:
    """The header in the OpenAPI description."""
    schema = {"type": "string", "maxLength": KEY_CHARACTERS}
    about = "Choose a new one for each request; sent again with the same, it is done once."
    header = {"name": "Idempotency-Key", "in": "header", "required": False, "schema": schema, "description": about}
    operation.openapi_extra = {"parameters": [header]}


def _fingerprint(request: HttpRequest) -> str:
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return sha256(head + request.body).hexdigest()
