"""The figures of a school and of a city lie side by side, as they are read."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7c1de04b95aa"
down_revision: str | None = "a1c5d0e7b301"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SUMS = ("attendance_day", "attendance_period")
MEASURES = ["lessons", "reported_lessons", "offered", "reported", "valid", "invalid", "other", "late"]
WEEK, ENROLMENT = "ix_attendance_period_week", "ix_enrolment_unit"
ENROLLED = ["unit_id", "school_type", "school_year"]


def upgrade() -> None:
    op.drop_index(WEEK, "attendance_period")
    _stored_by_key(True)
    whole_week = sa.text("hour = -1")
    op.create_index(
        WEEK,
        "attendance_period",
        ["hour", "day", "unit_id", *MEASURES],
        sqlite_where=whole_week,
        postgresql_where=whole_week,
    )
    op.drop_index(ENROLMENT, "enrolment")
    op.create_index(ENROLMENT, "enrolment", [*ENROLLED, "cancelled", "start_date", "end_date"])


def downgrade() -> None:
    op.drop_index(ENROLMENT, "enrolment")
    op.create_index(ENROLMENT, "enrolment", ENROLLED)
    op.drop_index(WEEK, "attendance_period")
    _stored_by_key(False)
    op.create_index(WEEK, "attendance_period", ["hour", "day"])


def _stored_by_key(by_key: bool) -> None:
    """Only SQLite keeps a table apart from its key; PostgreSQL has nothing to change."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in SUMS:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_with_rowid": not by_key}):
            pass
