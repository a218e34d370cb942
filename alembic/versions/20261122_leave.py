"""applications for leave, and what each custodian said of them"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'a1c5d0e7b302'
down_revision: str | None = 'b7d1c0a4e2f6'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('leave_application',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('applied_by', UuidKey(), nullable=False),
    sa.Column('applied_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('granted_first', sa.Date(), nullable=True),
    sa.Column('granted_last', sa.Date(), nullable=True),
    sa.Column('school_days', sa.Integer(), nullable=False),
    sa.Column('decided_by', UuidKey(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decided_as', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('decision_text', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('report_id', UuidKey(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_leave_application_days')),
    sa.ForeignKeyConstraint(['applied_by'], ['person.id'], name=op.f('fk_leave_application_applied_by_person')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_leave_application_student_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_leave_application_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leave_application'))
    )
    with op.batch_alter_table('leave_application', schema=None) as batch_op:
        batch_op.create_index('ix_leave_application_student', ['student_id', 'first_day'], unique=False)
        batch_op.create_index('ix_leave_application_unit', ['unit_id', 'state', 'first_day'], unique=False)

    op.create_table('leave_consent',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('application_id', UuidKey(), nullable=False),
    sa.Column('adult_id', UuidKey(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['adult_id'], ['person.id'], name=op.f('fk_leave_consent_adult_id_person')),
    sa.ForeignKeyConstraint(['application_id'], ['leave_application.id'], name=op.f('fk_leave_consent_application_id_leave_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leave_consent')),
    sa.UniqueConstraint('application_id', 'adult_id', name=op.f('uq_leave_consent_application_id_adult_id'))
    )
    with op.batch_alter_table('leave_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_leave_consent_adult_id'), ['adult_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('leave_consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_leave_consent_adult_id'))

    op.drop_table('leave_consent')
    with op.batch_alter_table('leave_application', schema=None) as batch_op:
        batch_op.drop_index('ix_leave_application_unit')
        batch_op.drop_index('ix_leave_application_student')

    op.drop_table('leave_application')
