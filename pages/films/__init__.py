"""Films: asked for on a page, made beside it."""
