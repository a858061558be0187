"""judgements, jobs; the word on a finding is a correction alone"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBERED = ("sets", "faults")
JUDGED = ("sets", "reps", "faults", "corrections")


def upgrade() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("overrides", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_judgements_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_judgements_session_id")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_jobs_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    for table in ("judgements", "jobs"):
        op.create_index(op.f(f"ix_{table}_session_id"), table, ["session_id"], unique=False)
    for table in JUDGED:
        _judged(table)


def _judged(table: str) -> None:
    """SQLite copies the table: it can't change a constraint in place."""
    with op.batch_alter_table(table) as change:
        change.add_column(sa.Column("judgement", sa.Integer(), nullable=False, server_default="1"))
        if table in NUMBERED:
            change.drop_constraint(f"uq_{table}_session_id", type_="unique")
            change.create_unique_constraint(f"uq_{table}_session_id", ["session_id", "judgement", "number"])
        if table == "faults":
            change.drop_column("agree")
        if table == "corrections":
            change.add_column(sa.Column("carried_from", sa.Integer(), nullable=True))


def downgrade() -> None:
    for table in JUDGED:
        op.execute(f"DELETE FROM {table} WHERE judgement > 1")
        with op.batch_alter_table(table) as change:
            if table in NUMBERED:
                change.drop_constraint(f"uq_{table}_session_id", type_="unique")
                change.create_unique_constraint(f"uq_{table}_session_id", ["session_id", "number"])
            if table == "faults":
                change.add_column(sa.Column("agree", sa.Boolean(), nullable=True))
            if table == "corrections":
                change.drop_column("carried_from")
            change.drop_column("judgement")
    for table in ("jobs", "judgements"):
        op.drop_index(op.f(f"ix_{table}_session_id"), table_name=table)
        op.drop_table(table)
