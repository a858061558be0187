"""person_numbers"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("system", sa.String(200), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinics.id"], name=op.f("fk_person_numbers_clinic_id_clinics")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_numbers_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_numbers")),
        sa.UniqueConstraint("clinic_id", "system", "value", name=op.f("uq_person_numbers_clinic_id")),
    )
    op.create_index(op.f("ix_person_numbers_person_id"), "person_numbers", ["person_id"])


def downgrade() -> None:
    op.drop_table("person_numbers")
