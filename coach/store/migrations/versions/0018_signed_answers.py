"""signed answers"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("check_ins", sa.Column("person_id", sa.String(32), nullable=True))
    op.add_column("reps", sa.Column("assisted_by", sa.String(16), nullable=True))
    op.add_column("reps", sa.Column("assisted_person", sa.String(32), nullable=True))


def downgrade() -> None:
    for name, columns in {"check_ins": ("person_id",), "reps": ("assisted_by", "assisted_person")}.items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.drop_column(column)
