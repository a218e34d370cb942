"""self assessment"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'a94c1e60d7f2'
down_revision: str | None = 'b20698ec11ec'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('self_opening',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('activity_id', UuidKey(), nullable=False),
    sa.Column('plan_id', UuidKey(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('opened_by', UuidKey(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_self_opening_activity_id_activity')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_opening')),
    sa.UniqueConstraint('activity_id', 'plan_id', name=op.f('uq_self_opening_activity_id_plan_id'))
    )
    op.create_table('self_answer',
    sa.Column('opening_id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('criterion_id', UuidKey(), nullable=False),
    sa.Column('own', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("own IN ('', 'can', 'on_my_way', 'help')", name=op.f('ck_self_answer_own')),
    sa.ForeignKeyConstraint(['opening_id'], ['self_opening.id'], name=op.f('fk_self_answer_opening_id_self_opening')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_self_answer_student_id_person')),
    sa.PrimaryKeyConstraint('opening_id', 'student_id', 'criterion_id', name=op.f('pk_self_answer'))
    )
    with op.batch_alter_table('self_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_self_answer_student_id'), ['student_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('self_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_self_answer_student_id'))

    op.drop_table('self_answer')
    op.drop_table('self_opening')
