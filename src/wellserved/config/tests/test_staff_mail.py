from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from wellserved.config.staff_mail import staff_mail


def test_without_a_server_staff_mail_leaves_by_a_mailbox() -> None:
    backend = import_string(staff_mail("")["EMAIL_BACKEND"])
    assert issubclass(backend, BaseEmailBackend)


def test_a_relay_next_door_is_spoken_to_plainly() -> None:
    said = staff_mail("smtp://localhost")
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("localhost", 25)
    assert not said["EMAIL_USE_TLS"]
    assert not said["EMAIL_USE_SSL"]


def test_a_password_travels_encrypted_only() -> None:
    said = staff_mail("smtp://desk%40linden.example:p%3Aw@mail.example:587")
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("desk@linden.example", "p:w")
    assert said["EMAIL_USE_TLS"]
    assert staff_mail("smtps://mail.example")["EMAIL_USE_SSL"]
