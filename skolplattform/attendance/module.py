"""Frånvaro och närvaro as the platform loads it."""

from skolplattform.attendance.facts import Facts
from skolplattform.attendance.intake import Intake
from skolplattform.attendance.jobs import send_absence_notices
from skolplattform.attendance.permissions import CORRECT, OPEN_REGISTER, RECORD, REPORT, TAKE_OVER, VIEW_CLASS
from skolplattform.attendance.today import Today
from skolplattform.core.modules import Job, Module

module = Module(
    name="attendance",
    rights=(RECORD, OPEN_REGISTER, CORRECT, VIEW_CLASS, REPORT, TAKE_OVER),
    contracts=(Facts(), Intake(), Today()),
    jobs=(Job("attendance.notices", send_absence_notices, every_seconds=60),),
    pages=("skolplattform.attendance.pages.lesson", "skolplattform.attendance.pages.absence"),
)
