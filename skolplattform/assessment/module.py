"""Bedömning: the matrix of a group, the student's own subjects, grades taken over."""

from skolplattform.assessment import asked, permissions, queries, service
from skolplattform.assessment.finder import TaughtFinder
from skolplattform.assessment.marks import notices as marks_notices
from skolplattform.assessment.risk import jobs as risk_jobs
from skolplattform.assessment.risk import notices as risk_notices
from skolplattform.assessment.risk import permissions as risk_permissions
from skolplattform.assessment.risk.menu import ROUTE, RiskMenu
from skolplattform.assessment.screening import notices as screening_notices
from skolplattform.assessment.screening import permissions as screening_permissions
from skolplattform.assessment.self_assessment.permissions import ASSESS_SELF
from skolplattform.assessment.self_assessment.service import NOTICE as SELF_OPENED
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Job, Module, NavItem

PAGES = "skolplattform.assessment.pages"


class Intake:
    """The contract `GradeIntake`."""

    weigh_grades = staticmethod(service.weigh_grades)
    take_grades = staticmethod(service.take_grades)
    grades_of = staticmethod(queries.grades_of)


class Figures:
    """The contract `ProgressFigures`."""

    criteria_reached = staticmethod(queries.criteria_reached)
    grades_of_last_term = staticmethod(queries.grades_of_last_term)
    latest_feedback = staticmethod(queries.latest_feedback)
    drafts_waiting = staticmethod(queries.drafts_waiting)


module = Module(
    name="assessment",
    rights=(
        permissions.RECORD,
        permissions.VIEW,
        permissions.VIEW_OWN,
        permissions.VIEW_CHILD,
        permissions.FOLLOW_CLASS,
        permissions.FOLLOW_SCHOOL,
        risk_permissions.WARN,
        risk_permissions.FOLLOW,
        risk_permissions.OF_SCHOOL,
        risk_permissions.READ_OWN,
        screening_permissions.RECORD,
        screening_permissions.FOLLOW,
        screening_permissions.OF_SCHOOL,
        screening_permissions.READ_CHILD,
        ASSESS_SELF,
    ),
    navigation=(
        NavItem(Workspace.TEACHER, "assessment.nav.groups", "/grupper", "users", 20),
        NavItem(Workspace.STUDENT, "assessment.nav.subjects", "/mina-amnen", "chart", 30),
        NavItem(Workspace.PRINCIPAL, "progress.nav", "/maluppfyllelse", "target", 45),
        NavItem(Workspace.PRINCIPAL, "risk.nav", "/varningar-i-skolan", "alert", 50),
        NavItem(Workspace.PRINCIPAL, "screening.school.nav", "/kartlaggning-i-skolan", "book", 52),
        NavItem(Workspace.STUDENT_HEALTH, "screening.care.nav", "/tidigt-stod", "book", 40),
        NavItem(Workspace.STUDENT, "risk.nav.own", ROUTE, "alert", 55, not_for_all=True),
        NavItem(Workspace.GUARDIAN, "risk.nav.own", ROUTE, "alert", 45, not_for_all=True),
    ),
    pages=(
        f"{PAGES}.groups",
        f"{PAGES}.matrix",
        f"{PAGES}.own_matrix",
        f"{PAGES}.marks_book",
        f"{PAGES}.marks_test",
        f"{PAGES}.marks_school",
        f"{PAGES}.subjects",
        f"{PAGES}.subjects_child",
        f"{PAGES}.progress_class",
        f"{PAGES}.progress_school",
        f"{PAGES}.risk_list",
        f"{PAGES}.risk_begin",
        f"{PAGES}.risk_one",
        f"{PAGES}.risk_own",
        f"{PAGES}.risk_school",
        f"{PAGES}.screening_list",
        f"{PAGES}.screening_grid",
        f"{PAGES}.screening_care",
        f"{PAGES}.screening_child",
        f"{PAGES}.screening_school",
        f"{PAGES}.screening_home",
        f"{PAGES}.self_own",
        f"{PAGES}.self_class",
    ),
    contracts=(Intake(), Figures(), TaughtFinder(), RiskMenu()),
    asked=(asked.MATRIX, asked.MARKS, asked.RISK, asked.SCREENING, asked.SCREENING_HOME),
    notices=(*risk_notices.KINDS, *marks_notices.KINDS, *screening_notices.KINDS, SELF_OPENED),
    jobs=(Job("assessment.risk_reminders", risk_jobs.remind_of_warnings, every_seconds=3_600),),
)
