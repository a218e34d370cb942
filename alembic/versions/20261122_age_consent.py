"""a student of age lets a former guardian go on seeing"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'd20c7b5e6a19'
down_revision: str | None = 'c4e81f60a9d2'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('age_consent',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('student_id', UuidKey(), nullable=False),
    sa.Column('adult_id', UuidKey(), nullable=False),
    sa.Column('given_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.SmallInteger(), nullable=False),
    sa.ForeignKeyConstraint(['adult_id'], ['person.id'], name=op.f('fk_age_consent_adult_id_person')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_age_consent_student_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_age_consent'))
    )
    with op.batch_alter_table('age_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_age_consent_adult_id'), ['adult_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_age_consent_student_id'), ['student_id'], unique=False)
        batch_op.create_index('uq_age_consent_open', ['student_id', 'adult_id'], unique=True,
            sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))


def downgrade() -> None:
    op.drop_table('age_consent')
