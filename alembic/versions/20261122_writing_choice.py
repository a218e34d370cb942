"""how a person is written to: language, one mail a day"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = "e5a90c3b7d14"
down_revision: str | None = "c94f6a2e1d08"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("notice_delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("daily_on", sa.Date(), nullable=True))
    op.create_table(
        "writing_choice",
        sa.Column("person_id", UuidKey(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_writing_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_writing_choice")),
    )


def downgrade() -> None:
    op.drop_table("writing_choice")
    with op.batch_alter_table("notice_delivery", schema=None) as batch_op:
        batch_op.drop_column("daily_on")
