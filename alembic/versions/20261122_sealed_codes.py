"""the secrets of authenticator apps are sealed"""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op
from skolplattform.core.ids import UuidKey
from skolplattform.core.sealed import seal, unseal

revision: str = 'e07c5ad1b846'
down_revision: str | None = 'e18d0c5a7b26'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CODES = 'second factor'
FACTORS = sa.table('second_factor', sa.column('person_id', UuidKey()), sa.column('secret'), sa.column('pending'))


def upgrade() -> None:
    with op.batch_alter_table('second_factor', schema=None) as batch_op:
        for name in ('secret', 'pending'):
            batch_op.alter_column(name, existing_type=sa.String(64), type_=sa.String(200), existing_nullable=False)
    _each(seal)


def downgrade() -> None:
    _each(unseal)
    with op.batch_alter_table('second_factor', schema=None) as batch_op:
        for name in ('secret', 'pending'):
            batch_op.alter_column(name, existing_type=sa.String(200), type_=sa.String(64), existing_nullable=False)


def _each(change: Callable[[str, str], str]) -> None:
    bind = op.get_bind()
    for person, *secrets in bind.execute(sa.select(FACTORS)).all():
        secret, pending = (change(one, CODES) if one else one for one in secrets)
        bind.execute(FACTORS.update().where(FACTORS.c.person_id == person).values(secret=secret, pending=pending))
