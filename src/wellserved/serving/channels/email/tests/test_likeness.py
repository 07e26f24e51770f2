import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.likeness import mixes_alphabets, resembles

OURS = ["linden.example", "bar.example"]


def puny(label: str) -> str:
    """A name in .example as the DNS writes it."""
    return f"xn--{label.encode('punycode').decode()}.example"


@pytest.mark.parametrize(
    "domain",
    [
        "1inden.example",
        "Iinden.example",
        "lindem.example",
        "lindne.example",
        "lnden.example",
        "linnden.example",
        "lin-den.example",
        "linden.exarnple",
        "linden.example.evil.net",
        puny("l\u0456nden"),  # Cyrillic
        puny("l\u0131nden"),
        puny("l\u00ednden"),
    ],
)
def test_it_is_made_to_look_like_ours(domain: str) -> None:
    assert resembles(domain, OURS) == "linden.example"


@pytest.mark.parametrize(
    "domain",
    [
        "linden.example",
        "mail.linden.example",
        "garden.example",
        "bat.example",
        "larch.example",
        "",
        "x",
        "linden.net",
    ],
)
def test_it_is_honest(domain: str) -> None:
    assert resembles(domain, OURS) == ""


def test_two_alphabets_in_one_name() -> None:
    assert mixes_alphabets(puny("p\u0430ypal"))
    assert not mixes_alphabets(puny("\u043f\u043e\u0447\u0442\u0430"))
    assert not mixes_alphabets("m\u00fcller.example")


@given(st.text(max_size=80))
def test_whatever_is_written(domain: str) -> None:
    resembles(domain, OURS)
    mixes_alphabets(domain)
