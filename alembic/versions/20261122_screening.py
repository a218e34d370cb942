"""screening in reading and mathematics"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'e7b1d3a95c40'
down_revision: str | None = 'd7a41c8e5f30'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('screening_care',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('assessment', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('need', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('consulted', sa.Boolean(), nullable=False),
    sa.Column('assessed_on', sa.Date(), nullable=True),
    sa.Column('measures', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('follow_up', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('followed_up_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("need IN ('', 'none', 'adaptations', 'special')", name=op.f('ck_screening_care_need')),
    sa.CheckConstraint('followed_up_on IS NULL OR planned_on IS NOT NULL', name=op.f('ck_screening_care_followed_up')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_screening_care_author_id_person')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_screening_care_student_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_screening_care_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_care')),
    sa.UniqueConstraint('student_id', 'year', 'subject', name=op.f('uq_screening_care_student_id_year_subject'))
    )
    with op.batch_alter_table('screening_care', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_screening_care_unit_id'), ['unit_id'], unique=False)

    op.create_table('screening_result',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('material', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('part', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('signal', sa.Boolean(), nullable=False),
    sa.Column('seen_on', sa.Date(), nullable=False),
    sa.Column('comment', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_screening_result_author_id_person')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_screening_result_student_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_screening_result_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_result')),
    sa.UniqueConstraint('student_id', 'year', 'material', 'part', name=op.f('uq_screening_result_student_id_year_material_part'))
    )
    with op.batch_alter_table('screening_result', schema=None) as batch_op:
        batch_op.create_index('ix_screening_result_unit', ['unit_id', 'year', 'material'], unique=False)

    op.create_table('screening_told',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('seen', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('next_step', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_screening_told_author_id_person')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_screening_told_student_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_screening_told_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_told'))
    )
    with op.batch_alter_table('screening_told', schema=None) as batch_op:
        batch_op.create_index('ix_screening_told_student', ['student_id', 'year', 'subject', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_screening_told_unit_id'), ['unit_id'], unique=False)

    op.create_table('screening_version',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('result_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('comment', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['result_id'], ['screening_result.id'], name=op.f('fk_screening_version_result_id_screening_result')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_version')),
    sa.UniqueConstraint('result_id', 'version', name=op.f('uq_screening_version_result_id_version'))
    )


def downgrade() -> None:
    op.drop_table('screening_version')
    with op.batch_alter_table('screening_told', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_screening_told_unit_id'))
        batch_op.drop_index('ix_screening_told_student')

    op.drop_table('screening_told')
    with op.batch_alter_table('screening_result', schema=None) as batch_op:
        batch_op.drop_index('ix_screening_result_unit')

    op.drop_table('screening_result')
    with op.batch_alter_table('screening_care', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_screening_care_unit_id'))

    op.drop_table('screening_care')
