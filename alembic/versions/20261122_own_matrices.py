"""matrices of teachers' own, and which judgements were made in them"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'c9e3d51f7a08'
down_revision: str | None = 'c0f74bf87672'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('own_matrix',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('activity_id', UuidKey(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('levels', sa.JSON(), nullable=False),
    sa.Column('plan_id', UuidKey(), nullable=True),
    sa.Column('archived', sa.Boolean(), nullable=False),
    sa.Column('edited_by', UuidKey(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_own_matrix_activity_id_activity')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_matrix'))
    )
    with op.batch_alter_table('own_matrix', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_matrix_activity_id'), ['activity_id'], unique=False)

    op.create_table('own_aspect',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('matrix_id', UuidKey(), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('criterion_id', UuidKey(), nullable=True),
    sa.ForeignKeyConstraint(['matrix_id'], ['own_matrix.id'], name=op.f('fk_own_aspect_matrix_id_own_matrix')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_aspect'))
    )
    with op.batch_alter_table('own_aspect', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_aspect_matrix_id'), ['matrix_id'], unique=False)

    with op.batch_alter_table('judgement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('matrix_id', UuidKey(), nullable=True))


def downgrade() -> None:
    op.execute(sa.text(
        'DELETE FROM published_version WHERE judgement_id IN (SELECT id FROM judgement WHERE matrix_id IS NOT NULL)'
    ))
    op.execute(sa.text(
        'DELETE FROM judgement_version WHERE judgement_id IN (SELECT id FROM judgement WHERE matrix_id IS NOT NULL)'
    ))
    op.execute(sa.text('DELETE FROM judgement WHERE matrix_id IS NOT NULL'))
    with op.batch_alter_table('judgement', schema=None) as batch_op:
        batch_op.drop_column('matrix_id')

    with op.batch_alter_table('own_aspect', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_own_aspect_matrix_id'))

    op.drop_table('own_aspect')
    with op.batch_alter_table('own_matrix', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_own_matrix_activity_id'))

    op.drop_table('own_matrix')
