"""A manager of some sites sets standards for these; what reaches further is an owner's."""

import pytest

from wellserved.ground.accounts.rules import Role, Scope
from wellserved.serving.standards.whose import concerns, may_set

QUAY, HOUSE, SHOP = 7, 8, 9
OWNER = Scope(Role.OWNER, None)
HOTELS = Scope(Role.MANAGER, frozenset({QUAY, HOUSE}))
LEAD = Scope(Role.LEAD, frozenset({QUAY}))


@pytest.mark.parametrize(
    ("scope", "sites", "theirs", "concerned"),
    [
        (OWNER, [], True, True),
        (OWNER, [SHOP], True, True),
        (HOTELS, [QUAY], True, True),
        (HOTELS, [QUAY, HOUSE], True, True),
        (HOTELS, [], False, True),
        (HOTELS, [QUAY, SHOP], False, True),
        (HOTELS, [SHOP], False, False),
        (LEAD, [QUAY], False, True),
    ],
)
def test_whose_it_is(scope: Scope, sites: list[int], theirs: bool, concerned: bool) -> None:
    assert (may_set(scope, sites), concerns(scope, sites)) == (theirs, concerned)
