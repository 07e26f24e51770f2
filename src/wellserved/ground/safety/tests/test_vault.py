import pytest

from wellserved.ground.safety.vault import Unopenable, open_sealed, seal


@pytest.mark.parametrize("secret", ["", "hunter2", "пароль — 密码", "x" * 5000])
def test_what_is_sealed_opens_again(secret: str) -> None:
    assert open_sealed(seal(secret)) == secret


def test_a_sealed_secret_shows_nothing_and_is_never_the_same_twice() -> None:
    assert "hunter2" not in seal("hunter2")
    assert seal("hunter2") != seal("hunter2")


def test_another_key_opens_nothing_and_says_what_to_do(settings: object) -> None:
    sealed = seal("hunter2")
    settings.VAULT_KEY = "another house"  # type: ignore[attr-defined]
    with pytest.raises(Unopenable, match="enter it again"):
        open_sealed(sealed)
