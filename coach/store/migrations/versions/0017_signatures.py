"""signatures"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SIGNED = ("corrections", "notes", "reviewed", "judgements")


def upgrade() -> None:
    for name in SIGNED:
        op.add_column(name, sa.Column("person_id", sa.String(32), nullable=True))
    op.create_table(
        "result_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("t", sa.Float(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("own_value", sa.Float(), nullable=True),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_result_words_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_words")),
    )
    op.create_index(op.f("ix_result_words_session_id"), "result_words", ["session_id"])


def downgrade() -> None:
    op.drop_table("result_words")
    for name in SIGNED:
        with op.batch_alter_table(name) as table:
            table.drop_column("person_id")
