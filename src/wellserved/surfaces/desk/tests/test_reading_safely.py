"""What strangers send is read without harm: letters, pictures, links and files."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client
from PIL import Image

from tests.world import World
from wellserved.ground import files
from wellserved.ground.safety.html import clean
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import Incoming, NewFile
from wellserved.surfaces.desk import pictures

WRITE = Callable[..., Message]


def drawing(size: tuple[int, int] = (60, 40), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


class Shop(BaseHTTPRequestHandler):
    """Where the pictures of a newsletter are."""

    asked: list[tuple[str, dict[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        if self.path.startswith("/away"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2/inside")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Set-Cookie", "who=you")
        self.end_headers()
        self.wfile.write(b"<svg onload='alert(1)'/>" if self.path == "/svg" else drawing())

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def shop(settings: Any) -> Iterator[str]:
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    Shop.asked.clear()
    pictures.spent.seconds.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def write(world: World, at: datetime) -> WRITE:
    """Alice writes to Linden House."""

    def written(html: str = "", text: str = "Hello", *enclosed: tuple[str, bytes, str], **more: Any) -> Message:
        kept = [NewFile(name, "image/png", len(data), files.keep(data), cid) for name, data, cid in enclosed]
        incoming = Incoming("email", "alice@rowan.example", text, "News", html=html, **more)
        return actions.open(incoming, customer=world.alice, site=world.house, at=at, files=kept)[1]

    return written


def here(message: Message) -> str:
    return f"/desk/conversations/{message.conversation_id}/"


def letter(client: Client, message: Message, query: str = "") -> str:
    return client.get(f"{here(message)}messages/{message.id}/written/{query}").content.decode()


def sources(page: str) -> list[str]:
    return re.findall(r'<img[^>]* src="([^"]+)"', page)


NEWSLETTER = (
    '<p>News</p><img data-src="{shop}/a.png?who=alice" alt="Rooms"><img data-src="{shop}/b.png">'
    '<img data-src="{shop}/c.png"><img data-src="{shop}/open.gif" width="1" height="1">'
)


def test_remote_pictures_wait_to_be_asked_for(ines: Client, write: WRITE, shop: str) -> None:
    message = write(NEWSLETTER.format(shop=shop))
    page = ines.get(here(message)).content.decode()
    assert "3 pictures from elsewhere are not shown." in page
    assert "A tracking pixel was left out." in page
    assert not sources(letter(ines, message))
    assert Shop.asked == []


def test_asked_for_they_come_through_us_and_are_drawn_anew(ines: Client, write: WRITE, shop: str) -> None:
    message = write(NEWSLETTER.format(shop=shop))
    found = sources(letter(ines, message, "?pictures=1"))
    assert len(found) == 3
    assert all(source.startswith("/desk/pictures/") for source in found)
    response = ines.get(found[0])
    assert Image.open(io.BytesIO(response.content)).size == (60, 40)
    assert response["X-Content-Type-Options"] == "nosniff"
    ((path, headers),) = Shop.asked
    assert path == "/a.png?who=alice"
    assert not {"cookie", "referer", "origin"} & {name.lower() for name in headers}
    ines.get(found[0])
    assert len(Shop.asked) == 1  # kept for a while


def test_only_addresses_of_that_letter_are_fetched(
    ines: Client, write: WRITE, shop: str, as_staff: Any, world: World
) -> None:
    (address,) = sources(letter(ines, write(f'<img data-src="{shop}/a.png">'), "?pictures=1"))
    signed = address.split("/")[-2]
    for forged in (signed[:-1] + ("A" if signed[-1] != "A" else "B"), "x", f"{shop}/b.png".replace("/", "%2F")):
        assert ines.get(f"/desk/pictures/{forged}/").status_code == 404
    assert as_staff(world.lotte).get(address).status_code == 404  # another site's
    assert Shop.asked == []


@pytest.mark.parametrize("path", ["/away", "/svg"])
def test_neither_our_own_network_nor_drawings_that_run_are_shown(
    ines: Client, write: WRITE, shop: str, path: str
) -> None:
    (address,) = sources(letter(ines, write(f'<img data-src="{shop}{path}">'), "?pictures=1"))
    response = ines.get(address)
    assert response.status_code == 404
    assert b"svg" not in response.content


def test_a_private_network_is_not_reached_by_a_letter(ines: Client, write: WRITE, shop: str, settings: Any) -> None:
    settings.OUTBOUND_ALLOW = ""
    (address,) = sources(letter(ines, write(f'<img data-src="{shop}/a.png">'), "?pictures=1"))
    assert ines.get(address).status_code == 404
    assert Shop.asked == []


def test_who_serves_slowly_does_not_hold_the_house_up(ines: Client, write: WRITE, shop: str) -> None:
    message = write(f'<img data-src="{shop}/a.png">')
    pictures.spent.add(message.id, pictures.SECONDS_OF_A_LETTER)
    (address,) = sources(letter(ines, message, "?pictures=1"))
    assert b"too long" in ines.get(address).content
    assert Shop.asked == []


def test_a_sender_is_trusted_until_that_is_taken_back(ines: Client, write: WRITE, shop: str) -> None:
    message = write(NEWSLETTER.format(shop=shop))
    url = f"{here(message)}messages/{message.id}/pictures/"
    ines.post(url, {"_method": "PUT"})
    page = ines.get(here(message)).content.decode()
    assert "Pictures of alice@rowan.example are always shown." in page
    assert f'src="{here(message)}messages/{message.id}/written/?pictures=1"' in page
    forged = write(NEWSLETTER.format(shop=shop), checks={"verdict": "forged"})
    assert "are not shown" in ines.get(here(forged)).content.decode()
    ines.post(url, {"_method": "DELETE"})
    assert "are not shown" in ines.get(here(message)).content.decode()


def test_pictures_that_came_along_stand_in_their_place_without_a_cookie(ines: Client, write: WRITE) -> None:
    message = write('<p>The tap</p><img src="cid:tap@alice">', "The tap", ("tap.png", drawing(), "tap@alice"))
    (source,) = sources(letter(ines, message))
    response = Client().get(source)
    assert Image.open(io.BytesIO(response.content)).size == (60, 40)
    assert not response.cookies
    assert "tap.png" not in ines.get(here(message)).content.decode()  # not listed as well


def test_an_address_of_a_file_expires_and_cannot_be_forged(ines: Client, write: WRITE) -> None:
    message = write("", "A photograph", ("tap.png", drawing((900, 600)), ""))
    (small,) = re.findall(r'<img src="(/files/[^"]+)"', ines.get(here(message)).content.decode())
    assert max(Image.open(io.BytesIO(Client().get(small).content)).size) == 320
    assert Client().get(small[:-2] + "x/").status_code == 404
    signer = Signer(salt="wellserved.file", sep=".")
    an_hour_ago = signer.sign_object([message.attachments.get().id, "small", 1])
    assert Client().get(f"/files/{an_hour_ago}/").status_code == 404


def test_a_link_says_where_it_leads(ines: Client, write: WRITE) -> None:
    message = write(
        '<a href="https://evil.example/">www.linden.example</a>', "See https://bank.example@evil.example/x"
    )
    assert '<span class="leads-to">evil.example</span>' in letter(ines, message)
    page = ines.get(here(message)).content.decode()
    assert '<span class="leads-to">evil.example</span>' in page
    assert 'rel="noopener noreferrer nofollow">https://bank.example@evil.example/x</a>' in page


QUOTE = (
    '<p>Yes, please.</p><div class="gmail_quote">'
    '<div class="gmail_attr">On Mon, 16 Nov 2026 at 10:00, Linden House wrote:</div>'
    '<blockquote type="cite"><p>A cot? <a href="https://evil.example">linden.example</a></p></blockquote></div>'
)


def test_what_a_letter_quotes_is_folded_and_not_lost(ines: Client, write: WRITE) -> None:
    page = letter(ines, write(clean(QUOTE)))
    new, quoted = page.split('<details class="quoted">')
    assert "Yes, please." in new
    assert "A cot?" in quoted
    assert '<span class="leads-to">evil.example</span>' in quoted


def test_a_quote_cannot_break_out_of_its_fold(ines: Client, write: WRITE) -> None:
    page = letter(ines, write(clean(QUOTE.replace("A cot?", "</details></blockquote></div></div><b>out</b>"))))
    assert page.count("</details>") == page.count("<details")


def test_what_is_not_what_it_says_is_minded_first(ines: Client, write: WRITE) -> None:
    message = write("", "Our photograph", ("photo.jpg", b"MZ\x90 a program", ""))
    file = message.attachments.get()
    page = ines.get(here(message)).content.decode()
    assert "It is called .jpg, but it is a program." in page
    url = f"{here(message)}attachments/{file.id}/"
    assert b"Fetch it only if" in ines.get(url).content
    response = ines.post(url, follow=True)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_signature_is_shown_as_what_it_is(ines: Client, write: WRITE) -> None:
    checks = {"smime": "signed by <alice@rowan.example>", "pgp": "encrypted; it can't be read here"}
    message = write("", "Signed", checks=checks)
    page = ines.get(here(message)).content.decode()
    assert "S/MIME: signed by &lt;alice@rowan.example&gt;" in page
    assert "PGP: encrypted" in page


def test_a_text_file_shows_how_it_begins(ines: Client, write: WRITE) -> None:
    message = write("", "The guests", ("guests.csv", b"name,<script>\nalice,12\n" + b"x\n" * 100, ""))
    file = message.attachments.get()
    shown = ines.get(f"{here(message)}attachments/{file.id}/beginning/").content.decode()
    assert "name,&lt;script&gt;" in shown
    assert shown.count("\n") < 60


@pytest.mark.parametrize(
    ("html", "opens"),
    [
        ("<p>Only <b>words</b></p>", False),
        ('<p>Words</p><img src="cid:tap@alice">', True),
        ("<table><tr><td>Room<td>12<td>EUR<tr><td>Room<td>13<td>EUR</table>", True),
        ("<p>Words</p><blockquote><table><tr><td>1<td>2<td>3<td>4<td>5</table></blockquote>", False),
        ('<img data-src="https://x.example/logo.png">', False),
    ],
)
def test_the_formatted_version_opens_where_it_says_more(ines: Client, write: WRITE, html: str, opens: bool) -> None:
    message = write(html, "Words", ("tap.png", drawing((900, 900)) + b"\0" * 20_000, "tap@alice"))
    assert ("In plain words" in ines.get(here(message)).content.decode()) is opens
