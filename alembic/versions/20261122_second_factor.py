"""second factor of a person, and a fresh proof of it"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'c94f6a2e1d08'
down_revision: str | None = '7407ac8eaf98'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('second_factor',
    sa.Column('person_id', UuidKey(), nullable=False),
    sa.Column('secret', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('pending', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('locked_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_second_factor_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_second_factor'))
    )
    op.execute(
        "INSERT INTO second_factor (person_id, secret, pending, used, failed, since) "
        "SELECT person_id, one_time_secret, '', one_time_used, 0, created_at FROM account WHERE one_time_secret <> ''"
    )
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('one_time_secret')
        batch_op.drop_column('one_time_used')
    with op.batch_alter_table('auth_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proves', sa.LargeBinary(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.drop_column('proves')
    with op.batch_alter_table('auth_session', schema=None) as batch_op:
        batch_op.drop_column('proved_at')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('one_time_secret', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('one_time_used', sa.Integer(), nullable=False, server_default='0'))
    op.execute(
        "UPDATE account SET one_time_secret = (SELECT secret FROM second_factor f WHERE f.person_id = account.person_id),"
        " one_time_used = (SELECT used FROM second_factor f WHERE f.person_id = account.person_id)"
        " WHERE person_id IN (SELECT person_id FROM second_factor)"
    )
    op.drop_table('second_factor')
