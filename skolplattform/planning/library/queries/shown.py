"""A plan to copy as its readers would see it: exactly what the copy begins with."""

from dataclasses import asdict

from sqlmodel import Session

from skolplattform.planning import rules
from skolplattform.planning.library.source import Source
from skolplattform.planning.queries.editor import assessment_rows
from skolplattform.planning.views import Aspect, Point, Published, WeekRow
from skolplattform.schedule.tables import Syllabus


def shown_source(session: Session, source: Source) -> Published:
    """The plan with its weeks numbered from the first one: a copy has other weeks of the year."""
    mondays = {week.isoformat(): str(number) for number, week in enumerate(rules.mondays(source.start, source.end), 1)}
    return Published(
        id=str(source.plan_id),
        title=source.title,
        subject=session.get_one(Syllabus, source.syllabus_id).subject_name,
        weeks_shown=rules.weeks_shown(source.start, source.end),
        purpose=source.purpose,
        points=tuple(Point("", point.area, point.text, True, False) for point in source.points),
        weeks=tuple(
            WeekRow(monday, mondays.get(monday, ""), text, 0) for monday, text in sorted(source.weeks.items()) if text
        ),
        assessments=assessment_rows([asdict(row) | {"day": ""} for row in assessment_rows(source.assessments)]),
        aspects=tuple(Aspect("", criterion.text, True, ()) for criterion in source.criteria),
        published_on=source.written_on.isoformat(),
    )
