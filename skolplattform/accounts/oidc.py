"""Sign-in at an OpenID provider: code flow with PKCE, state and nonce; every claim of the ID token is checked.

The provider's address comes from the settings alone. Nothing that a user or the provider's answer says makes the
server fetch another address than those of the provider's own discovery document, and those must be https unless the
provider is on this machine.
"""

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from skolplattform.accounts import rules
from skolplattform.core import clock
from skolplattform.core.config import Settings

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
SCOPE = "openid profile"
SKEW = 60
OLDEST = 600
KEYS_SECONDS = 600
REFETCH_SECONDS = 30
_HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Refused(Exception):
    """The answer does not prove who this is. The reason is for the log, never for the page."""


@dataclass(frozen=True, slots=True)
class Start:
    """What one attempt begins with: where the browser is sent, and what must come back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Who the provider says it is, after every check."""

    issuer: str
    subject: str
    principal_name: str
    loa: int
    auth_time: float = 0.0


@dataclass
class Provider:
    """The OpenID provider of this installation."""

    config: Settings
    redirect_uri: str
    _about: dict[str, Any] | None = None
    _keys: KeySet | None = None
    _keys_at: float = field(default=-1e9)

    async def start(self, *, anew: bool = False) -> Start:
        """Where to send the browser; `anew` makes the provider ask again who it is. Raises Refused."""
        about = await self._discover()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        async with self._client() as client:  # pyright: ignore[reportGeneralTypeIssues]
            extra = {"acr_values": " ".join(_accepted(self.config))} if self.config.oidc_acr_staff else {}
            extra |= {"max_age": "0", "prompt": "login"} if anew else {}
            address, _ = client.create_authorization_url(
                about["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=verifier + verifier[:5],
                scope=SCOPE,
                **extra,
            )
        return Start(address, state, nonce, verifier + verifier[:5])

    async def finish(self, *, code: str, issuer: str | None, nonce: str, verifier: str) -> Proof:
        """Exchange the code and check the ID token.

        Raises:
            Refused: anything is missing, false, old, or meant for somebody else.
        """
        about = await self._discover()
        if issuer is not None and issuer != about["issuer"]:
            raise Refused("iss of the answer")
        token = await self._exchange(about, code, verifier)
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise Refused("no id_token")
        claims = await self._verified(about, id_token)
        self._check(about, claims, nonce)
        _check_access_token(id_token, claims, token.get("access_token"))
        acr = claims.get("acr")
        return Proof(
            issuer=about["issuer"],
            subject=_text(claims, "sub"),
            principal_name=str(claims.get(self.config.oidc_claim) or ""),
            loa=rules.loa_of(acr if isinstance(acr, str) else "", _accepted(self.config)),
            auth_time=_number(claims, "auth_time") if "auth_time" in claims else 0.0,
        )

    async def _discover(self) -> dict[str, Any]:
        if self._about is None:
            issuer = self.config.oidc_issuer
            about = await self._fetch(issuer.rstrip("/") + "/.well-known/openid-configuration")
            if about.get("issuer") != issuer:
                raise Refused("issuer of the discovery document")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _check_address(str(about.get(name, "")))
            self._about = about
        return self._about

    async def _fetch(self, address: str) -> dict[str, Any]:
        _check_address(address)
        try:
            async with httpx2.AsyncClient(timeout=10, follow_redirects=False, trust_env=False) as client:
                answer = await client.get(address)
                answer.raise_for_status()
                found = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise Refused("the provider does not answer") from error
        if not isinstance(found, dict):
            raise Refused("the provider's answer is no object")
        return found

    async def _exchange(self, about: dict[str, Any], code: str, verifier: str) -> dict[str, Any]:
        try:
            async with self._client() as client:  # pyright: ignore[reportGeneralTypeIssues]
                return dict(
                    await client.fetch_token(
                        about["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=verifier
                    )
                )
        except Exception as error:
            raise Refused("the code was not exchanged") from error

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=self.config.oidc_client_id,
            client_secret=self.config.oidc_client_secret.get_secret_value() or None,
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            timeout=10,
            trust_env=False,
        )

    async def _verified(self, about: dict[str, Any], id_token: str) -> dict[str, Any]:
        for fresh in (False, True):
            keys = await self._key_set(about, fresh=fresh)
            try:
                return dict(jwt.decode(id_token, keys, algorithms=ALGORITHMS).claims)
            except (JoseError, ValueError, TypeError, KeyError) as error:
                if fresh or not self._may_refetch():
                    raise Refused("signature of the ID token") from error
        raise Refused("signature of the ID token")

    def _may_refetch(self) -> bool:
        return time.monotonic() - self._keys_at > REFETCH_SECONDS

    async def _key_set(self, about: dict[str, Any], *, fresh: bool) -> KeySet:
        if self._keys is None or fresh or time.monotonic() - self._keys_at > KEYS_SECONDS:
            document = await self._fetch(about["jwks_uri"])
            public = [key for key in document.get("keys", []) if isinstance(key, dict) and key.get("kty") != "oct"]
            try:
                self._keys = KeySet.import_key_set({"keys": public})
            except (JoseError, ValueError, TypeError, KeyError) as error:
                raise Refused("keys of the provider") from error
            self._keys_at = time.monotonic()
        return self._keys

    def _check(self, about: dict[str, Any], claims: dict[str, Any], nonce: str) -> None:
        client, now = self.config.oidc_client_id, clock.wall().timestamp()
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        if claims.get("iss") != about["issuer"]:
            raise Refused("iss")
        if client not in audiences or (len(audiences) > 1 and claims.get("azp") != client):
            raise Refused("aud")
        if claims.get("azp") not in (None, client):
            raise Refused("azp")
        if not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
            raise Refused("nonce")
        if _number(claims, "exp") <= now - SKEW:
            raise Refused("exp")
        if not now - OLDEST <= _number(claims, "iat") <= now + SKEW:
            raise Refused("iat")
        if "nbf" in claims and _number(claims, "nbf") > now + SKEW:
            raise Refused("nbf")


def _accepted(config: Settings) -> list[str]:
    return [acr.strip() for acr in config.oidc_acr_staff.split(",") if acr.strip()]


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)) or not parts.hostname:
        raise Refused("an address of the provider is not https")


def _number(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(name)
    return float(value)


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= 255:
        raise Refused(name)
    return value


def _check_access_token(id_token: str, claims: dict[str, Any], access_token: Any) -> None:
    """When the ID token names the access token (at_hash), it must be the one that came with it."""
    expected = claims.get("at_hash")
    if expected is None:
        return
    algorithm = str(jwt_header(id_token).get("alg", ""))
    digest = _HASHES.get(algorithm[-3:], hashlib.sha512)(str(access_token).encode()).digest()
    found = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    if not hmac.compare_digest(found, str(expected)):
        raise Refused("at_hash")


def jwt_header(token: str) -> dict[str, Any]:
    """The header of a token whose signature has been checked."""
    import json

    part = token.split(".", 1)[0]
    header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return header if isinstance(header, dict) else {}
