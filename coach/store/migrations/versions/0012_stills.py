"""stills"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notes") as table:
        table.add_column(sa.Column("picture", sa.String(160), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("notes") as table:
        table.drop_column("picture")
