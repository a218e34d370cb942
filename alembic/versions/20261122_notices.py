"""notices"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'b7d1c0a4e2f6'
down_revision: str | None = 'b81c5d0e7a42'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_message_due')
        batch_op.drop_index(batch_op.f('ix_outbox_message_recipient_id'))
        batch_op.add_column(sa.Column('subject_id', UuidKey(), nullable=True))
        batch_op.add_column(sa.Column('planned_at', MOMENT, nullable=True))
        batch_op.add_column(sa.Column('read_at', MOMENT, nullable=True))
        batch_op.add_column(sa.Column('withdrawn_at', MOMENT, nullable=True))
        batch_op.drop_column('attempts')
        batch_op.drop_column('last_error')
        batch_op.create_foreign_key(
            batch_op.f('fk_outbox_message_subject_id_person'), 'person', ['subject_id'], ['id']
        )
        batch_op.create_index('ix_outbox_message_due', ['planned_at', 'not_before'], unique=False)
        batch_op.create_index('ix_outbox_message_recipient', ['recipient_id', 'read_at'], unique=False)
        batch_op.create_index('ix_outbox_message_subject', ['subject_id', 'kind'], unique=False)
    # What the former sender has delivered is not sent again.
    op.execute("UPDATE outbox_message SET planned_at = sent_at WHERE sent_at IS NOT NULL")

    op.create_table('notice_delivery',
    sa.Column('id', BIG_KEY, nullable=False),
    sa.Column('message_id', BIG_KEY, nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('not_before', MOMENT, nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('sent_at', MOMENT, nullable=True),
    sa.Column('last_error', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['outbox_message.id'], name=op.f('fk_notice_delivery_message_id_outbox_message')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_delivery')),
    sa.UniqueConstraint('message_id', 'channel', name=op.f('uq_notice_delivery_message_id_channel'))
    )
    with op.batch_alter_table('notice_delivery', schema=None) as batch_op:
        batch_op.create_index('ix_notice_delivery_due', ['state', 'not_before'], unique=False)

    op.create_table('notice_choice',
    sa.Column('person_id', UuidKey(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('about_id', UuidKey(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_choice_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'kind', 'about_id', name=op.f('pk_notice_choice'))
    )


def downgrade() -> None:
    op.drop_table('notice_choice')
    with op.batch_alter_table('notice_delivery', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_delivery_due')

    op.drop_table('notice_delivery')
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_message_subject')
        batch_op.drop_index('ix_outbox_message_recipient')
        batch_op.drop_index('ix_outbox_message_due')
        batch_op.drop_constraint(batch_op.f('fk_outbox_message_subject_id_person'), type_='foreignkey')
        batch_op.add_column(sa.Column('attempts', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('last_error', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False, server_default=''))
        batch_op.drop_column('withdrawn_at')
        batch_op.drop_column('read_at')
        batch_op.drop_column('planned_at')
        batch_op.drop_column('subject_id')
        batch_op.create_index('ix_outbox_message_due', ['sent_at', 'not_before'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_message_recipient_id'), ['recipient_id'], unique=False)
