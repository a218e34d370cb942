"""the day on which the home municipality was sent the report of a student's absence"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7c1f5a8e2d34"
down_revision: str | None = "e41b7d20c9a6"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("absence_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("municipality_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("absence_case", schema=None) as batch_op:
        batch_op.drop_column("municipality_on")
