"""tests of a group and what students have shown in them: the markbook"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'e6b1f04a92c7'
down_revision: str | None = '3224b8a25f0d'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('marked_test',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('activity_id', UuidKey(), nullable=False),
    sa.Column('work_id', UuidKey(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('form', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('most', sa.SmallInteger(), nullable=False),
    sa.Column('levels', sa.JSON(), nullable=False),
    sa.Column('archived', sa.Boolean(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('edited_by', UuidKey(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_marked_test_activity_id_activity')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_marked_test')),
    sa.UniqueConstraint('activity_id', 'work_id', name=op.f('uq_marked_test_activity_id_work_id'))
    )
    with op.batch_alter_table('marked_test', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_marked_test_activity_id'), ['activity_id'], unique=False)

    op.create_table('mark',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('test_id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('comment', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_code', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('published_comment', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('published_version', sa.Integer(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('published_version <= version', name=op.f('ck_mark_published_version')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_mark_student_id_person')),
    sa.ForeignKeyConstraint(['test_id'], ['marked_test.id'], name=op.f('fk_mark_test_id_marked_test')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark')),
    sa.UniqueConstraint('test_id', 'student_id', name=op.f('uq_mark_test_id_student_id'))
    )
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.create_index('ix_mark_student', ['student_id'], unique=False)

    op.create_table('mark_version',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mark_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('comment', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('shown_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['mark_id'], ['mark.id'], name=op.f('fk_mark_version_mark_id_mark')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark_version')),
    sa.UniqueConstraint('mark_id', 'version', name=op.f('uq_mark_version_mark_id_version'))
    )


def downgrade() -> None:
    op.drop_table('mark_version')
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.drop_index('ix_mark_student')

    op.drop_table('mark')
    with op.batch_alter_table('marked_test', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_marked_test_activity_id'))

    op.drop_table('marked_test')
