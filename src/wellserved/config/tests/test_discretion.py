import logging

import pytest

from wellserved.config.discretion import WithoutSecrets


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Gone: /sign-in/s3cret-1/", "Gone: /sign-in/.../"),
        ("Not Found: /status/K7QD3WN.s3cret/messages/", "Not Found: /status/.../messages/"),
        ("Forbidden: /contact/linden-house/thanks/s3cret/", "Forbidden: /contact/linden-house/thanks/.../"),
        ("Not Found: /accounts/password/reset/key/1-s3cret/", "Not Found: /accounts/password/reset/key/.../"),
        ("/stream?ticket=s3cret&after=1", "/stream?ticket=...&after=1"),
        ("Not Found: /desk/conversations/12/", "Not Found: /desk/conversations/12/"),
    ],
)
def test_the_log_tells_no_secret_of_an_address(said: str, told: str) -> None:
    prefix, _, path = said.rpartition(" ")
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, f"{prefix} %s".lstrip(), (path,), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == told
