"""plans shared with a school or the city, and where copies come from"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'b40c7e19d8a5'
down_revision: str | None = 'b4f7a1c92e60'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('shared_plan',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('plan_id', UuidKey(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('organiser_id', UuidKey(), nullable=False),
    sa.Column('reach', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('subject_name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('start_school_year', sa.SmallInteger(), nullable=True),
    sa.Column('end_school_year', sa.SmallInteger(), nullable=True),
    sa.Column('curriculum', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('shared_by', UuidKey(), nullable=False),
    sa.Column('shared_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('taken_back_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['organiser_id'], ['organisation.id'], name=op.f('fk_shared_plan_organiser_id_organisation')),
    sa.ForeignKeyConstraint(['plan_id', 'number'], ['unit_plan_edition.plan_id', 'unit_plan_edition.number'], name=op.f('fk_shared_plan_plan_id_unit_plan_edition')),
    sa.ForeignKeyConstraint(['shared_by'], ['person.id'], name=op.f('fk_shared_plan_shared_by_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_shared_plan_unit_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_plan'))
    )
    with op.batch_alter_table('shared_plan', schema=None) as batch_op:
        batch_op.create_index('ix_shared_plan_organiser_subject', ['organiser_id', 'subject_name'], unique=False)
        batch_op.create_index('ix_shared_plan_plan', ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_plan_shared_by'), ['shared_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_plan_unit_id'), ['unit_id'], unique=False)

    op.create_table('plan_origin',
    sa.Column('plan_id', UuidKey(), nullable=False),
    sa.Column('source_id', UuidKey(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('author_id', UuidKey(), nullable=False),
    sa.Column('unit_id', UuidKey(), nullable=False),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('unmatched', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_plan_origin_author_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['unit_plan.id'], name=op.f('fk_plan_origin_plan_id_unit_plan')),
    sa.ForeignKeyConstraint(['source_id'], ['unit_plan.id'], name=op.f('fk_plan_origin_source_id_unit_plan')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_plan_origin_unit_id_organisation')),
    sa.PrimaryKeyConstraint('plan_id', name=op.f('pk_plan_origin'))
    )
    with op.batch_alter_table('plan_origin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_origin_source_id'), ['source_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('plan_origin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_origin_source_id'))

    op.drop_table('plan_origin')
    with op.batch_alter_table('shared_plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shared_plan_unit_id'))
        batch_op.drop_index(batch_op.f('ix_shared_plan_shared_by'))
        batch_op.drop_index('ix_shared_plan_plan')
        batch_op.drop_index('ix_shared_plan_organiser_subject')

    op.drop_table('shared_plan')
