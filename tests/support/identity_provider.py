"""An identity provider (OpenID Connect) that says of everybody who comes what it was told."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT_ID, SECRET = "wir", "between the two of them alone"
CODE, TOKEN = "code-of-the-visit", "token-of-the-visit"


class IdentityProvider(ThreadingHTTPServer):
    """Knows one person; checks client, secret and the proof key of RFC 7636."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.person: dict[str, Any] = {}
        # What ended the visit at the provider instead of a code, such as access_denied.
        self.error = ""
        self.challenge = ""


class _Handler(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._json({name: f"{self.server.issuer}/{place}" for name, place in _PLACES.items()})
        elif parts.path == "/authorize":
            self._back(asked)
        elif parts.path == "/userinfo":
            assert self.headers["Authorization"] == f"Bearer {TOKEN}"
            self._json({"sub": "17", **self.server.person})
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        sent = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        wanted = (CLIENT_ID, SECRET, CODE, self.server.challenge)
        got = (sent["client_id"], sent["client_secret"], sent["code"], proof)
        if got != wanted:
            self.send_error(400)
            return
        claims = {"iss": f"{self.server.issuer}/", "aud": CLIENT_ID, "sub": "17"}
        told = jwt.encode(claims, "a key of the provider and of nobody else", algorithm="HS256")
        self._json({"access_token": TOKEN, "token_type": "Bearer", "id_token": told})

    def _back(self, asked: dict[str, str]) -> None:
        assert (asked["client_id"], asked["response_type"]) == (CLIENT_ID, "code")
        assert asked["code_challenge_method"] == "S256"
        self.server.challenge = asked["code_challenge"]
        answer = {"error": self.server.error} if self.server.error else {"code": CODE}
        self.send_response(302)
        query = urlencode({**answer, "state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{query}")
        self.end_headers()

    def _json(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


_PLACES = {
    "issuer": "",
    "authorization_endpoint": "authorize",
    "token_endpoint": "token",
    "userinfo_endpoint": "userinfo",
    "jwks_uri": "keys",
}


@contextmanager
def running_provider() -> Iterator[IdentityProvider]:
    """Answer in a thread until the end of the block."""
    provider = IdentityProvider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()
