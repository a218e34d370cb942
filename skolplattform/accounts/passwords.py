"""Passwords and PINs: kept as argon2 hashes, and looked at for as long whether the person is known or not."""

from functools import cache

from pwdlib import PasswordHash

from skolplattform.accounts import rules


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(rules.new_secret())


def hashed(word: str) -> str:
    """What is kept of a password or PIN."""
    return _hasher().hash(word)


def is_right(word: str, kept: str | None) -> bool:
    """Is it the word that was kept? With nothing kept the answer takes as long, and is no."""
    return _hasher().verify(word, kept or _nobodys_hash()) and kept is not None
