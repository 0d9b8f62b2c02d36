"""Keeping sets: the form after a file's report, and the list of what is kept."""
