"""Settings of an installation: from the environment, typed, wrong ones refused at start with the reason."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

SIBLINGS = ("attendance", "planning", "assessment")


class Settings(BaseSettings):
    """Every setting is an environment variable `SKOLPLATTFORM_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="SKOLPLATTFORM_", extra="ignore", frozen=True)

    mode: Literal["demo", "test", "production"] = Field("demo", description="what the installation is")
    database_url: str = Field("sqlite:///var/skolplattform.db", description="SQLite file or PostgreSQL")
    redis_url: str = Field("", description="state for several workers; empty: one process")
    modules: str = Field(",".join(SIBLINGS), description="siblings that are loaded")
    public_url: str = Field("http://localhost:3000", description="address people use; origin of every call")
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(3000, ge=1, le=65535, description="port to listen on")
    workers: int = Field(1, ge=1, le=64, description="processes that serve; more than one needs Redis")
    trusted_proxies: int = Field(0, ge=0, le=5, description="proxies in front whose X-Forwarded-For is believed")
    secret_key: SecretStr = Field(SecretStr(""), description="seals secrets of code apps, signs audit anchors")
    backup_key: SecretStr = Field(SecretStr(""), description="encrypts backups")
    data_dir: Path = Field(Path("var"), description="files of the installation")
    notify_email_url: str = Field("", description="apprise target of mail, with {email}; empty: a file under data_dir")
    notify_sms_url: str = Field("", description="apprise target of text messages, with {phone}; empty: the same file")
    notify_push_url: str = Field("", description="apprise target of push, with {person}; empty: push is not offered")
    oidc_issuer: str = Field("", description="issuer of the OpenID provider")
    oidc_client_id: str = Field("", description="client at the provider")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="secret of the client")
    oidc_acr_staff: str = Field("", description="acr values (comma) accepted for staff and guardians")
    oidc_claim: str = Field("eduPersonPrincipalName", description="claim that names the person")
    import_max_mb: int = Field(150, ge=1, le=100_000, description="largest unpacked file of an import, in MB")
    local_accounts: bool = Field(True, description="sign-in with account and password")
    demo_clock: int = Field(0, description="seconds that a demo's clock is ahead of the real one")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        """SQLite in a file, or PostgreSQL; the driver is ours to choose."""
        if value.startswith(("postgresql://", "postgres://")):
            return "postgresql+psycopg://" + value.split("://", 1)[1]
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise PydanticCustomError("setting_database_url", "must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("modules")
    @classmethod
    def _known_modules(cls, value: str) -> str:
        """Only siblings may be named."""
        unknown = set(filter(None, map(str.strip, value.split(",")))) - set(SIBLINGS)
        if unknown:
            named = {"unknown": ", ".join(sorted(unknown)), "known": ", ".join(SIBLINGS)}
            raise PydanticCustomError("setting_modules", "unknown: {unknown}; there are {known}", named)
        return value

    @model_validator(mode="after")
    def _production_is_strict(self) -> "Settings":
        """Security rule 15: production refuses weak settings."""
        if self.mode != "production":
            return self
        if len(self.secret_key.get_secret_value()) < 32:
            raise PydanticCustomError("setting_secret_key", "SKOLPLATTFORM_SECRET_KEY has fewer than 32 characters")
        if not self.public_url.startswith("https://"):
            raise PydanticCustomError("setting_public_url", "production needs an https SKOLPLATTFORM_PUBLIC_URL")
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_acr_staff):
            raise PydanticCustomError("setting_oidc", "SKOLPLATTFORM_OIDC_CLIENT_ID or _OIDC_ACR_STAFF is missing")
        if self.demo_clock:
            raise PydanticCustomError("setting_demo_clock", "SKOLPLATTFORM_DEMO_CLOCK is not 0 in production")
        return self

    @model_validator(mode="after")
    def _workers_share_what_they_hold(self) -> "Settings":
        """Several workers must find each other's tabs, and may not fight for one SQLite file."""
        if self.workers > 1 and (not self.redis_url or self.is_sqlite):
            raise PydanticCustomError("setting_workers", "no SKOLPLATTFORM_REDIS_URL, or no PostgreSQL")
        return self

    @property
    def enabled_modules(self) -> tuple[str, ...]:
        """The siblings to load, in the order of the house."""
        chosen = {name.strip() for name in self.modules.split(",")}
        return tuple(name for name in SIBLINGS if name in chosen)

    @property
    def is_sqlite(self) -> bool:
        """Does the installation use the embedded database?"""
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        """Do people reach the platform over TLS?"""
        return self.public_url.startswith("https://")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings, read once. `settings.cache_clear()` re-reads them (tests).

    Raises:
        pydantic.ValidationError: a setting cannot be used; the text names it and says why.
    """
    return Settings()  # pyright: ignore[reportCallIssue]
