"""workplace training, and the days that were confirmed"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'c4e81f60a9d2'
down_revision: str | None = 'e5a90c3b7d14'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('workplace_training',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('workplace', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('supervisor', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('day_minutes', sa.SmallInteger(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=True),
    sa.Column('link_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('link_used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('opened_by', UuidKey(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_workplace_training_days')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_workplace_training_student_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_workplace_training_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workplace_training')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_workplace_training_token_hash'))
    )
    with op.batch_alter_table('workplace_training', schema=None) as batch_op:
        batch_op.create_index('ix_workplace_training_student', ['student_id'], unique=False)
        batch_op.create_index('ix_workplace_training_unit', ['unit_id', 'last_day'], unique=False)

    op.create_table('workplace_day',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('training_id', UuidKey(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('minutes', sa.SmallInteger(), nullable=False),
    sa.Column('noted_by', UuidKey(), nullable=True),
    sa.Column('noted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes >= 0 AND minutes <= 1440', name=op.f('ck_workplace_day_minutes')),
    sa.ForeignKeyConstraint(['training_id'], ['workplace_training.id'], name=op.f('fk_workplace_day_training_id_workplace_training')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workplace_day')),
    sa.UniqueConstraint('training_id', 'day', name=op.f('uq_workplace_day_training_id_day'))
    )


def downgrade() -> None:
    op.drop_table('workplace_day')
    with op.batch_alter_table('workplace_training', schema=None) as batch_op:
        batch_op.drop_index('ix_workplace_training_unit')
        batch_op.drop_index('ix_workplace_training_student')

    op.drop_table('workplace_training')
