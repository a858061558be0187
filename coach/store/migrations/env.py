"""Alembic's entry: runs on the connection that coach.store.database hands over."""

from alembic import context

from coach.store import person_models  # noqa: F401 - its tables
from coach.store.models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
