import pytest
from django.test import RequestFactory

from wellserved.surfaces.counter.limits import caller


@pytest.mark.parametrize(
    ("direct", "forwarded", "is_from"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # a stranger's word about itself
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # what our proxy saw
        ("10.0.0.2", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::1", "", "2001:0db8:0001:0002"),
        ("", "", "unknown"),
    ],
)
def test_whom_a_request_is_from(direct: str, forwarded: str, is_from: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)
    assert caller(request) == is_from
