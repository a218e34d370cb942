"""Frånvaro och närvaro as the platform loads it."""

from skolplattform.attendance import follow_up
from skolplattform.attendance.adult_pages import ADULT_NAVIGATION, ADULT_PAGES, ADULT_ROUTERS, Adults
from skolplattform.attendance.care_pages import NAVIGATION, PAGES
from skolplattform.attendance.facts import Facts
from skolplattform.attendance.intake import Intake
from skolplattform.attendance.jobs import tell_of_unreported
from skolplattform.attendance.leave_pages import LEAVE_NAVIGATION, LEAVE_NOTICES, LEAVE_PAGES
from skolplattform.attendance.lending import Lending
from skolplattform.attendance.permissions import (
    ADULT_RIGHTS,
    CARE_RIGHTS,
    CORRECT,
    LEAVE_RIGHTS,
    OPEN_REGISTER,
    PROOF,
    RECORD,
    REPORT,
    TAKE_OVER,
    VIEW_CLASS,
)
from skolplattform.attendance.queries.ladder import Ladder
from skolplattform.attendance.queries.tablets import TabletSessions
from skolplattform.attendance.service import holiday, limits, moved, notices
from skolplattform.attendance.service.phoned import PHONED
from skolplattform.attendance.term_hours import TermHours
from skolplattform.attendance.today import Today
from skolplattform.core.modules import Job, Module
from skolplattform.schedule.contract import LessonsMoved

module = Module(
    name="attendance",
    rights=(
        *(RECORD, OPEN_REGISTER, CORRECT, VIEW_CLASS, REPORT, TAKE_OVER, PROOF),
        *follow_up.RIGHTS,
        *CARE_RIGHTS,
        *LEAVE_RIGHTS,
        *ADULT_RIGHTS,
    ),
    navigation=(*NAVIGATION, *LEAVE_NAVIGATION, *follow_up.NAVIGATION, *ADULT_NAVIGATION),
    contracts=(
        *(Facts(), Intake(), Lending(), Today(), TermHours(), Ladder()),
        *(notices.SchoolQuiet(), TabletSessions(), Adults()),
    ),
    listeners=((LessonsMoved, moved.move_registers),),
    notices=(*notices.KINDS, holiday.NEED_NOTICE, *LEAVE_NOTICES, limits.NOTICE, limits.OWN_NOTICE, PHONED),
    jobs=(Job("attendance.unreported", tell_of_unreported, every_seconds=120), *follow_up.JOBS),
    routers=(*follow_up.ROUTERS, "skolplattform.attendance.tablet_api:router", *ADULT_ROUTERS),
    pages=(
        "skolplattform.attendance.pages.lesson",
        "skolplattform.attendance.pages.absence",
        "skolplattform.attendance.pages.proof",
        *PAGES,
        *LEAVE_PAGES,
        *follow_up.PAGES,
        *ADULT_PAGES,
    ),
)
