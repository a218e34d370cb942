"""what a school or its organiser has decided about attendance"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'a1c5d0e7b301'
down_revision: str | None = 'abdbb7965b1a'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('attendance_policy',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('organisation_id', UuidKey(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('decided_by', UuidKey(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_attendance_policy_days')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_attendance_policy_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_policy')),
    sa.UniqueConstraint('organisation_id', 'valid_from', name=op.f('uq_attendance_policy_organisation_id_valid_from'))
    )


def downgrade() -> None:
    op.drop_table('attendance_policy')
