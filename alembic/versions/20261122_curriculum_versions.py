"""versions of a subject, whom a curriculum is for, courses and levels as stages"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from skolplattform.core.ids import UuidKey

revision: str = "9d3b61f0c7e2"
down_revision: str | None = "5b7e20d4c913"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_CURRICULUM = sa.table(
    "curriculum", sa.column("id", UuidKey()), sa.column("school_type", sa.String), sa.column("school_types", sa.JSON)
)
_LENGTHS = (("core_content", "area", 80, 160), ("core_content", "text", 300, 1000), ("criterion_level", "text", 500, 4000))
_SUBJECT, _STAGE = "uq_subject_curriculum_id_code_language_code", "uq_stage_subject_id_start_school_year_end_school_year"


def upgrade() -> None:
    with op.batch_alter_table("curriculum") as table:
        table.add_column(sa.Column("school_types", sa.JSON(), nullable=True))
        table.add_column(sa.Column("for_starters", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("scale_code", AutoString(length=12), nullable=True))
        table.create_foreign_key(op.f("fk_curriculum_scale_code_grade_scale"), "grade_scale", ["scale_code"], ["code"])
    link = op.get_bind()
    for key, school_type in link.execute(sa.select(_CURRICULUM.c.id, _CURRICULUM.c.school_type)).all():
        one = sa.update(_CURRICULUM).where(_CURRICULUM.c.id == key)
        link.execute(one.values(school_types=[school_type]))
    with op.batch_alter_table("curriculum") as table:
        table.alter_column("school_types", existing_type=sa.JSON(), nullable=False)
        table.alter_column("for_starters", existing_type=sa.Boolean(), server_default=None)
        table.drop_column("school_type")
    with op.batch_alter_table("subject") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        table.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
        table.drop_constraint(op.f(_SUBJECT), type_="unique")
        table.create_unique_constraint(op.f(f"{_SUBJECT}_version"), ["curriculum_id", "code", "language_code", "version"])
        table.create_check_constraint(
            op.f("ck_subject_dates"), "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from"
        )
        table.create_index("ix_subject_code", ["code", "language_code"])
        table.create_index("ix_subject_name", ["name", "language_code"])
    with op.batch_alter_table("stage") as table:
        table.add_column(sa.Column("course_code", AutoString(length=20), nullable=False, server_default=""))
        table.add_column(sa.Column("name", AutoString(length=80), nullable=False, server_default=""))
        table.alter_column("start_school_year", existing_type=sa.Integer(), nullable=True)
        table.alter_column("end_school_year", existing_type=sa.Integer(), nullable=True)
        table.drop_constraint(op.f(_STAGE), type_="unique")
        table.create_unique_constraint(
            op.f("uq_stage_place"),
            ["subject_id", "course_code", "start_school_year", "end_school_year"],
        )
    for name, field, shorter, longer in _LENGTHS:
        with op.batch_alter_table(name) as table:
            table.alter_column(field, existing_type=AutoString(length=shorter), type_=AutoString(length=longer))


def downgrade() -> None:
    for name, field, shorter, longer in _LENGTHS:
        with op.batch_alter_table(name) as table:
            table.alter_column(field, existing_type=AutoString(length=longer), type_=AutoString(length=shorter))
    with op.batch_alter_table("stage") as table:
        table.drop_constraint(op.f("uq_stage_place"), type_="unique")
        table.create_unique_constraint(op.f(_STAGE), ["subject_id", "start_school_year", "end_school_year"])
        table.alter_column("start_school_year", existing_type=sa.Integer(), nullable=False)
        table.alter_column("end_school_year", existing_type=sa.Integer(), nullable=False)
        table.drop_column("name")
        table.drop_column("course_code")
    with op.batch_alter_table("subject") as table:
        table.drop_index("ix_subject_name")
        table.drop_index("ix_subject_code")
        table.drop_constraint(op.f("ck_subject_dates"), type_="check")
        table.drop_constraint(op.f(f"{_SUBJECT}_version"), type_="unique")
        table.create_unique_constraint(op.f(_SUBJECT), ["curriculum_id", "code", "language_code"])
        table.drop_column("valid_to")
        table.drop_column("valid_from")
        table.drop_column("version")
    with op.batch_alter_table("curriculum") as table:
        table.add_column(sa.Column("school_type", AutoString(length=12), nullable=False, server_default=""))
    link = op.get_bind()
    for key, school_types in link.execute(sa.select(_CURRICULUM.c.id, _CURRICULUM.c.school_types)).all():
        one = sa.update(_CURRICULUM).where(_CURRICULUM.c.id == key)
        link.execute(one.values(school_type=(school_types or [""])[0]))
    with op.batch_alter_table("curriculum") as table:
        table.alter_column("school_type", existing_type=AutoString(length=12), server_default=None)
        table.drop_constraint(op.f("fk_curriculum_scale_code_grade_scale"), type_="foreignkey")
        table.drop_column("scale_code")
        table.drop_column("for_starters")
        table.drop_column("school_types")
