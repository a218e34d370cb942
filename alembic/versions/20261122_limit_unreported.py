"""how much of the time behind a passed limit nobody has reported"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = 'b41f7c90e2d6'
down_revision: str | None = 'e07c5ad1b846'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('limit_passed', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unreported', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('limit_passed', schema=None) as batch_op:
        batch_op.alter_column('unreported', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('limit_passed', schema=None) as batch_op:
        batch_op.drop_column('unreported')
