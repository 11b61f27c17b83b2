"""Where Alembic finds the connection: the one that the store opened."""

from alembic import context

from reconcile.keep.store.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA)
context.run_migrations()
