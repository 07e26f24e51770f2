"""A real server, a real worker and a real browser, on the database of the test.

`live` is a running house with the world in it; act on it through the real actions, as any test does.
`page_for(staff)` is a browser window in which a colleague is signed in, `page_for(None)` a customer's.
`look(page, name)` refuses a page that overflows, wide or narrow; with PICTURES=1 it keeps pictures of it for people.
A script error, a violated policy or a failed request in any window fails the test, unless `live.forgives` it.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.sandbox import FOLDER
from tests.world import World
from wellserved.ground.accounts.models import Staff

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread; it is never inside Django

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
]
PATIENCE_MS = 30_000  # for machines that are busy with other things
expect.set_options(timeout=PATIENCE_MS)
PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
WANTED = os.environ.get("PICTURES") == "1"  # four of a page, which take longer than the rest of a test
OUTSIDE = "127.0.0.2"  # plays the world outside, where the house may fetch from
CORNER = {"x": 0, "y": 0, "width": 1, "height": 1}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Live:
    """A running house. `url` has no slash at its end."""

    url: str
    world: World
    faults: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def forgives(self, pattern: str) -> None:
        """Faults that match are what the test is about."""
        self.forgiven.append(pattern)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("response", self._response)

    def unforgiven(self) -> list[str]:
        return [fault for fault in self.faults if not any(re.search(pattern, fault) for pattern in self.forgiven)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")


@pytest.fixture(scope="session")
def house_url(django_db_setup: None) -> Iterator[str]:
    """The processes of a house on the test database; they live as long as the test run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    commands = [["web", "--with-stream", "--port", str(port)]]
    if find_spec("wellserved.console.work"):
        commands.append(["work"])
    with (FOLDER / "house.log").open("wb") as log:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "wellserved", *words], env=_environment(url), stdout=log, stderr=log
            )
            for words in commands
        ]
        try:
            _await(url, processes, FOLDER / "house.log")
            yield url
        finally:
            for process in processes:
                process.send_signal(signal.SIGINT)
            for process in processes:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()


def _environment(url: str) -> dict[str, str]:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        database = f"sqlite:{name}"
    else:
        database = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    ours = {"WELLSERVED_DATA": str(settings.DATA), "WELLSERVED_URL": url, "DATABASE_URL": database}
    ours["WELLSERVED_OUTBOUND_ALLOW"] = f"{OUTSIDE}/32"
    return {**os.environ, **ours}


def _await(url: str, processes: list[subprocess.Popen[bytes]], log: Path) -> None:
    deadline = time.monotonic() + 180  # a busy machine takes its time; who ended early is told at once
    while time.monotonic() < deadline and all(process.poll() is None for process in processes):
        with suppress(OSError), urlopen(f"{url}/api/v1/openapi.json", timeout=20):
            return
        time.sleep(0.05)
    raise AssertionError(f"the house did not start:\n{log.read_text()}")


@pytest.fixture
def live(transactional_db: None, house_url: str, world: World) -> Iterator[Live]:
    house = Live(house_url, world)
    yield house
    assert not house.unforgiven(), "\n".join(house.unforgiven())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page_for(live: Live, browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(staff: Staff | None = None, **options: Any) -> Page:
        """A new window; `options` are those of Playwright's new_context (viewport, java_script_enabled ...)."""
        options = {
            "viewport": WIDE,
            "base_url": live.url,
            "locale": "en-GB",
            "timezone_id": "Europe/London",
        } | options
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.on("page", live.watch)
        if staff is not None:
            client = Client()
            client.force_login(staff)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def look(live: Live) -> Callable[[Page, str], None]:
    def looked(page: Page, name: str) -> None:
        """The page as it is must fit the width of both windows."""
        before = page.viewport_size
        for size, viewport in (("wide", WIDE), ("narrow", NARROW)):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.emulate_media(reduced_motion="reduce")
            if WANTED:
                _take_pictures(page, f"{name}-{size}")
            else:  # whatever the picture shows: with it the page is drawn, its fonts are there
                page.screenshot(clip=CORNER)  # type: ignore[arg-type]
            width, shown = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert width <= shown, f"{name}: {width - shown} pixels stick out of the {size} window"
        if before:
            page.set_viewport_size(before)

    return looked


def _take_pictures(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.screenshot(path=PICTURES / f"{name}-{theme}.png")
    page.emulate_media(color_scheme="light")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
