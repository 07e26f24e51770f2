"""The page before there are pages: while the house is made ready, its port says so and how far that is.

It answers all with 503, so that whoever sends mail or calls our API comes back; a browser comes back by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler
from socket import AF_INET, AF_INET6
from socketserver import ThreadingTCPServer
from threading import Thread

AGAIN_SECONDS = 2
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wellserved is getting ready</title>
<style>
  :root { color-scheme: light dark; font: 1.1rem/1.6 system-ui, sans-serif; }
  body { min-height: 90vh; display: grid; place-content: center; padding: 1rem; text-align: center; }
</style>
<main>
  <h1>Wellserved is getting ready</h1>
  <p role="status">%s</p>
  <p>This page goes on by itself.</p>
</main>
<script>
  setTimeout(function look() {
    fetch(location).then(() => location.reload(), () => setTimeout(look, 500)); // between us and the house is a gap
  }, %d);
</script>
"""


@contextmanager
def waiting(host: str, port: int, told: Callable[[], str]) -> Iterator[None]:
    """Within it the port answers with what is `told`, a sentence; at its end the port is free."""

    class Page(BaseHTTPRequestHandler):
        timeout = 10.0
        server_version, sys_version = "Wellserved", ""

        def do_GET(self) -> None:
            body = (PAGE % (escape(told()), 1000 * AGAIN_SECONDS)).encode()
            self.send_response(503)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Retry-After", str(AGAIN_SECONDS))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, format: str, *words: object) -> None:
            """The terminal tells of the progress already."""

    class Server(ThreadingTCPServer):  # HTTPServer would ask the DNS for our name, and wait
        allow_reuse_address = daemon_threads = True
        address_family = AF_INET6 if ":" in host else AF_INET
        block_on_close = False  # who reads slowly does not hold up the house

    with Server((host, port), Page) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
