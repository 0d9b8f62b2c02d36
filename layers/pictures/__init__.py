"""A view as a drawn picture."""
