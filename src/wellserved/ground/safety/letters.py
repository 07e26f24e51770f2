"""A cleaned letter as it is shown: its pictures found, fetched or left out, its links marked where they mislead.

All of this reads what html.clean wrote, where attributes are always quoted and a `<` in text is `&lt;`.
"""

import html as htmllib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from wellserved.ground.safety.html import words
from wellserved.ground.safety.links import warning

TINY_PIXELS = 2  # what is no larger in one direction shows nothing; it counts who reads
LONGEST_WORDS = 5_000  # characters of a link that are looked at

_image = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_source = re.compile(r' src="[^"]*"')
_attribute = re.compile(r' ([a-z-]+)="([^"]*)"')
_anchor = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>|</a>')
_tag = re.compile(r'</?([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>')
_size = re.compile(r"\s*(\d+)(?:\.\d+)?\s*(?:px)?\s*$")
_styled_size = re.compile(r"(?:^|;)(?:max-)?(?:width|height):(\d+)(?:\.\d+)?(?:px)?(?=;|!|$)")
_colours = re.compile(r'<[^>]* (?:bgcolor|color)="|style="[^"]*color:', re.IGNORECASE)
INLINE = words("a abbr b bdi bdo big cite code em font i ins kbd mark q s small span strong sub sup u var")


@dataclass(frozen=True)
class Remote:
    """What of a letter is elsewhere: addresses of its pictures, and how many tracking pixels it has besides."""

    pictures: tuple[str, ...] = ()
    pixels: int = 0


def remote(letter: str) -> Remote:
    """The pictures that were not fetched."""
    pictures: dict[str, None] = {}
    pixels = 0
    for match in _image.finditer(letter):
        about = _attributes(match[1])
        if address := _elsewhere(about):
            pixels += _is_pixel(about)
            if not _is_pixel(about):
                pictures[address] = None
    return Remote(tuple(pictures), pixels)


def with_remote(letter: str, way: Callable[[str], str] | None) -> str:
    """With its remote pictures, each at the way that leads to it through us; without a way they wait.

    Tracking pixels are gone.
    """

    def placed(match: re.Match[str]) -> str:
        about = _attributes(match[1])
        if not (address := _elsewhere(about)):
            return match[0]
        if _is_pixel(about):
            return ""
        if way is None:
            return match[0]
        return match[0].replace(" data-src=", f' src="{htmllib.escape(way(address))}" data-src=', 1)

    return _image.sub(placed, letter)


def with_enclosed(letter: str, ways: Mapping[str, str]) -> str:
    """With the pictures that came along, which it names by content id; what did not come leaves a gap."""

    def placed(match: re.Match[str]) -> str:
        source = _attributes(match[1]).get("src", "")
        if source[:4].lower() != "cid:":
            return match[0]
        way = ways.get(unquote(source[4:]))
        return _source.sub(lambda _: f' src="{htmllib.escape(way)}"' if way else "", match[0])

    return _image.sub(placed, letter)


def named_enclosures(letter: str) -> set[str]:
    """The content ids of its pictures."""
    sources = (_attributes(match[1]).get("src", "") for match in _image.finditer(letter))
    return {unquote(source[4:]) for source in sources if source[:4].lower() == "cid:"}


def with_marked_links(letter: str) -> str:
    """Behind each link that leads elsewhere than its words say, the host it really leads to."""
    parts: list[str] = []
    begun: list[tuple[str, int]] = []  # links can stand in links, within the cells of a table
    place = 0
    for match in _anchor.finditer(letter):
        if match[0] != "</a>":
            begun.append((_attributes(match[1] or "").get("href", ""), match.end()))
        elif begun:
            address, start = begun.pop()
            host = warning(address, _words(letter[start : min(match.start(), start + LONGEST_WORDS)]))
            parts.append(letter[place : match.end()])
            parts += [f'<span class="leads-to">{htmllib.escape(host)}</span>'] if host else []
            place = match.end()
    return "".join([*parts, letter[place:]])


def has_colours(letter: str) -> bool:
    """Whether its writer chose colours, which are readable on the paper they were chosen for only."""
    return bool(_colours.search(letter))


def _words(letter: str) -> str:
    """What a reader sees of it, the words that stand for pictures included."""

    def seen(match: re.Match[str]) -> str:
        if match[1] == "img":
            return f" {_attributes(match[2]).get('alt', '')} "
        return "" if match[1] in INLINE else " "

    return htmllib.unescape(_tag.sub(seen, letter))


def _attributes(text: str) -> dict[str, str]:
    return {name: htmllib.unescape(value) for name, value in _attribute.findall(text)}


def _elsewhere(about: Mapping[str, str]) -> str:
    """The address of a picture that clean kept from loading; a writer may have put anything there."""
    address = about.get("data-src", "")
    return address if address.lower().startswith(("http://", "https://")) and "src" not in about else ""


def _is_pixel(about: Mapping[str, str]) -> bool:
    style = about.get("style", "").replace(" ", "").lower()
    sizes = [match[1] for name in ("width", "height") if (match := _size.match(about.get(name, "")))]
    sizes += _styled_size.findall(style)
    return "display:none" in style or any(int(size) <= TINY_PIXELS for size in sizes)
