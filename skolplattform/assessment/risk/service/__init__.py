"""Writes of warnings: drafts, sending, ending, confirming, and when a school reminds."""

from skolplattform.assessment.risk.service.draft import Words, begin_warning, drop_draft, write_draft
from skolplattform.assessment.risk.service.reminder import decide_reminder, remind
from skolplattform.assessment.risk.service.sent import confirm, end_warning, send_warning

__all__ = [
    "Words",
    "begin_warning",
    "confirm",
    "decide_reminder",
    "drop_draft",
    "end_warning",
    "remind",
    "send_warning",
    "write_draft",
]
