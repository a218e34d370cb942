"""a student reads a subject by another form's syllabus than the group"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'a3d7c9150e42'
down_revision: str | None = '952bc0342e08'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('subject_decision',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('person_id', UuidKey(), nullable=False),
    sa.Column('subject_code', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('school_type', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('start_date', sa.Date(), nullable=False),
    sa.Column('end_date', sa.Date(), nullable=True),
    sa.Column('decided_by', UuidKey(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('end_date IS NULL OR end_date >= start_date', name=op.f('ck_subject_decision_dates')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_subject_decision_decided_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_subject_decision_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subject_decision'))
    )
    with op.batch_alter_table('subject_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_subject_decision_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_subject_decision_subject', ['subject_code', 'person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('subject_decision')
