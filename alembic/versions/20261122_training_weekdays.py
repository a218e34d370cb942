"""which days of the week a student is at the workplace"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '5b7e20d4c913'
down_revision: str | None = 'd20c7b5e6a19'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MONDAY_TO_FRIDAY = '31'


def upgrade() -> None:
    with op.batch_alter_table('workplace_training', schema=None) as batch_op:
        batch_op.add_column(sa.Column('weekdays', sa.SmallInteger(), nullable=False, server_default=MONDAY_TO_FRIDAY))
    with op.batch_alter_table('workplace_training', schema=None) as batch_op:
        batch_op.alter_column('weekdays', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('workplace_training', schema=None) as batch_op:
        batch_op.drop_column('weekdays')
