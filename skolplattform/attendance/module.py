"""Frånvaro och närvaro as the platform loads it."""

from skolplattform.attendance.care_pages import NAVIGATION, PAGES
from skolplattform.attendance.contract import LessonReported
from skolplattform.attendance.facts import Facts
from skolplattform.attendance.intake import Intake
from skolplattform.attendance.permissions import (
    CARE_RIGHTS,
    CORRECT,
    OPEN_REGISTER,
    RECORD,
    REPORT,
    TAKE_OVER,
    VIEW_CLASS,
)
from skolplattform.attendance.service import holiday, notices
from skolplattform.attendance.today import Today
from skolplattform.core.modules import Module

module = Module(
    name="attendance",
    rights=(RECORD, OPEN_REGISTER, CORRECT, VIEW_CLASS, REPORT, TAKE_OVER, *CARE_RIGHTS),
    navigation=NAVIGATION,
    contracts=(Facts(), Intake(), Today(), notices.SchoolQuiet()),
    listeners=((LessonReported, notices.withdraw_corrected),),
    notices=(*notices.KINDS, holiday.NEED_NOTICE),
    pages=("skolplattform.attendance.pages.lesson", "skolplattform.attendance.pages.absence", *PAGES),
)
