"""the calendar of tests and tasks, and what a school says is too much"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'e18d0c5a7b26'
down_revision: str | None = '9d3b61f0c7e2'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('set_work',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('syllabus_id', UuidKey(), nullable=False),
    sa.Column('plan_id', UuidKey(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('taken_away', sa.Boolean(), nullable=False),
    sa.Column('edited_by', UuidKey(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['unit_plan.id'], name=op.f('fk_set_work_plan_id_unit_plan')),
    sa.ForeignKeyConstraint(['syllabus_id'], ['syllabus.id'], name=op.f('fk_set_work_syllabus_id_syllabus')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_set_work_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_set_work'))
    )
    with op.batch_alter_table('set_work', schema=None) as batch_op:
        batch_op.create_index('ix_set_work_unit_day', ['unit_id', 'day'], unique=False)

    op.create_table('set_work_group',
    sa.Column('work_id', UuidKey(), nullable=False),
    sa.Column('group_id', UuidKey(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['group_.id'], name=op.f('fk_set_work_group_group_id_group_')),
    sa.ForeignKeyConstraint(['work_id'], ['set_work.id'], name=op.f('fk_set_work_group_work_id_set_work')),
    sa.PrimaryKeyConstraint('work_id', 'group_id', name=op.f('pk_set_work_group'))
    )
    with op.batch_alter_table('set_work_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_set_work_group_group_id'), ['group_id'], unique=False)

    op.create_table('work_limit',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('tests_a_day', sa.SmallInteger(), nullable=False),
    sa.Column('tests_a_week', sa.SmallInteger(), nullable=False),
    sa.Column('work_a_week', sa.SmallInteger(), nullable=False),
    sa.Column('decided_by', UuidKey(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_work_limit_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_limit')),
    sa.UniqueConstraint('unit_id', 'valid_from', name=op.f('uq_work_limit_unit_id_valid_from'))
    )


def downgrade() -> None:
    op.drop_table('work_limit')
    with op.batch_alter_table('set_work_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_set_work_group_group_id'))

    op.drop_table('set_work_group')
    with op.batch_alter_table('set_work', schema=None) as batch_op:
        batch_op.drop_index('ix_set_work_unit_day')

    op.drop_table('set_work')
