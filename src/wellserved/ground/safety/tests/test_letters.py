"""What of a letter is elsewhere, and how it is shown."""

import re

import pytest

from wellserved.ground.safety.html import clean
from wellserved.ground.safety.letters import has_colours, named_enclosures, remote, with_enclosed, with_remote

PIXELS = (
    '<img src="https://track.example/1" width="1" height="1">',
    '<img src="https://track.example/2" width=0 height=0>',
    '<img src="https://track.example/3" style="width: 1px; height: 1px">',
    '<img src="https://track.example/4" style="display:none">',
    '<img src="https://track.example/5" style="max-height:0px">',
    '<img src="https://track.example/6" height="1" width="600">',
)


@pytest.mark.parametrize("pixel", PIXELS)
def test_a_pixel_that_counts_its_readers_is_left_out(pixel: str) -> None:
    letter = clean(f"<p>Hello{pixel}</p>")
    assert remote(letter).pixels == 1
    assert remote(letter).pictures == ()
    assert "track.example" not in with_remote(letter, lambda address: f"/through/{address}")


@pytest.mark.parametrize("size", ["", "width=100 height=50", 'style="width:100%"', 'style="width:12px"', "width=2em"])
def test_a_picture_comes_through_us(size: str) -> None:
    letter = clean(f'<img alt="a > b" src="https://shop.example/a.png?x=1&y=2" {size}>')
    assert remote(letter).pictures == ("https://shop.example/a.png?x=1&y=2",)
    assert ' src="/through/us?x&amp;y"' in with_remote(letter, lambda address: "/through/us?x&y")


def test_cleaning_again_keeps_what_waits() -> None:
    letter = clean('<img src="https://shop.example/a.png">')
    assert clean(letter) == letter


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "/desk/", "data:text/html,x", ""])
def test_what_a_writer_puts_where_we_keep_addresses_is_not_fetched(address: str) -> None:
    letter = clean(f'<img data-src="{address}"><img src="cid:a" data-src="https://shop.example/a.png">')
    assert remote(letter).pictures == ()
    assert with_remote(letter, lambda address: "/through/us") == letter


def test_no_address_but_ours_is_left_to_load() -> None:
    letter = clean(
        '<img src="https://a.example/1.png"><img src="//b.example/2.png"><img src="data:image/png;base64,x">'
    )
    shown = with_remote(letter, lambda address: "/ours")
    assert set(re.findall(r' src="([^"]*)"', shown)) == {"/ours"}


def test_pictures_that_came_along_are_put_in_their_places() -> None:
    letter = clean('<img src="cid:logo@x"><img src="CID:a%20b"><img src="cid:gone">')
    assert named_enclosures(letter) == {"logo@x", "a b", "gone"}
    shown = with_enclosed(letter, {"logo@x": "/files/1?a&b", "a b": "/files/2"})
    assert '<img src="/files/1?a&amp;b">' in shown
    assert '<img src="/files/2">' in shown
    assert "gone" not in shown


def test_colours_are_seen() -> None:
    assert has_colours(clean('<p style="font-size:2em;color:red">x</p>'))
    assert has_colours(clean('<table bgcolor="#fff"><tr><td>x</table>'))
    assert has_colours(clean('<font color="blue">x</font>'))
    assert not has_colours(clean('<p style="font-size:2em">color: red</p>'))
