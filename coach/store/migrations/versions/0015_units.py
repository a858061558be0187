"""units"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("reps", "faults")


def upgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.alter_column("unit", type_=sa.String(16), existing_nullable=False)


def downgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.alter_column("unit", type_=sa.String(8), existing_nullable=False)
