"""The public face of notices: what they ask of the modules above."""

from datetime import date, time
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from sqlmodel import Session


@runtime_checkable
class QuietHours(Protocol):
    """When a school lets people be. Without an answer it is quiet from 20 to 07."""

    def quiet_hours(self, session: "Session", unit_id: UUID, on: date) -> tuple[time, time]:
        """From when until when nothing sounds, by the policy that holds for the school that day."""
        ...
