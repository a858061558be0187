"""corrections, notes, reviewed"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("set_number", sa.Integer(), nullable=True),
        sa.Column("rep_id", sa.Integer(), nullable=True),
        sa.Column("fault_number", sa.Integer(), nullable=True),
        sa.Column("fault", sa.String(length=64), nullable=True),
        sa.Column("t", sa.Double(), nullable=True),
        sa.Column("side", sa.String(length=8), nullable=True),
        sa.Column("delta", sa.Integer(), nullable=True),
        sa.Column("withdraws", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        *_of_session("corrections"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("t", sa.Double(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdraws", sa.Integer(), nullable=True),
        *_of_session("notes"),
    )
    op.create_table(
        "reviewed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_of_session("reviewed"),
    )
    for table in ("corrections", "notes", "reviewed"):
        op.create_index(op.f(f"ix_{table}_session_id"), table, ["session_id"], unique=False)


def _of_session(table: str) -> tuple[sa.Constraint, ...]:
    foreign = op.f(f"fk_{table}_session_id_sessions")
    return (
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=foreign),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    for table in ("reviewed", "notes", "corrections"):
        op.drop_index(op.f(f"ix_{table}_session_id"), table_name=table)
        op.drop_table(table)
