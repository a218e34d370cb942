"""learning log: what students write about their learning, and what their teachers say"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'd7a41c8e5f30'
down_revision: str | None = 'c9e3d51f7a08'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('log_entry',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('written_by', UuidKey(), nullable=False),
    sa.Column('group_id', UuidKey(), nullable=True),
    sa.Column('syllabus_id', UuidKey(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('learnt', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('next_step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('shown_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('begun_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['group_.id'], name=op.f('fk_log_entry_group_id_group_')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_log_entry_student_id_person')),
    sa.ForeignKeyConstraint(['syllabus_id'], ['syllabus.id'], name=op.f('fk_log_entry_syllabus_id_syllabus')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_entry'))
    )
    with op.batch_alter_table('log_entry', schema=None) as batch_op:
        batch_op.create_index('ix_log_entry_group', ['group_id', 'syllabus_id', 'shown_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_entry_student_id'), ['student_id'], unique=False)

    op.create_table('log_comment',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('entry_id', UuidKey(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('written_by', UuidKey(), nullable=False),
    sa.Column('written_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['log_entry.id'], name=op.f('fk_log_comment_entry_id_log_entry')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_comment'))
    )
    with op.batch_alter_table('log_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_log_comment_entry_id'), ['entry_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('log_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_comment_entry_id'))

    op.drop_table('log_comment')
    with op.batch_alter_table('log_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_entry_student_id'))
        batch_op.drop_index('ix_log_entry_group')

    op.drop_table('log_entry')
