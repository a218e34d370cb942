"""lesson plans that move along with the timetable, and teachers' own notes"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = "4b7e91d2c6a5"
down_revision: str | None = "b40c7e19d8a5"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TEXT = sqlmodel.sql.sqltypes.AutoString
TIME = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "lesson_plan",
        sa.Column("id", UuidKey(), nullable=False),
        sa.Column("unit_id", UuidKey(), nullable=False),
        sa.Column("activity_id", UuidKey(), nullable=False),
        sa.Column("lesson_id", UuidKey(), nullable=True),
        sa.Column("stands_at", TIME(), nullable=False),
        sa.Column("plan_id", UuidKey(), nullable=True),
        sa.Column("title", TEXT(length=120), nullable=False),
        sa.Column("steps", TEXT(length=4000), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("material", TEXT(length=2000), nullable=False),
        sa.Column("homework", TEXT(length=500), nullable=False),
        sa.Column("bring", TEXT(length=300), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("taught_at", TIME(), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("edited_by", UuidKey(), nullable=False),
        sa.Column("edited_at", TIME(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_lesson_plan_activity_id_activity")),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["calendar_event.id"], name=op.f("fk_lesson_plan_lesson_id_calendar_event")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["unit_plan.id"], name=op.f("fk_lesson_plan_plan_id_unit_plan")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_lesson_plan_unit_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_plan")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_lesson_plan_lesson_id")),
    )
    op.create_index("ix_lesson_plan_activity_stands", "lesson_plan", ["activity_id", "stands_at"])
    op.create_index("ix_lesson_plan_unit", "lesson_plan", ["unit_id"])
    op.create_table(
        "lesson_plan_content",
        sa.Column("lesson_plan_id", UuidKey(), nullable=False),
        sa.Column("content_id", UuidKey(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["core_content.id"], name=op.f("fk_lesson_plan_content_content_id_core_content")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_plan_id"], ["lesson_plan.id"], name=op.f("fk_lesson_plan_content_lesson_plan_id_lesson_plan")
        ),
        sa.PrimaryKeyConstraint("lesson_plan_id", "content_id", name=op.f("pk_lesson_plan_content")),
    )
    op.create_table(
        "lesson_move",
        sa.Column("id", UuidKey(), nullable=False),
        sa.Column("activity_id", UuidKey(), nullable=False),
        sa.Column("by_timetable", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("moved_by", UuidKey(), nullable=False),
        sa.Column("moved_at", TIME(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_lesson_move_activity_id_activity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_move")),
    )
    op.create_index("ix_lesson_move_activity_closed", "lesson_move", ["activity_id", "closed"])
    op.create_table(
        "scratch_note",
        sa.Column("id", UuidKey(), nullable=False),
        sa.Column("owner_id", UuidKey(), nullable=False),
        sa.Column("group_id", UuidKey(), nullable=True),
        sa.Column("text", TEXT(length=8000), nullable=False),
        sa.Column("edited_at", TIME(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["group_.id"], name=op.f("fk_scratch_note_group_id_group_")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_scratch_note_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scratch_note")),
    )
    op.create_index(op.f("ix_scratch_note_owner_id"), "scratch_note", ["owner_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_scratch_note_owner_id"), table_name="scratch_note")
    op.drop_table("scratch_note")
    op.drop_index("ix_lesson_move_activity_closed", table_name="lesson_move")
    op.drop_table("lesson_move")
    op.drop_table("lesson_plan_content")
    op.drop_index("ix_lesson_plan_unit", table_name="lesson_plan")
    op.drop_index("ix_lesson_plan_activity_stands", table_name="lesson_plan")
    op.drop_table("lesson_plan")
