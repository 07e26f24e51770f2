from pathlib import Path

from wellserved.config.staff_mail import staff_mail

OUTBOX = Path("outbox")


def test_without_a_server_staff_mail_lands_in_the_outbox() -> None:
    said = staff_mail("", OUTBOX)
    assert said["EMAIL_FILE_PATH"] == OUTBOX
    assert "filebased" in said["EMAIL_BACKEND"]


def test_a_relay_next_door_is_spoken_to_plainly() -> None:
    said = staff_mail("smtp://localhost", OUTBOX)
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("localhost", 25)
    assert not said["EMAIL_USE_TLS"]
    assert not said["EMAIL_USE_SSL"]


def test_a_password_travels_encrypted_only() -> None:
    said = staff_mail("smtp://desk%40linden.example:p%3Aw@mail.example:587", OUTBOX)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("desk@linden.example", "p:w")
    assert said["EMAIL_USE_TLS"]
    assert staff_mail("smtps://mail.example", OUTBOX)["EMAIL_USE_SSL"]
