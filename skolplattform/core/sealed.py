"""Text that only this installation can read: sealed in the database, open in the process.

Whoever gets hold of a copy of the database, or of a backup, has no authenticator app of anybody: the secret that
opens lies in the installation's environment (SKOLPLATTFORM_SECRET_KEY). A demo has no such key and no secrets.
"""

import base64
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import String
from sqlalchemy import types as sa_types

from skolplattform.core.config import settings

NONCE = 12
LENGTH = 200


class Sealed(sa_types.TypeDecorator[str]):
    """A short text, sealed with AES-256-GCM. What another key has sealed reads as nothing anybody could know.

    `purpose` is sealed with it: what was written in one column opens in no other.
    """

    impl = String(LENGTH)
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__(LENGTH)
        self.purpose = purpose

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        """Open in, sealed out. Nothing stays nothing: that there is no secret is no secret."""
        return seal(value, self.purpose) if value else value

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """Sealed in, open out."""
        return unseal(value, self.purpose) if value else value


def seal(text: str, purpose: str) -> str:
    """The text as it is stored, different each time."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key_for(purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(stored: str, purpose: str) -> str:
    """The text; noise when it was sealed with another key, or for something else, or is no sealed text at all.

    Noise, not nothing: an account whose secret cannot be read any more must not look like one that has none.
    """
    try:
        raw = base64.urlsafe_b64decode(stored.encode())
        return AESGCM(key_for(purpose)).decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
    except (InvalidTag, ValueError):
        return base64.b32encode(os.urandom(20)).decode()


def key_for(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, made of the installation's own."""
    return _derived(settings().secret_key.get_secret_value(), purpose)


@lru_cache(16)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
