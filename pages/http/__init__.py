"""The plain HTTP faces of a view, and the making of files for them."""
