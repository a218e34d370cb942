"""Every way in which a provider's answer can be false."""

from __future__ import annotations

import time

from tests.support.provider import LOA3, Lies, by_public_key, by_stranger, honest, unsigned, with_own_key

CLIENT = "skolplattform"
NOW = int(time.time())

LIES: dict[str, Lies] = {
    "another issuer": Lies(claims={"iss": "https://evil.example"}),
    "issuer with a slash more": Lies(claims={"iss": "http://127.0.0.1/"}),
    "no issuer": Lies(claims={"iss": None}),
    "for another client": Lies(claims={"aud": "other"}),
    "for nobody": Lies(claims={"aud": None}),
    "for several, without azp": Lies(claims={"aud": [CLIENT, "other"]}),
    "for several, azp another": Lies(claims={"aud": [CLIENT, "other"], "azp": "other"}),
    "azp another": Lies(claims={"azp": "other"}),
    "audience no text": Lies(claims={"aud": {"client": CLIENT}}),
    "another nonce": Lies(claims={"nonce": "x" * 43}),
    "no nonce": Lies(claims={"nonce": None}),
    "empty nonce": Lies(claims={"nonce": ""}),
    "expired": Lies(claims={"exp": NOW - 3_600}),
    "no expiry": Lies(claims={"exp": None}),
    "expiry as text": Lies(claims={"exp": "9999999999"}),
    "expiry true": Lies(claims={"exp": True}),
    "issued tomorrow": Lies(claims={"iat": NOW + 86_400}),
    "issued yesterday": Lies(claims={"iat": NOW - 86_400}),
    "no time of issue": Lies(claims={"iat": None}),
    "not valid yet": Lies(claims={"nbf": NOW + 3_600}),
    "no subject": Lies(claims={"sub": None}),
    "empty subject": Lies(claims={"sub": ""}),
    "subject a list": Lies(claims={"sub": ["subject-1"]}),
    "subject without end": Lies(claims={"sub": "x" * 256}),
    "unknown person": Lies(claims={"eduPersonPrincipalName": "nobody@example.org"}),
    "no person": Lies(claims={"eduPersonPrincipalName": None}),
    "too weak a sign-in": Lies(claims={"acr": "http://id.elegnamnden.se/loa/1.0/loa2"}),
    "no level": Lies(claims={"acr": None}),
    "level as a list": Lies(claims={"acr": [LOA3]}),
    "a level that only looks right": Lies(claims={"acr": LOA3 + "-uncertified"}),
    "another access token": Lies(claims={"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    "not signed": Lies(sign=unsigned),
    "not signed, spelt otherwise": Lies(sign=lambda claims: unsigned(claims, "None")),
    "named but not signed": Lies(sign=lambda claims: unsigned(claims, "RS256")),
    "signed with the public key as a secret": Lies(sign=by_public_key),
    "signed by a stranger": Lies(sign=by_stranger),
    "signed by the key it brings": Lies(sign=with_own_key),
    "signature cut": Lies(sign=lambda claims: honest(claims)[:-8]),
    "claims changed after signing": Lies(
        sign=lambda claims: ".".join(
            (honest(claims).split(".")[0], honest({**claims, "sub": "x"}).split(".")[1], honest(claims).split(".")[2])
        )
    ),
    "no token at all": Lies(token={"access_token": "at", "token_type": "Bearer"}),
    "token is no text": Lies(token={"access_token": "at", "token_type": "Bearer", "id_token": {"sub": "x"}}),
    "token is noise": Lies(token={"access_token": "at", "token_type": "Bearer", "id_token": "a.b.c"}),
    "the provider fails": Lies(status=500, token={"error": "server_error"}),
    "no keys": Lies(keys=[]),
    "keys are secrets": Lies(keys=[{"kty": "oct", "kid": "honest", "k": "AAAA"}], sign=by_public_key),
    "keys are noise": Lies(keys=[{"kty": "RSA", "kid": "honest", "n": "!", "e": "!"}]),
}
