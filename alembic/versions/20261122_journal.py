"""journal: what a department of the förskola tells its homes, the goals it touches and who took part"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = '5dd8280125bd'
down_revision: str | None = 'df7deefa50a1'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('journal_goal',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('curriculum', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('area', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('area_sv', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('area_en', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('name_sv', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('name_en', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('start_date', sa.Date(), nullable=False),
    sa.Column('end_date', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_journal_goal'))
    )
    op.create_table('journal_entry',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('group_id', UuidKey(), nullable=False),
    sa.Column('child_id', UuidKey(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('written_by', UuidKey(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['child_id'], ['person.id'], name=op.f('fk_journal_entry_child_id_person')),
    sa.ForeignKeyConstraint(['group_id'], ['group_.id'], name=op.f('fk_journal_entry_group_id_group_')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal_entry'))
    )
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_entry_child_id'), ['child_id'], unique=False)
        batch_op.create_index('ix_journal_entry_group', ['group_id', 'day'], unique=False)

    op.create_table('journal_child',
    sa.Column('entry_id', UuidKey(), nullable=False),
    sa.Column('child_id', UuidKey(), nullable=False),
    sa.ForeignKeyConstraint(['child_id'], ['person.id'], name=op.f('fk_journal_child_child_id_person')),
    sa.ForeignKeyConstraint(['entry_id'], ['journal_entry.id'], name=op.f('fk_journal_child_entry_id_journal_entry')),
    sa.PrimaryKeyConstraint('entry_id', 'child_id', name=op.f('pk_journal_child'))
    )
    with op.batch_alter_table('journal_child', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_child_child_id'), ['child_id'], unique=False)

    op.create_table('journal_entry_goal',
    sa.Column('entry_id', UuidKey(), nullable=False),
    sa.Column('goal_code', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['journal_entry.id'], name=op.f('fk_journal_entry_goal_entry_id_journal_entry')),
    sa.ForeignKeyConstraint(['goal_code'], ['journal_goal.code'], name=op.f('fk_journal_entry_goal_goal_code_journal_goal')),
    sa.PrimaryKeyConstraint('entry_id', 'goal_code', name=op.f('pk_journal_entry_goal'))
    )
    op.create_table('journal_picture',
    sa.Column('entry_id', UuidKey(), nullable=False),
    sa.Column('picture_id', UuidKey(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['journal_entry.id'], name=op.f('fk_journal_picture_entry_id_journal_entry')),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_journal_picture_picture_id_picture')),
    sa.PrimaryKeyConstraint('entry_id', 'picture_id', name=op.f('pk_journal_picture'))
    )
    with op.batch_alter_table('journal_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_picture_picture_id'), ['picture_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('journal_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journal_picture_picture_id'))

    op.drop_table('journal_picture')
    op.drop_table('journal_entry_goal')
    with op.batch_alter_table('journal_child', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journal_child_child_id'))

    op.drop_table('journal_child')
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_journal_entry_group')
        batch_op.drop_index(batch_op.f('ix_journal_entry_child_id'))

    op.drop_table('journal_entry')
    op.drop_table('journal_goal')
