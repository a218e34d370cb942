"""hand-ins: what a test or task takes, what students hand in, what teachers answer; files that are handed over"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'c0f74bf87672'
down_revision: str | None = 'c83a5d1f6e20'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TAKES = ('takes_text', 'takes_files', 'takes_link', 'takes_late')


def upgrade() -> None:
    op.create_table('stored_file',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.LargeBinary(length=32), nullable=False),
    sa.Column('kept_by', UuidKey(), nullable=False),
    sa.Column('kept_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_file_kept_at'), ['kept_at'], unique=False)

    op.create_table('hand_in',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('work_id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('number', sa.SmallInteger(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_hand_in_student_id_person')),
    sa.ForeignKeyConstraint(['work_id'], ['set_work.id'], name=op.f('fk_hand_in_work_id_set_work')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_in')),
    sa.UniqueConstraint('work_id', 'student_id', name=op.f('uq_hand_in_work_id_student_id'))
    )
    with op.batch_alter_table('hand_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_in_student_id'), ['student_id'], unique=False)

    op.create_table('hand_in_own_terms',
    sa.Column('work_id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('decided_by', UuidKey(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_hand_in_own_terms_student_id_person')),
    sa.ForeignKeyConstraint(['work_id'], ['set_work.id'], name=op.f('fk_hand_in_own_terms_work_id_set_work')),
    sa.PrimaryKeyConstraint('work_id', 'student_id', name=op.f('pk_hand_in_own_terms'))
    )
    with op.batch_alter_table('hand_in_own_terms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_in_own_terms_student_id'), ['student_id'], unique=False)

    op.create_table('hand_in_comment',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('hand_in_id', UuidKey(), nullable=False),
    sa.Column('number', sa.SmallInteger(), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('after', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('written_by', UuidKey(), nullable=False),
    sa.Column('written_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['hand_in_id'], ['hand_in.id'], name=op.f('fk_hand_in_comment_hand_in_id_hand_in')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_in_comment'))
    )
    with op.batch_alter_table('hand_in_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_in_comment_hand_in_id'), ['hand_in_id'], unique=False)

    op.create_table('hand_in_feedback',
    sa.Column('hand_in_id', UuidKey(), nullable=False),
    sa.Column('number', sa.SmallInteger(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('edited_by', UuidKey(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['hand_in_id'], ['hand_in.id'], name=op.f('fk_hand_in_feedback_hand_in_id_hand_in')),
    sa.PrimaryKeyConstraint('hand_in_id', 'number', name=op.f('pk_hand_in_feedback'))
    )
    op.create_table('hand_in_file',
    sa.Column('hand_in_id', UuidKey(), nullable=False),
    sa.Column('number', sa.SmallInteger(), nullable=False),
    sa.Column('file_id', UuidKey(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_hand_in_file_file_id_stored_file')),
    sa.ForeignKeyConstraint(['hand_in_id'], ['hand_in.id'], name=op.f('fk_hand_in_file_hand_in_id_hand_in')),
    sa.PrimaryKeyConstraint('hand_in_id', 'number', 'file_id', name=op.f('pk_hand_in_file'))
    )
    with op.batch_alter_table('hand_in_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_in_file_file_id'), ['file_id'], unique=False)

    op.create_table('hand_in_version',
    sa.Column('hand_in_id', UuidKey(), nullable=False),
    sa.Column('number', sa.SmallInteger(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('handed_in_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('withdrawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['hand_in_id'], ['hand_in.id'], name=op.f('fk_hand_in_version_hand_in_id_hand_in')),
    sa.PrimaryKeyConstraint('hand_in_id', 'number', name=op.f('pk_hand_in_version'))
    )
    with op.batch_alter_table('set_work', schema=None) as batch_op:
        batch_op.add_column(sa.Column('takes_text', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('takes_files', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('takes_link', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('due_time', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('takes_late', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('set_work', schema=None) as batch_op:
        for name in TAKES:
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('set_work', schema=None) as batch_op:
        batch_op.drop_column('takes_late')
        batch_op.drop_column('due_time')
        batch_op.drop_column('takes_link')
        batch_op.drop_column('takes_files')
        batch_op.drop_column('takes_text')

    op.drop_table('hand_in_version')
    with op.batch_alter_table('hand_in_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_in_file_file_id'))

    op.drop_table('hand_in_file')
    op.drop_table('hand_in_feedback')
    with op.batch_alter_table('hand_in_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_in_comment_hand_in_id'))

    op.drop_table('hand_in_comment')
    with op.batch_alter_table('hand_in_own_terms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_in_own_terms_student_id'))

    op.drop_table('hand_in_own_terms')
    with op.batch_alter_table('hand_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_in_student_id'))

    op.drop_table('hand_in')
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_file_kept_at'))

    op.drop_table('stored_file')
