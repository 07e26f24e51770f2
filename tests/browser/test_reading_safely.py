"""Letters that attack, opened in a real browser: nothing runs, nothing leaves, nothing covers the page."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.conftest import OUTSIDE, Live
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message

OPEN = Callable[..., Page]
Look = Callable[[Page, str], None]
TABLE = "<table><tr><th>Room<th>Nights<th>EUR<tr><td>12<td>3<td>420<tr><td>14<td>2<td>260</table>"

ATTACKS = Path(__file__).with_name("attack.html").read_text() + TABLE


class Trap(BaseHTTPRequestHandler):
    """Who asks here was led."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        out = io.BytesIO()
        picture = Image.new("RGB", (480, 200), "#0b6757")
        ImageDraw.Draw(picture).ellipse((180, 40, 300, 160), fill="#fdf0d5")
        picture.save(out, "PNG")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(out.getvalue())

    def log_message(self, format: str, *args: Any) -> None:
        pass


def serving(host: str) -> Iterator[str]:
    Trap.asked.clear()
    server = ThreadingHTTPServer((host, 0), Trap)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://{host}:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def evil() -> Iterator[str]:
    yield from serving("127.0.0.1")


@pytest.fixture
def shop() -> Iterator[str]:
    yield from serving(OUTSIDE)


def write(live: Live, html: str, text: str = "Please look.", subject: str = "Our booking", **files: bytes) -> Message:
    mail = EmailMessage()
    mail["From"] = f"{live.world.alice.name} <{live.world.email_of(live.world.alice)}>"
    mail["To"], mail["Subject"], mail["Message-ID"] = live.world.hello.address, subject, f"<{monotonic()}@alice>"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    for name, data in files.items():
        mail.add_attachment(data, maintype="image", subtype="jpeg", filename=name.replace("_", "."), cid=f"<{name}>")
    message = receive(live.world.hello, mail.as_bytes(), via="pipe", at=datetime.now(UTC)).message
    assert message
    return message


def photo(width: int = 900, height: int = 600) -> bytes:
    out = io.BytesIO()
    picture = Image.effect_noise((width, height), 60).convert("RGB")
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def test_a_letter_that_attacks_does_nothing(live: Live, page_for: OPEN, look: Look, evil: str) -> None:
    live.forgives("Blocked script execution|404 GET .*/desk/pictures/")
    message = write(live, ATTACKS.replace("EVIL", evil).replace("HOST", evil.removeprefix("http://")))
    page = page_for(live.world.ines)
    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))
    for path in ("", f"messages/{message.id}/written/", f"messages/{message.id}/written/?pictures=1"):
        page.goto(f"/desk/conversations/{message.conversation_id}/{path}")
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        if not path:
            expect(page.frame_locator(".letter > iframe").get_by_text("420")).to_be_attached()
        assert page.url.startswith(live.url)
        assert "owned" not in page.title()
    assert [url for url in requests if not url.startswith((live.url, "data:"))] == []
    assert Trap.asked == []

    page.goto(f"/desk/conversations/{message.conversation_id}/")
    frame = page.frame_locator(".letter > iframe")
    expect(frame.get_by_text("420")).to_be_attached()
    covered = page.evaluate("document.elementFromPoint(400, 20).closest('iframe')")
    assert covered is None
    assert page.get_by_role("button", name="Close", exact=True).is_enabled()
    assert frame.locator("form, input, button, script, style:not(head style), iframe, svg, math").count() == 0
    look(page, "letter-attack")


def test_a_link_leaves_alone_and_says_where_it_leads(live: Live, page_for: OPEN, look: Look, evil: str) -> None:
    html = f'<p>Dear all, please sign in at <a href="{evil}/x">www.linden.example</a>.</p>{TABLE}'
    message = write(live, html, f"Please sign in at http://linden.example@{evil.removeprefix('http://')}/x.")
    page = page_for(live.world.ines)
    page.goto(f"/desk/conversations/{message.conversation_id}/")
    frame = page.frame_locator(".letter > iframe")
    expect(frame.locator(".leads-to")).to_have_text("127.0.0.1")
    look(page, "letter-link")
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="www.linden.example").click()
    other = opened.value
    other.wait_for_load_state()
    assert other.evaluate("[window.opener, document.referrer]") == [None, ""]
    assert Trap.asked[0] == "/x"


def test_pictures_are_shown_when_asked_for(live: Live, page_for: OPEN, look: Look, shop: str) -> None:
    html = (
        f'<h2 style="color:#0b6757">Autumn at the Pantry</h2><img src="{shop}/a.png" alt="Pears" width="480">'
        f'<p>Pears are ripe.</p><img src="{shop}/b.png" alt="Plums" width="230"> '
        f'<img src="{shop}/c.png" width="230" alt="Figs"><img src="{shop}/open?who=alice" width="1" height="1">'
        '<p><a href="https://pantry.example/pears">See all</a></p>'
    )
    message = write(live, html, "Autumn at the Pantry. Pears are ripe.", "Autumn")
    page = page_for(live.world.ines)
    page.goto(f"/desk/conversations/{message.conversation_id}/")
    expect(page.get_by_text("3 pictures from elsewhere are not shown.")).to_be_visible()
    expect(page.get_by_text("A tracking pixel was left out.")).to_be_visible()
    expect(page.frame_locator(".letter > iframe").get_by_text("Pears are ripe.")).to_be_visible()
    look(page, "letter-pictures-held")
    assert Trap.asked == []

    page.get_by_role("link", name="Show them").click()
    frame = page.frame_locator(".letter > iframe")
    expect(frame.locator("img[src]")).to_have_count(3)
    expect(page.get_by_text("are not shown")).to_have_count(0)
    shown = "(all) => all.every((one) => one.complete && one.naturalWidth === 480)"
    page.wait_for_function("document.querySelector('.letter > iframe').offsetHeight > 400")
    assert frame.locator("img[src]").evaluate_all(shown)
    look(page, "letter-pictures-shown")
    assert sorted(Trap.asked) == ["/a.png", "/b.png", "/c.png"]

    page.goto(f"/desk/conversations/{message.conversation_id}/")
    page.get_by_role("button", name="Always for this sender").click()
    expect(page.get_by_text("are always shown.")).to_be_visible()
    expect(page.frame_locator(".letter > iframe").locator("img[src]")).to_have_count(3)
    page.get_by_role("button", name="Ask again").click()
    expect(page.get_by_text("3 pictures from elsewhere are not shown.")).to_be_visible()


def test_a_letter_with_a_photograph_and_files(live: Live, page_for: OPEN, look: Look) -> None:
    html = '<p>The tap drips, see here:</p><img src="cid:tap_jpg" width="420"><p>Alice</p>'
    files = {
        "tap_jpg": photo(),
        "photo_jpg": b"MZ\x90 a program",
        "bath_jpg": photo(400, 300),
        "bill_pdf": b"%PDF-1.7",
    }
    files["guests_csv"] = b"name,room\nalice,12\nbob,14\n"
    message = write(live, html, "The tap drips.", "A dripping tap", **files)
    page = page_for(live.world.ines)
    page.goto(f"/desk/conversations/{message.conversation_id}/")
    picture = page.frame_locator(".letter > iframe").locator("img")
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('.letter > iframe').offsetHeight > 300")
    assert picture.evaluate("(one) => one.naturalWidth") == 900
    expect(page.get_by_text("It is called .jpg, but it is a program.")).to_be_visible()
    thumb = page.locator(".thumb img")
    expect(thumb).to_have_count(1)
    assert thumb.evaluate("(one) => one.naturalWidth") == 320
    page.get_by_text("Look at its beginning").click()
    expect(page.get_by_text("alice,12")).to_be_visible()
    page.evaluate("window.read = [...document.querySelectorAll('.letter > iframe, details[open] .peek')]")
    conversations.note(message.conversation, "A plumber comes.", by=staff(live.world.sam.id), at=datetime.now(UTC))
    expect(page.get_by_text("A plumber comes.")).to_be_visible()
    expect(page.get_by_text("alice,12")).to_be_visible()
    assert page.evaluate("window.read.map((one) => one.isConnected)") == [True, True]  # news leave it alone
    look(page, "letter-files")
    page.get_by_role("link", name="photo.jpg").click()
    expect(page.get_by_text("Fetch it only if you expected")).to_be_visible()
    look(page, "file-minded")
    with page.expect_download() as download:
        page.get_by_role("button", name="I know what it is").click()
    assert download.value.suggested_filename == "photo.jpg"


def test_a_letter_is_readable_in_the_dark(live: Live, page_for: OPEN) -> None:
    plain = write(live, f"<p>Dear all</p>{TABLE}", subject="Without colours")
    own = write(live, f'<p style="color:#222">Dear all</p>{TABLE}', subject="With colours")
    page = page_for(live.world.ines, color_scheme="dark")
    colours = []
    for message in (plain, own):
        page.goto(f"/desk/conversations/{message.conversation_id}/")
        html = page.frame_locator(".letter > iframe").locator("html")
        colours.append(html.evaluate("(one) => getComputedStyle(one).backgroundColor"))
    assert colours == ["rgb(30, 29, 26)", "rgb(255, 255, 255)"]
