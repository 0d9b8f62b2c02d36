"""Run by alembic, over the connection that `geodata.sets.schema.bring_up` hands it."""

from alembic import context

from geodata.sets.schema import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META)
context.run_migrations()
