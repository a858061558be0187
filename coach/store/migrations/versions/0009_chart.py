"""chart"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name=op.f("fk_chart_patient_id_people")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_chart_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chart")),
        sa.UniqueConstraint("patient_id", "kind", "number", name=op.f("uq_chart_patient_id")),
    )
    op.create_index(op.f("ix_chart_patient_id"), "chart", ["patient_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_chart_patient_id"), table_name="chart")
    op.drop_table("chart")
