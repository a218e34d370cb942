"""Wrong settings are refused at start, with the reason."""

import pytest
from pydantic import ValidationError

from skolplattform.core.config import Settings

GOOD = {"mode": "production", "public_url": "https://skola.example", "secret_key": "x" * 32}


def test_good_settings_are_taken() -> None:
    settings = Settings(**GOOD, database_url="postgresql://u@localhost/skola", modules="attendance,planning")
    assert settings.database_url.startswith("postgresql+psycopg://")
    assert settings.enabled_modules == ("attendance", "planning")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"public_url": "http://skola.example"}, "https"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"oidc_issuer": "https://id.example", "oidc_client_id": "us"}, "OIDC_ACR_STAFF"),
        ({"demo_clock": 60}, "DEMO_CLOCK"),
        ({"modules": "attendance,kitchen"}, "kitchen"),
        ({"database_url": "mysql://x"}, "sqlite:/// or postgresql://"),
        ({"mode": "toy"}, "demo"),
        ({"port": 70_000}, "65535"),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Settings(**{**GOOD, **wrong})
