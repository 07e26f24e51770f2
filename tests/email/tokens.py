"""A provider's token endpoint, and the place where a mail server asks whether a token is good."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class TokenServer:
    """`grants` are the refresh tokens it honours, `good` maps the access tokens it gave to whose they are."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.grants = {"grant-1"}
        self.codes: dict[str, str] = {}  # and the challenge each was asked for with
        self.good: dict[str, str] = {}
        self.asked: list[dict[str, str]] = []
        self.given: Counter[str] = Counter()
        self.rotates = False
        self.is_down = False
        self.seconds = 3600
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def revoke_all(self) -> None:
        """The access tokens; the grants stay."""
        self.good.clear()

    def trade(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(form)
        if self.is_down:
            return 503, {}
        refresh = form.get("refresh_token", "")
        if form["grant_type"] == "authorization_code" and form.get("code") in self.codes:
            refresh = "grant-1"
        elif refresh not in self.grants:
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        self.given[refresh] += 1
        access = f"access-{sum(self.given.values())}"
        self.good[access] = self.address
        answer: dict[str, Any] = {"access_token": access, "expires_in": self.seconds, "token_type": "Bearer"}
        if form["grant_type"] == "authorization_code":
            answer["refresh_token"] = refresh
        elif self.rotates:
            self.grants = {f"grant-{len(self.asked) + 1}"}
            (answer["refresh_token"],) = self.grants
        return 200, answer


def _handler(told: TokenServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            self._answer(*told.trade(form))

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("access_token", [""])[0]
            whose = told.good.get(token)
            self._answer(200, {"email": whose}) if whose else self._answer(401, {"error": "invalid_token"})

        def _answer(self, status: int, words: dict[str, Any]) -> None:
            body = json.dumps(words).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
