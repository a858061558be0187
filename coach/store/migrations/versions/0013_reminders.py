"""reminders"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("sessions", sa.Boolean(), nullable=False),
        sa.Column("home", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reminder_wishes_person_id_people")
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_reminder_wishes_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_wishes")),
    )
    op.create_index(op.f("ix_reminder_wishes_person_id"), "reminder_wishes", ["person_id"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("person_id", "about", name=op.f("uq_reminders_person_id")),
    )
    op.create_index(op.f("ix_reminders_person_id"), "reminders", ["person_id"])


def downgrade() -> None:
    op.drop_table("reminders")
    op.drop_table("reminder_wishes")
