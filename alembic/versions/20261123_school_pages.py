"""homes are no longer asked about pictures on the school's open pages, which the platform does not show"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c7a1f0d29e34"
down_revision: str | None = "5dd8280125bd"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ENDED = sa.text(
    "UPDATE consent_kind SET end_date = '2026-11-22' WHERE code = 'school_pages_2026' AND end_date IS NULL"
)
ASKED = sa.text(
    "UPDATE consent_kind SET end_date = NULL WHERE code = 'school_pages_2026' AND end_date = '2026-11-22'"
)


def upgrade() -> None:
    op.execute(ENDED)


def downgrade() -> None:
    op.execute(ASKED)
