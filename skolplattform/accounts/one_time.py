"""One-time codes as the second factor of a local account (RFC 6238, 30 s, one step of clock drift)."""

import hmac

from pyotp import random_base32
from pyotp.totp import TOTP

from skolplattform.core import clock

PERIOD = 30
DRIFT = 1


def new_secret() -> str:
    """A secret for an authenticator app."""
    return random_base32()


def address(secret: str, username: str) -> str:
    """The otpauth address that the app reads as a QR code."""
    return TOTP(secret, interval=PERIOD).provisioning_uri(name=username, issuer_name="Skolplattform")


def accepted_step(secret: str, code: str, *, after: int) -> int | None:
    """The time step of a right code that has not been used, 0 when the account has no codes, None when wrong."""
    if not secret:
        return 0
    current = int(clock.wall().timestamp()) // PERIOD
    totp = TOTP(secret, interval=PERIOD)
    for step in range(current - DRIFT, current + DRIFT + 1):
        if step > after and hmac.compare_digest(totp.generate_otp(step), code.strip()):
            return step
    return None
