"""Follow-up in an invented school: who passes a limit today, and cases at different stages of the work."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance import service
from skolplattform.attendance.rules.cases import Step
from skolplattform.attendance.service.limits import look_at_limits
from skolplattform.attendance.tables import LimitPassed
from skolplattform.core import clock
from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace, system_actor
from skolplattform.demo.units import Unit
from skolplattform.registry.codes import DutyRole

SEEN_AGO = timedelta(days=24)
TOLD_STAGE = 1
"""The stage of `STAGES` in which the family has most to read."""
EVERY = 5
"""Of so many who pass a limit one has a case."""
MOST = 12
MADE = "demo-case"
ANALYSIS = (
    "Frånvaron började efter höstlovet och ligger mest på morgnar och i idrott. Eleven sover dåligt och säger att"
    " det är högljutt i omklädningsrummet. Hemma och skolan ser samma sak."
)
WRITTEN = (
    ("conversation", 20, "Ringde hem. Vårdnadshavaren vill gärna ses, helst på eftermiddagen.", ("guardian", "mentor")),
    ("meeting", 14, "Vi gick igenom frånvaron vecka för vecka och vad som hjälper på morgnarna.",
     ("student", "guardian", "mentor", "health")),
    ("measure", 13, "Egen plats att byta om på till idrotten. Mentor möter vid entrén måndag och onsdag.", ()),
    ("note", 6, "Två hela veckor utan ogiltig frånvaro. Följ upp igen före jul.", ()),
)  # fmt: skip
STAGES: tuple[tuple[tuple[Step, int], ...], ...] = (
    (),
    ((Step.INVESTIGATE, 16), (Step.REPORT, 15)),
    ((Step.INVESTIGATE, 6),),
    ((Step.INVESTIGATE, 18), (Step.REPORT, 17), (Step.DECIDE, 3)),
)


def follow_up(session: Session, unit: Unit, now: datetime, shown: UUID | None = None) -> None:
    """Note the limits as the school would have seen them some weeks ago, and work with a few of them.

    `shown` is the child of the family that shows the platform: that one has a case that the family can read.
    """
    leads = Actor(
        unit.staff[DutyRole.PRINCIPAL.value].id,
        Workspace.PRINCIPAL,
        WORKSPACE_ROLES[Workspace.PRINCIPAL],
        frozenset({unit.id}),
        loa=3,
    )
    with clock.fixed(now):
        look_at_limits(session, system_actor("demo"), unit.id)
        rows = session.exec(
            select(LimitPassed).where(LimitPassed.unit_id == unit.id).order_by(col(LimitPassed.student_id))
        ).all()
        for row in rows[::2]:
            row.seen_on -= SEEN_AGO
        session.flush()
        if shown is not None:
            _pass_limit(session, unit, shown)
            _work(session, leads, shown, TOLD_STAGE)
        students = list(dict.fromkeys(row.student_id for row in rows[::2]))[::EVERY][:MOST]
        for number, student in enumerate(student for student in students if student != shown):
            _work(session, leads, student, number)


def _pass_limit(session: Session, unit: Unit, student: UUID) -> None:
    """Seen to pass the limit some weeks ago, as the others were."""
    seen = clock.today() - SEEN_AGO
    session.add(
        LimitPassed(
            student_id=student,
            unit_id=unit.id,
            limit_kind="share",
            absence_kind="both",
            amount=17,
            since=seen - SEEN_AGO,
            seen_on=seen,
        )
    )
    session.flush()


def _work(session: Session, leads: Actor, student: UUID, number: int) -> None:
    """A case of its own age: nothing yet, an investigation, one that is late to be reported, one decided."""
    case, today = service.open_case(session, leads, student, key=f"{MADE}-{student}"), clock.today()
    version = 1
    for step, ago in STAGES[number % len(STAGES)]:
        decision = "measures" if step is Step.DECIDE else ""
        on = today - timedelta(days=ago)
        version = service.take_step(session, leads, case, step, on=on, version=version, decision=decision)
    if number % len(STAGES):
        version = service.save_analysis(session, leads, case, words=ANALYSIS, version=version)
        for kind, ago, words, present in WRITTEN:
            on, key = today - timedelta(days=ago), f"{MADE}-{kind}-{student}"
            service.write_entry(session, leads, case, kind=kind, on=on, words=words, present=present, key=key)
    service.plan_follow_up(session, leads, case, on=today + timedelta(days=5 + number), version=version)
