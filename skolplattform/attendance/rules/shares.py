"""Absent minutes of those that were reported, and what nobody has reported beside them (R-A15)."""

from dataclasses import dataclass
from datetime import date, timedelta

from skolplattform.attendance.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Share:
    """Minutes of one student or one group over some lessons (R-A15). `reported` of `offered` have been reported."""

    offered: int = 0
    reported: int = 0
    valid: int = 0
    invalid: int = 0
    other: int = 0

    @property
    def absent(self) -> int:
        """Minutes away; other school activity is not absence."""
        return self.valid + self.invalid

    @property
    def absent_share(self) -> float | None:
        """Absent minutes of the reported ones, 0 to 1; None when nothing has been reported (R-A15)."""
        return self.absent / self.reported if self.reported else None

    @property
    def invalid_share(self) -> float | None:
        """Absence without valid reason of the reported minutes, 0 to 1; None when nothing has been reported."""
        return self.invalid / self.reported if self.reported else None

    @property
    def unreported_share(self) -> float | None:
        """Offered minutes that nobody has reported, 0 to 1: stands next to every percentage (R-A15)."""
        return (self.offered - self.reported) / self.offered if self.offered else None

    def __add__(self, more: "Share") -> "Share":
        return Share(
            self.offered + more.offered,
            self.reported + more.reported,
            self.valid + more.valid,
            self.invalid + more.invalid,
            self.other + more.other,
        )


def limit_period(today: date, policy: Policy) -> date:
    """The Monday from which the latest weeks are counted (R-A13)."""
    return today - timedelta(days=today.weekday(), weeks=policy.limit_weeks - 1)
