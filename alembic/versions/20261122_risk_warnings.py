"""warnings of risk not to reach a pass, receipts, and when a school reminds"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'b4f7a1c92e60'
down_revision: str | None = 'b41f7c90e2d6'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('risk_warning',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('activity_id', UuidKey(), nullable=False),
    sa.Column('syllabus_id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('term_ends', sa.Date(), nullable=False),
    sa.Column('grade', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('against', sa.JSON(), nullable=False),
    sa.Column('missing', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('support', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('next_step', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ending', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('ended_why', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('ended_by', UuidKey(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ended_on IS NULL OR sent_at IS NOT NULL', name=op.f('ck_risk_warning_ended')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_risk_warning_activity_id_activity')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_risk_warning_author_id_person')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_risk_warning_student_id_person')),
    sa.ForeignKeyConstraint(['syllabus_id'], ['syllabus.id'], name=op.f('fk_risk_warning_syllabus_id_syllabus')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_risk_warning_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_warning'))
    )
    with op.batch_alter_table('risk_warning', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_risk_warning_activity_id'), ['activity_id'], unique=False)
        batch_op.create_index('ix_risk_warning_unit', ['unit_id', 'term_ends'], unique=False)
        batch_op.create_index('uq_risk_warning_held', ['student_id', 'syllabus_id', 'term_ends'], unique=True, sqlite_where=sa.text('ended_on IS NULL'), postgresql_where=sa.text('ended_on IS NULL'))

    op.create_table('risk_receipt',
    sa.Column('warning_id', UuidKey(), nullable=False),
    sa.Column('person_id', UuidKey(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_risk_receipt_person_id_person')),
    sa.ForeignKeyConstraint(['warning_id'], ['risk_warning.id'], name=op.f('fk_risk_receipt_warning_id_risk_warning')),
    sa.PrimaryKeyConstraint('warning_id', 'person_id', name=op.f('pk_risk_receipt'))
    )
    with op.batch_alter_table('risk_receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_risk_receipt_person_id'), ['person_id'], unique=False)

    op.create_table('risk_reminder',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('remind_after', sa.SmallInteger(), nullable=False),
    sa.Column('decided_by', UuidKey(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_risk_reminder_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_reminder')),
    sa.UniqueConstraint('unit_id', 'valid_from', name=op.f('uq_risk_reminder_unit_id_valid_from'))
    )


def downgrade() -> None:
    op.drop_table('risk_reminder')
    with op.batch_alter_table('risk_receipt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_risk_receipt_person_id'))

    op.drop_table('risk_receipt')
    with op.batch_alter_table('risk_warning', schema=None) as batch_op:
        batch_op.drop_index('uq_risk_warning_held', sqlite_where=sa.text('ended_on IS NULL'), postgresql_where=sa.text('ended_on IS NULL'))
        batch_op.drop_index('ix_risk_warning_unit')
        batch_op.drop_index(batch_op.f('ix_risk_warning_activity_id'))

    op.drop_table('risk_warning')
