"""subjects"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_subjects_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subjects")),
        sa.UniqueConstraint("issuer", "subject", name="uq_subjects_issuer_subject"),
        sa.UniqueConstraint("issuer", "person_id", name="uq_subjects_issuer_person_id"),
    )
    op.create_index(op.f("ix_subjects_person_id"), "subjects", ["person_id"])


def downgrade() -> None:
    op.drop_table("subjects")
