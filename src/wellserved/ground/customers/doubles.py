"""Who may be the same person: modest guesses with their reasons. Pure; a person decides, never this."""

from dataclasses import dataclass
from unicodedata import combining, normalize

from wellserved.ground.customers.providers import OPEN_TO_ALL

FEWEST_DIGITS = 7  # of a telephone number; fewer are an extension
COMPARED_DIGITS = 9  # the last ones: what stands before them is how one dials from elsewhere
SAME_PHONE, SAME_COMPANY, SAME_DOMAIN, SAME_LOCAL = "phone", "company", "domain", "local"


@dataclass(frozen=True, slots=True)
class Person:
    """What two customers are compared by."""

    name: str
    company_id: int | None = None
    phones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


def reasons(one: Person, other: Person) -> tuple[str, ...]:
    """Why they may be the same; empty if nothing says so. A name alone says nothing."""
    found = []
    if {dialled(phone) for phone in one.phones} & {dialled(phone) for phone in other.phones} - {""}:
        found.append(SAME_PHONE)
    if _words(one.name) and _words(one.name) == _words(other.name):
        if one.company_id is not None and one.company_id == other.company_id:
            found.append(SAME_COMPANY)
        if _domains(one) & _domains(other):
            found.append(SAME_DOMAIN)
        if _locals(one) & _locals(other):
            found.append(SAME_LOCAL)
    return tuple(found)


def dialled(phone: str) -> str:
    """The part of a number that is the same however it is written; "" for what is none."""
    digits = "".join(digit for digit in phone if digit.isascii() and digit.isdigit())
    return digits.lstrip("0")[-COMPARED_DIGITS:] if len(digits) >= FEWEST_DIGITS else ""


def _words(name: str) -> frozenset[str]:
    """The name without accents and capitals, in whatever order: Müller, Jürgen is Jürgen Müller."""
    plain = "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))
    words = frozenset(plain.replace(",", " ").split())
    return words if len(words) > 1 else frozenset()


def _domains(person: Person) -> set[str]:
    return {address.rpartition("@")[2] for address in person.addresses} - OPEN_TO_ALL


def _locals(person: Person) -> set[str]:
    return {address.rpartition("@")[0] for address in person.addresses}
