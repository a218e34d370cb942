"""consents: what homes say yes and no to; pictures with who is seen in them, and those of learning logs"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op
from skolplattform.core.ids import UuidKey

revision: str = '3224b8a25f0d'
down_revision: str | None = '1f1268785f30'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('consent_kind',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('all_must', sa.Boolean(), nullable=False),
    sa.Column('name_sv', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('name_en', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('meaning_sv', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('meaning_en', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('start_date', sa.Date(), nullable=False),
    sa.Column('end_date', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_consent_kind'))
    )
    op.create_table('consent_answer',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('person_id', UuidKey(), nullable=False),
    sa.Column('kind_code', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('answered_by', UuidKey(), nullable=False),
    sa.Column('gives', sa.Boolean(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['kind_code'], ['consent_kind.code'], name=op.f('fk_consent_answer_kind_code_consent_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_consent_answer_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_answer'))
    )
    with op.batch_alter_table('consent_answer', schema=None) as batch_op:
        batch_op.create_index('uq_consent_answer_standing', ['person_id', 'kind_code', 'answered_by'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('picture',
    sa.Column('id', UuidKey(), nullable=False),
    sa.Column('file_id', UuidKey(), nullable=False),
    sa.Column('alt', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('nobody', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('added_by', UuidKey(), nullable=False),
    sa.Column('added_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_picture_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture'))
    )
    with op.batch_alter_table('picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_picture_file_id'), ['file_id'], unique=False)

    op.create_table('picture_person',
    sa.Column('picture_id', UuidKey(), nullable=False),
    sa.Column('person_id', UuidKey(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_picture_person_person_id_person')),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_picture_person_picture_id_picture')),
    sa.PrimaryKeyConstraint('picture_id', 'person_id', name=op.f('pk_picture_person'))
    )
    with op.batch_alter_table('picture_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_picture_person_person_id'), ['person_id'], unique=False)

    op.create_table('log_picture',
    sa.Column('entry_id', UuidKey(), nullable=False),
    sa.Column('picture_id', UuidKey(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['log_entry.id'], name=op.f('fk_log_picture_entry_id_log_entry')),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_log_picture_picture_id_picture')),
    sa.PrimaryKeyConstraint('entry_id', 'picture_id', name=op.f('pk_log_picture'))
    )
    with op.batch_alter_table('log_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_log_picture_picture_id'), ['picture_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('log_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_picture_picture_id'))

    op.drop_table('log_picture')
    with op.batch_alter_table('picture_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_picture_person_person_id'))

    op.drop_table('picture_person')
    with op.batch_alter_table('picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_picture_file_id'))

    op.drop_table('picture')
    with op.batch_alter_table('consent_answer', schema=None) as batch_op:
        batch_op.drop_index('uq_consent_answer_standing', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('consent_answer')
    op.drop_table('consent_kind')
