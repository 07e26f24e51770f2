"""What programs may send: the shapes, with every limit. What is not declared here is refused."""

import base64
import binascii
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import AfterValidator, ConfigDict, Field

from wellserved.ground.accounts.rules import Refused, an_address
from wellserved.serving.conversations.enclosing import enclosed
from wellserved.serving.conversations.rules import NewFile

ID = 2**63 - 1
TEXT_CHARACTERS = 200_000
FILES = 20


def _storable(text: str) -> str:
    """No NUL and no half of a surrogate pair: no database can keep them."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds a character that cannot be stored")
    return text


def _address(text: str) -> str:
    try:
        return an_address(_storable(text))
    except Refused as refused:
        raise ValueError(str(refused)) from None


def _bytes(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("must be base64") from None
    return text


Line = Annotated[str, Field(max_length=300), AfterValidator(_storable)]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_CHARACTERS), AfterValidator(_storable)]
Address = Annotated[str, Field(max_length=254), AfterValidator(_address)]


class Asked(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class File(Asked):
    name: Annotated[str, Field(min_length=1, max_length=255), AfterValidator(_storable)]
    content_type: Annotated[str, Field(max_length=120, pattern=r"^[\w.+-]+/[\w.+-]+$")] = "application/octet-stream"
    data: Annotated[str, Field(description="the bytes in base64"), AfterValidator(_bytes)]


Files = Annotated[list[File], Field(max_length=FILES)]


class Person(Asked):
    email: Address
    name: Line = ""


class NewConversation(Asked):
    """A matter that a customer brought to the program; it is opened in their name."""

    site: Annotated[int, Field(ge=1, le=ID)] | Line = Field(description="its id or its slug")
    customer: Person
    subject: Line = ""
    text: Text
    attachments: Files = []


class NewMessage(Asked):
    """`reply` goes to the customer, `note` stays among colleagues."""

    kind: Literal["reply", "note"] = "reply"
    text: Text
    attachments: Files = []
    to: Literal["all", "customer"] = Field("all", description="whether participants get a copy of a reply")
    waiting: bool = Field(True, description="after a reply, the next word is the customer's")


class Listing(Asked):
    status: Literal["open", "waiting", "closed", "all"] = "all"
    assignee: Literal["me", "nobody", "anybody"] = "anybody"
    site: Annotated[int, Field(ge=1, le=ID)] | None = None
    after: str | None = Field(None, max_length=60, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=200)


def only(request: HttpRequest, listing: type[Schema]) -> None:
    """Refuse filters that nobody declared: a misspelt one would quietly show everything."""
    unknown = [name for name in request.GET if name not in listing.model_fields]
    if unknown:
        known = ", ".join(listing.model_fields)
        errors: list[dict[str, Any]] = [
            {"loc": ("query", name), "msg": f"is not a filter here; these are: {known}"} for name in unknown
        ]
        raise ValidationError(errors)


def kept(attached: list[File]) -> list[NewFile]:
    """The files, stored."""
    return [_kept(file, base64.b64decode(file.data)) for file in attached]


def _kept(file: File, data: bytes) -> NewFile:
    return enclosed(file.name, file.content_type, data)
