"""What the law and the school say about attendance, without a database: a file for each noun."""

from skolplattform.attendance.rules.correction import Correction, WhyChanged, correction_of
from skolplattform.attendance.rules.marks import (
    PRESENT,
    UNDO_WITHIN,
    Mark,
    checked,
    first_version,
    mark_of,
    minutes_of,
    part_of,
)
from skolplattform.attendance.rules.notices import needs_same_day_notice
from skolplattform.attendance.rules.opening import Known, Opening, Told, opening_marks, overlap_minutes, told_minutes
from skolplattform.attendance.rules.policy import DEFAULTS, Policy
from skolplattform.attendance.rules.shares import Share, limit_period
from skolplattform.attendance.rules.telling import (
    MOMENT,
    OF_AGE,
    SCHOOL_DAY,
    Kind,
    Reason,
    begins_the_day,
    changed_span,
    ends_the_day,
    is_of_age,
    is_whole_day,
    may_report_for,
    span_of,
)

__all__ = [
    "DEFAULTS",
    "MOMENT",
    "OF_AGE",
    "PRESENT",
    "SCHOOL_DAY",
    "UNDO_WITHIN",
    "Correction",
    "Kind",
    "Known",
    "Mark",
    "Opening",
    "Policy",
    "Reason",
    "Share",
    "Told",
    "WhyChanged",
    "begins_the_day",
    "changed_span",
    "checked",
    "correction_of",
    "ends_the_day",
    "first_version",
    "is_of_age",
    "is_whole_day",
    "limit_period",
    "mark_of",
    "may_report_for",
    "minutes_of",
    "needs_same_day_notice",
    "opening_marks",
    "overlap_minutes",
    "part_of",
    "span_of",
    "told_minutes",
]
