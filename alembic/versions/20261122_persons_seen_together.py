"""persons who were seen together in the audit chain"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = 'b81c5d0e7a42'
down_revision: str | None = '7c1de04b95aa'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('audit_circle',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_circle'))
    )
    op.create_table('audit_circle_member',
    sa.Column('person_id', UuidKey(), nullable=False),
    sa.Column('circle_id', UuidKey(), nullable=False),
    sa.PrimaryKeyConstraint('person_id', 'circle_id', name=op.f('pk_audit_circle_member'))
    )
    with op.batch_alter_table('audit_circle_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_circle_member_circle_id'), ['circle_id'], unique=False)

    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('circle_id', UuidKey(), nullable=True))
        batch_op.create_index('ix_audit_entry_circle_at', ['circle_id', 'at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_entry_circle_at')
        batch_op.drop_column('circle_id')

    with op.batch_alter_table('audit_circle_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_circle_member_circle_id'))

    op.drop_table('audit_circle_member')
    op.drop_table('audit_circle')
