"""OpenID providers: a real one in its own process, and one that lies in any way one asks it to."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import httpx2
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from tests.support import services

HONEST = RSAKey.generate_key(2048, {"kid": "honest"})
STRANGER = RSAKey.generate_key(2048, {"kid": "honest"})
CURVE = ECKey.generate_key("P-256", {"kid": "curve"})
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"


@dataclass
class Lies:
    """What the provider does wrong. `claims` replaces claims (None leaves one out)."""

    claims: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    discovery: dict[str, Any] = field(default_factory=dict)
    keys: list[dict[str, Any]] | None = None
    token: dict[str, Any] | None = None
    status: int = 200
    keep_codes: bool = False


@dataclass
class Provider:
    """A provider on this machine; set `lies`, and `subject`, before the browser comes back."""

    issuer: str
    lies: Lies = field(default_factory=Lies)
    subject: str = "subject-1"
    principal_name: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def authorise(self, parameters: dict[str, str]) -> str:
        """The person has proved who they are; the code for the browser to bring back."""
        code = f"code-{len(self.codes)}-{time.monotonic_ns()}"
        self.codes[code] = parameters
        return code

    def claims(self, parameters: dict[str, str]) -> dict[str, Any]:
        """The honest claims with the lies laid over."""
        now = int(time.time())
        honest = {
            "iss": self.issuer,
            "aud": parameters["client_id"],
            "sub": self.subject,
            "nonce": parameters.get("nonce"),
            "iat": now,
            "exp": now + 300,
            "acr": LOA3,
            "eduPersonPrincipalName": self.principal_name,
        }
        return {name: value for name, value in (honest | self.lies.claims).items() if value is not None}


def honest(claims: dict[str, Any]) -> str:
    """An ID token with the provider's own key."""
    return jwt.encode({"alg": "RS256", "kid": "honest"}, claims, HONEST)


def unsigned(claims: dict[str, Any], algorithm: str = "none") -> str:
    """An ID token that nobody has signed."""
    parts = (json.dumps(part).encode() for part in ({"alg": algorithm, "kid": "honest"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def by_public_key(claims: dict[str, Any]) -> str:
    """An ID token signed with HMAC, the public key as its secret (algorithm confusion)."""
    secret = OctKey.import_key(HONEST.as_pem(private=False))
    return jwt.encode({"alg": "HS256", "kid": "honest"}, claims, secret, algorithms=["HS256"])


def by_stranger(claims: dict[str, Any]) -> str:
    """An ID token with another key under the same name."""
    return jwt.encode({"alg": "RS256", "kid": "honest"}, claims, STRANGER)


def with_own_key(claims: dict[str, Any]) -> str:
    """An ID token that brings the key to check it with."""
    header = {"alg": "RS256", "jwk": STRANGER.as_dict(private=False)}
    return jwt.encode(header, claims, STRANGER)


@contextmanager
def lying_provider() -> Iterator[Provider]:
    """A provider in a thread of this process."""
    provider = Provider(issuer="")

    class Answer(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def _send(self, body: object, status: int = 200) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            provider.asked.append(self.path)
            if self.path == "/.well-known/openid-configuration":
                about = {
                    "issuer": provider.issuer,
                    "authorization_endpoint": provider.issuer + "/authorize",
                    "token_endpoint": provider.issuer + "/token",
                    "jwks_uri": provider.issuer + "/keys",
                }
                self._send(about | provider.lies.discovery)
            else:
                keys = [HONEST.as_dict(private=False), CURVE.as_dict(private=False)]
                self._send({"keys": provider.lies.keys if provider.lies.keys is not None else keys})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            self._send(*_token(provider, form))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def _token(provider: Provider, form: dict[str, str]) -> tuple[object, int]:
    code = form.get("code", "")
    parameters = provider.codes.get(code) if provider.lies.keep_codes else provider.codes.pop(code, None)
    challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    expected = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
    if parameters is None or parameters.get("code_challenge") != expected:
        return {"error": "invalid_grant"}, 400
    sign = provider.lies.sign or honest
    token = {"access_token": "at", "token_type": "Bearer", "id_token": sign(provider.claims(parameters))}
    return provider.lies.token if provider.lies.token is not None else token, provider.lies.status


@contextmanager
def real_provider(subject: str, claims: dict[str, object]) -> Iterator[str]:
    """`oidc-provider-mock` in its own process; its issuer."""
    port = services.free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://localhost:{port}"
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                httpx2.put(f"{issuer}/users/{subject}", json=claims, timeout=2).raise_for_status()
                break
            except httpx2.HTTPError:
                time.sleep(0.2)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)
