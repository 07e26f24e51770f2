"""A link is read as a browser reads it, whatever its writer hoped that we would see."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.ground.safety.html import clean
from wellserved.ground.safety.letters import with_marked_links
from wellserved.ground.safety.links import linked, real_host, warning

ELSEWHERE = (
    ("https://evil.example/x", "www.bank.example"),
    ("https://evil.example/x", "https://bank.example/login"),
    ("https://evil.example/", "Sign in at BANK.Example, please"),
    ("https://evil.example/", "b\u200bank.ex\u00adample"),
    ("https://evil.example/", "ｂank．example"),
    ("https://evil.example/", "evil.example or bank.example"),
    ("https:evil.example", "bank.example"),
    ("https:///evil.example", "bank.example"),
    ("\x01 ht\ntps://evil.example", "bank.example"),
    ("https://evil.example\\@bank.example/", "bank.example"),
    ("https://bank.example@evil.example/", "Sign in"),
    ("https://bank.example%40evil.example/", "Sign in"),
    ("https://e%76il.example/", "bank.example"),
    ("https://evil\u3002example/", "bank.example"),
    ("https://evil.example:443/", "bank.example:443"),
    ("https://bank.example.evil.example/", "bank.example"),
)


@pytest.mark.parametrize(("address", "said"), ELSEWHERE)
def test_what_leads_elsewhere_says_where(address: str, said: str) -> None:
    assert warning(address, said).endswith("evil.example")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://b\u0430nk.example/", "xn--bnk-6cd.example"),  # a Cyrillic a
        ("https://xn--bnk-6cd.example/", "xn--bnk-6cd.example"),
        ("http://203.0.113.7/", "203.0.113.7"),
        ("http://3405803783/", "3405803783"),
        ("http://[2001:db8::1]/", "[2001:db8::1]"),
    ],
)
def test_a_disguised_host_is_always_shown(address: str, shown: str) -> None:
    assert warning(address, "here") == shown


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://www.linden.example/rooms", "linden.example"),
        ("https://linden.example/", "www.linden.example"),
        ("https://linden.example/", "our rooms"),
        ("https://files.example/1", "Invoice.pdf"),
        ("mailto:hello@linden.example", "hello@linden.example"),
        ("tel:+441234", "01234"),
        ("https://linden.example/", "Version 2.0, e.g. this one"),
    ],
)
def test_an_honest_link_is_left_alone(address: str, said: str) -> None:
    assert warning(address, said) == ""


def test_a_link_that_writes_to_somebody_else_says_to_whom() -> None:
    assert warning("mailto:eve@evil.example?subject=x", "Write to hello@linden.example.") == "eve@evil.example"
    assert warning("MAILTO:Hello@linden.example", "hello@linden.example") == ""
    assert warning("mailto:eve@evil.example", "Write to us") == ""


def test_a_letter_s_links_are_marked_behind_the_link() -> None:
    letter = clean('<a href="https://evil.example/">www.<b>bank.example</b></a> <a href="https://ok.example">ok</a>')
    marked = with_marked_links(letter)
    assert '</a><span class="leads-to">evil.example</span>' in marked
    assert marked.count("leads-to") == 1


def test_a_link_within_a_link_is_marked_too() -> None:
    inner = '<table><tr><td><a href="https://evil.example">bank.example</a></td></tr></table>'
    marked = with_marked_links(clean(f'<a href="https://ok.example">ok{inner}</a>'))
    assert '<span class="leads-to">evil.example</span>' in marked


def test_the_words_of_a_picture_are_words_of_the_link() -> None:
    marked = with_marked_links(clean('<a href="https://evil.example"><img alt="bank.example" src="cid:a"></a>'))
    assert "leads-to" in marked


def test_nobody_else_makes_our_mark() -> None:
    assert "leads-to" not in clean(
        '<span class="leads-to">bank.example</span><a href="https://x.example" title="y">x</a>'
    )
    assert "title" not in clean('<a href="https://evil.example" title="https://bank.example">x</a>')


def test_plain_text_becomes_links() -> None:
    shown = linked('See https://a.example/x?a=1&b=2. Or (www.b.example/y), <script>"http://c.example"</script>')
    assert re.findall('href="([^"]*)"', shown) == [
        "https://a.example/x?a=1&amp;b=2",
        "https://www.b.example/y",
        "http://c.example",
    ]
    assert "<script>" not in shown
    assert shown.count('rel="noopener noreferrer nofollow"') == 3


def test_a_disguised_address_in_plain_text_is_unmasked() -> None:
    assert '<span class="leads-to">xn--bnk-6cd.example</span>' in linked("http://b\u0430nk.example/")
    assert '<span class="leads-to">evil.example</span>' in linked("https://bank.example@evil.example/")


@given(st.text(alphabet=st.sampled_from("htps:/w.ae@<>\"'&;%\\\n\u202e "), max_size=200))
def test_no_text_writes_html(text: str) -> None:
    bare = re.sub(
        r'<a href="[^"<>]*" target="_blank" rel="[a-z ]*">|</a>|<span class="leads-to">|</span>', "", linked(text)
    )
    assert "<" not in bare
    assert '"' not in bare


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_never_raises(address: str, said: str) -> None:
    real_host(address)
    warning("https://" + address, said)
    linked("https://" + address + said)
