"""an open case for each school a student goes to, not one for the student"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = 'c83a5d1f6e20'
down_revision: str | None = '4b7e91d2c6a5'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STILL_OPEN = sa.text("stage <> 'closed'")
NAME = 'uq_absence_case_open'


def upgrade() -> None:
    _unique_by('student_id', 'unit_id')


def downgrade() -> None:
    _unique_by('student_id')


def _unique_by(*columns: str) -> None:
    op.drop_index(NAME, table_name='absence_case')
    op.create_index(
        NAME, 'absence_case', list(columns), unique=True, sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN
    )
