"""home"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("session_people") as table:
        table.add_column(sa.Column("home_day", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("session_people") as table:
        table.drop_column("home_day")
