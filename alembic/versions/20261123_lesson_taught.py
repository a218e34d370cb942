"""which lessons of a subject were taught is read from an index: a school's coverage map asks for a whole year of them"""

from collections.abc import Sequence

from alembic import op

revision: str = "e41b7d20c9a6"
down_revision: str | None = "a3d7c9150e42"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_lesson_plan_taught", "lesson_plan", ["activity_id", "taught_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_lesson_plan_taught", table_name="lesson_plan")
